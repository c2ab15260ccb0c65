/** Choose the step or the group that a question goes to: dragging, for those who don't drag. */

import type { JSX } from 'preact';
import type { Draft, Field } from '../../model/draft';
import { locate } from '../../model/places';
import { nameOf } from '../../model/words';
import { t } from '../../text';
import * as acts from '../acts';
import { Dialog } from '../controls/dialog';
import { Icon } from '../icons';
import { useSeen, useStore } from '../use';

export function MovingDialog(): JSX.Element | null {
  const store = useStore();
  const moving = useSeen((state) => state.moving);
  const { draft } = store.state;
  const place = locate(draft, moving);
  if (place?.type !== 'field') return null;
  const from = (place.group ?? place.step).id;
  const close = (): void => store.set({ moving: null });
  const fits = store.boot.kinds[place.field.kind]?.in_groups ?? false;
  return (
    <Dialog title={t('move_where')} onClose={close}>
      <ul class="goals">
        {goals(draft, place.field, fits).map(({ id, group }) => (
          <li key={id}>
            <button
              type="button" class="goal" disabled={id === from}
              onClick={() => { close(); acts.placeField(store, place.field.id, id, acts.fieldsOf(store, id).length); }}
            >
              {group && <Icon name="group" />}{nameOf(draft, id)}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function goals(draft: Draft, field: Field, fits: boolean): { id: string; group: boolean }[] {
  return draft.steps.flatMap((step) => [
    { id: step.id, group: false },
    ...step.fields.filter(({ kind, id }) => kind === 'group' && fits && id !== field.id).map(({ id }) => ({ id, group: true })),
  ]);
}
