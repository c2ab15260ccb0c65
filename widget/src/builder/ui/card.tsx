/** One question: a line that tells it, and when it is selected everything that can be set of it. */

import type { JSX } from 'preact';
import { called, type Field } from '../model/draft';
import { levelOf } from '../model/findings';
import { otherKinds } from '../model/operations';
import { stepOf } from '../model/places';
import type { Store } from '../model/store';
import { nameOf } from '../model/words';
import { t } from '../text';
import * as acts from './acts';
import { type Item, Menu } from './controls/menu';
import { Icon } from './icons';
import { FieldInspector } from './inspector/field';
import { Mark } from './row';
import { useSeen } from './use';

interface CardProps {
  store: Store;
  field: Field;
  at: number;
  of: number;
  within: boolean;
  selection: string | null;
}

export function Card({ store, field, at, of, within, selection }: CardProps): JSX.Element {
  const { id } = field;
  const open = selection === id || holds(field, selection);
  const level = useSeen((state) => levelOf(state, id));
  const draft = useSeen((state) => state.draft);
  const fixed = !store.boot.may_change;
  const keys = (event: KeyboardEvent): void => {
    if (fixed) return;
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (by) {
      event.preventDefault();
      acts.moveField(store, id, by);
    } else if (event.key === 'Delete') acts.removeField(store, id);
  };
  const name = nameOf(draft, id);
  return (
    <li class={`card ${open ? 'open' : ''}`} data-item={id} data-kind={field.kind}>
      <div class="card-head">
        {!fixed && <span class="grip" aria-hidden="true"><Icon name="grip" /></span>}
        <button
          type="button" class="card-main" data-thing={id} aria-expanded={open} onKeyDown={keys}
          onClick={() => store.select(open ? (stepOf(draft, id)?.id ?? null) : id)}
        >
          <span class="card-words">
            <span class={`card-name ${called(field.label, draft) ? '' : 'unnamed'}`}>{name}</span>
            <span class="card-detail">{details(store, field)}</span>
          </span>
          {level && <Mark level={level} />}
        </button>
        {!fixed && <Menu label={t('menu_of', { name })} items={items(store, field, at, of, within)} />}
      </div>
      {open && <FieldInspector store={store} field={field} within={within} selection={selection} />}
    </li>
  );
}

/** Tell whether something in a field is selected: a choice, a check, a group's question. */
function holds(field: Field, selection: string | null): boolean {
  return [...field.choices, ...field.checks].some(({ id }) => id === selection)
    || field.fields.some((part) => part.id === selection || holds(part, selection));
}

function details(store: Store, field: Field): string {
  const kind = store.boot.kinds[field.kind];
  const parts = [kind?.label ?? field.kind];
  if (field.choices.length) parts.push(t('choices_count', { n: field.choices.length }));
  if (field.fields.length) parts.push(t('questions_count', { n: field.fields.length }));
  if (kind?.asks && !field.required) parts.push(t(field.required_if ? 'sometimes_required' : 'optional'));
  if (field.visible_if) parts.push(t('sometimes_shown'));
  return parts.join(' · ');
}

function items(store: Store, field: Field, at: number, of: number, within: boolean): Item[] {
  const { id } = field;
  const basic = acts.listItems(at, of, {
    move: (by) => acts.moveField(store, id, by),
    duplicate: () => acts.duplicateField(store, field),
    remove: () => acts.removeField(store, id),
  });
  const more: Item[] = [{ label: t('move_to'), icon: 'right', act: () => store.set({ moving: id }) }];
  if (otherKinds(field, within, store.boot.kinds).length) more.push({ label: t('change_kind'), icon: 'restart', act: () => store.set({ changing: id }) });
  return basic.toSpliced(2, 0, ...more);
}
