/** The map of the whole flow: where each answer leads, and which way the answers in the preview take. */

import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { useSeen } from '../use';
import { drawingOf } from './drawing';
import { FlowList } from './list';
import { MapView } from './map';
import { Reasons } from './reasons';
import { faultsOf } from './things';
import { trailOf } from './trail';

export function MapPanel({ store }: { store: Store }): JSX.Element {
  const draft = useSeen((state) => state.draft);
  const path = useSeen((state) => state.path);
  const findings = useSeen((state) => state.findings);
  const selection = useSeen((state) => state.selection);
  const [listed, setListed] = useState(false);
  const drawing = useMemo(() => drawingOf(draft), [draft]);
  const trail = useMemo(() => (path && !path.aside ? trailOf(draft, path) : null), [draft, path]);
  const faults = useMemo(() => faultsOf(draft, findings), [draft, findings]);
  const shown = { draft, drawing, trail, faults, selection, onOpen: (id: string): void => store.select(id) };
  return (
    <div class="map-panel">
      <div class="panel-head">
        <h2>{t('map')}</h2>
        <div class="toggles" role="group" aria-label={t('map_form')}>
          <button type="button" class="toggle" aria-pressed={!listed} onClick={() => setListed(false)}>{t('map_drawn')}</button>
          <button type="button" class="toggle" aria-pressed={listed} onClick={() => setListed(true)}>{t('map_listed')}</button>
        </div>
      </div>
      <p class="hint">{t('map_hint')}</p>
      {listed ? <FlowList {...shown} /> : <MapView {...shown} />}
      <Reasons draft={draft} trail={trail} />
    </div>
  );
}
