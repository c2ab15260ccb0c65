/** Choose the kind that a question gets in place of its own. */

import type { JSX } from 'preact';
import { otherKinds } from '../../model/operations';
import { locate } from '../../model/places';
import { t } from '../../text';
import * as acts from '../acts';
import { Dialog } from '../controls/dialog';
import { Kinds } from '../palette';
import { useSeen, useStore } from '../use';

export function ChangingDialog(): JSX.Element | null {
  const store = useStore();
  const place = useSeen((state) => locate(state.draft, state.changing));
  if (place?.type !== 'field') return null;
  const { field, group } = place;
  const offered = new Set(otherKinds(field, !!group, store.boot.kinds));
  const close = (): void => store.set({ changing: null });
  return (
    <Dialog title={t('change_kind_title')} class="palette" onClose={close}>
      <p class="hint">{t('change_kind_help')}</p>
      <Kinds fits={(kind) => offered.has(kind)} onChosen={(kind) => { close(); acts.changeKind(store, field, kind); }} />
    </Dialog>
  );
}
