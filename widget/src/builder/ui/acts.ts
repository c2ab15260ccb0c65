/** What can be done with a thing: the same from its menu, by key and by dragging. */

import { attempt } from '../model/attempt';
import type { Kind } from '../model/boot';
import type { Ending, Field, Step } from '../model/draft';
import * as edit from '../model/operations';
import { parentOf } from '../model/operations';
import { locate } from '../model/places';
import type { Store } from '../model/store';
import { nameOf } from '../model/words';
import { t } from '../text';
import type { Item } from './controls/menu';
import { focusOn } from './focus';

type Listed = readonly { id: string }[];

const clamp = (at: number, list: Listed): number => Math.max(0, Math.min(at, list.length - 1));
const nextTo = (list: Listed, id: string): string | undefined => {
  const at = list.findIndex((one) => one.id === id);
  return (list[at + 1] ?? list[at - 1])?.id;
};
const indexIn = (list: Listed, id: string): number => list.findIndex((one) => one.id === id);

export function moveStep(store: Store, id: string, to: number): void {
  const { draft } = store.state;
  const at = clamp(to, draft.steps);
  if (indexIn(draft.steps, id) === at) return;
  attempt(store, edit.moveStep(id, at), 'moved', { name: nameOf(draft, id), at: at + 1, of: draft.steps.length });
  focusOn(id);
}

export function duplicateStep(store: Store, step: Step): void {
  const { draft } = store.state;
  const copy = edit.copyOfStep(draft, step);
  store.dispatch(edit.addStep(copy, indexIn(draft.steps, step.id) + 1), { select: copy.id });
  store.say('duplicated', true, { name: nameOf(draft, step.id) });
  focusOn(copy.id);
}

export function removeStep(store: Store, id: string): void {
  const { draft } = store.state;
  const next = nextTo(draft.steps, id);
  attempt(store, edit.removeStep(id), 'removed', { name: nameOf(draft, id) }, { select: next ?? 'assistant' });
  focusOn(next ?? 'add-step');
}

export function addStep(store: Store, at: number): void {
  const step = edit.newStep();
  store.dispatch(edit.addStep(step, at), { select: step.id });
  store.say('step_added', true);
  focusOn(`${step.id}.title`);
}

export function addEnding(store: Store): void {
  const ending = edit.newEnding();
  store.dispatch(edit.addEnding(ending, store.state.draft.endings.length), { select: ending.id });
  store.say('ending_added', true);
  focusOn(`${ending.id}.title`);
}

export function moveEnding(store: Store, id: string, to: number): void {
  const { draft } = store.state;
  const at = clamp(to, draft.endings);
  if (indexIn(draft.endings, id) === at) return;
  attempt(store, edit.moveEnding(id, at), 'moved', { name: nameOf(draft, id), at: at + 1, of: draft.endings.length });
  focusOn(id);
}

export function duplicateEnding(store: Store, ending: Ending): void {
  const copy = edit.copyOfEnding(ending);
  const { draft } = store.state;
  store.dispatch(edit.addEnding(copy, indexIn(draft.endings, ending.id) + 1), { select: copy.id });
  store.say('duplicated', true, { name: nameOf(draft, ending.id) });
  focusOn(copy.id);
}

export function removeEnding(store: Store, id: string): void {
  const { draft } = store.state;
  const next = nextTo(draft.endings, id);
  attempt(store, edit.removeEnding(id), 'removed', { name: nameOf(draft, id) }, { select: next ?? 'assistant' });
  focusOn(next ?? 'add-ending');
}

/** Move a field to a place in a step or a group. */
export function placeField(store: Store, id: string, parentId: string, at: number): void {
  const { draft } = store.state;
  const params = { name: nameOf(draft, id), place: nameOf(draft, parentId), at: at + 1 };
  const stays = parentOf(draft, id) === parentId;
  attempt(store, edit.moveField(id, parentId, at), stays ? 'moved_field' : 'moved_to', params, { select: id });
  focusOn(id);
}

/** Move a field up or down among those beside it. */
export function moveField(store: Store, id: string, by: number): void {
  const { draft } = store.state;
  const parent = parentOf(draft, id);
  const siblings = parent ? fieldsOf(store, parent) : [];
  const at = clamp(indexIn(siblings, id) + by, siblings);
  if (parent && at !== indexIn(siblings, id)) placeField(store, id, parent, at);
}

/** Ask a question in another way. */
export function changeKind(store: Store, field: Field, to: Kind): void {
  const from = store.boot.kinds[field.kind];
  if (!from) return;
  attempt(store, edit.changeKind(field.id, from, to), 'kind_changed', { name: nameOf(store.state.draft, field.id), kind: to.label }, { select: field.id });
  focusOn(field.id);
}

export function fieldsOf(store: Store, parentId: string): readonly Field[] {
  const place = locate(store.state.draft, parentId);
  if (place?.type === 'step') return place.step.fields;
  return place?.type === 'field' ? place.field.fields : [];
}

export function duplicateField(store: Store, field: Field): void {
  const { draft } = store.state;
  const parent = parentOf(draft, field.id);
  if (!parent) return;
  const copy = edit.copyOfField(draft, field);
  store.dispatch(edit.addField(copy, parent, indexIn(fieldsOf(store, parent), field.id) + 1), { select: copy.id });
  store.say('duplicated', true, { name: nameOf(draft, field.id) });
  focusOn(copy.id);
}

export function removeField(store: Store, id: string): void {
  const { draft } = store.state;
  const parent = parentOf(draft, id);
  if (!parent) return;
  const next = nextTo(fieldsOf(store, parent), id);
  attempt(store, edit.removeField(id), 'removed', { name: nameOf(draft, id) }, { select: next ?? parent });
  focusOn(next ?? `add-in-${parent}`);
}

/** The four things that can be done with whatever stands in a list. */
export function listItems(at: number, of: number, acts: { move(by: -1 | 1): void; duplicate(): void; remove(): void }): Item[] {
  return [
    { label: t('move_up'), icon: 'up', keys: 'Alt ↑', disabled: at === 0, act: () => acts.move(-1) },
    { label: t('move_down'), icon: 'down', keys: 'Alt ↓', disabled: at === of - 1, act: () => acts.move(1) },
    { label: t('duplicate'), icon: 'copy', act: acts.duplicate },
    { label: t('remove'), icon: 'remove', act: acts.remove },
  ];
}
