/** The editor of a condition: tests joined by "and" or "or", groups in groups, and the whole in words below. */

import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Condition } from '../../model/draft';
import { read, testsIn, write, type Group, type Way } from '../../model/condition_tree';
import { offersAt } from '../../model/offers';
import type { Store } from '../../model/store';
import { sayCondition } from '../../model/words';
import { t } from '../../text';
import { GroupEditor } from './condition_group';

export interface ConditionProps {
  store: Store;
  /** The thing whose condition it is: what may be looked at depends on where it stands. */
  placeId: string;
  value: Condition | null;
  /** `merge` names the writing that a change belongs to, see Store.dispatch. */
  onChange(value: Condition | null, merge?: string): void;
  /** What it means when there is no condition. */
  empty?: string;
  /** Whether there can't be none: its last test goes with the thing itself. */
  needed?: boolean;
}

export function ConditionEditor({ store, placeId, value, onChange, empty, needed = false }: ConditionProps): JSX.Element {
  const { draft } = store.state;
  const offers = useMemo(() => offersAt(draft, store.boot.kinds, placeId), [draft, placeId]);
  const place = useRef<HTMLDivElement>(null);
  const next = useRef<Way | null>(null);
  // What was just added gets the focus, and what follows what was just removed.
  useEffect(() => {
    if (next.current) focusOn(place.current, next.current);
    next.current = null;
  });
  const change = (root: Group, focus?: Way, merge?: string): void => {
    next.current = focus ?? null;
    onChange(write(root), merge);
  };
  if (!offers.length && !value) return <p class="hint">{t('nothing_earlier')}</p>;
  return (
    <div class="condition" ref={place}>
      <GroupEditor draft={draft} offers={offers} root={read(value)} group={read(value)} way={[]} firm={needed && testsIn(read(value)) === 1} onChange={change} />
      <p class="condition-words" aria-live="polite">{value ? sayCondition(draft, value) : (empty ?? t('always'))}</p>
    </div>
  );
}

function focusOn(place: HTMLElement | null, way: Way): void {
  const part = place?.querySelector(`[data-way="${way.join('.')}"]`) ?? place;
  part?.querySelector<HTMLElement>('select, input, button')?.focus();
}
