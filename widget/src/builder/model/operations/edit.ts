/** How an operation reaches a thing: what lies beside the way stays the very same object. */

import type { Draft, Field, Step } from '../draft';
import type { Operation } from '../store';

type Change<Thing> = (thing: Thing) => Thing;
type Items<Thing> = readonly Thing[];

/** Change one item of a list; the same list when it isn't in it, or stays as it is. */
export function one<Thing extends { id: string }>(list: Items<Thing>, id: string, change: Change<Thing>): Items<Thing> {
  const at = list.findIndex((item) => item.id === id);
  const item = list[at];
  if (!item) return list;
  const next = change(item);
  return next === item ? list : list.with(at, next);
}

export function without<Thing extends { id: string }>(list: Items<Thing>, id: string): Items<Thing> {
  return list.some((item) => item.id === id) ? list.filter((item) => item.id !== id) : list;
}

/** Put an item in at a place; past the end is the end. */
export function inserted<Thing>(list: Items<Thing>, at: number, item: Thing): Items<Thing> {
  return list.toSpliced(Math.max(0, at), 0, item);
}

/** Move an item; `at` counts in the list without it. */
export function moved<Thing extends { id: string }>(list: Items<Thing>, id: string, at: number): Items<Thing> {
  const item = list.find((each) => each.id === id);
  if (!item) return list;
  const next = inserted(without(list, id), at, item);
  return next.every((each, place) => each === list[place]) ? list : next;
}

/** Change properties; the same thing when they say what it says already. */
export function patched<Thing extends object>(thing: Thing, patch: Partial<Thing>): Thing {
  const names = Object.keys(patch) as (keyof Thing)[];
  return names.every((name) => thing[name] === patch[name]) ? thing : { ...thing, ...patch };
}

export const inSteps = (change: Change<Items<Step>>): Operation => (draft) => patched<Draft>(draft, { steps: change(draft.steps) });

export const inStep = (id: string, change: Change<Step>): Operation => inSteps((steps) => one(steps, id, change));

/** Change a field wherever it stands, also within a group. */
export function inField(id: string, change: Change<Field>): Operation {
  const within = (fields: Items<Field>): Items<Field> => {
    if (fields.some((field) => field.id === id)) return one(fields, id, change);
    return same(fields, fields.map((field) => (field.fields.length ? patched(field, { fields: within(field.fields) }) : field)));
  };
  return inSteps((steps) => same(steps, steps.map((step) => patched(step, { fields: within(step.fields) }))));
}

/** Change the list of fields that a step or a group asks. */
export function inFieldsOf(id: string, change: Change<Items<Field>>): Operation {
  return (draft) => {
    if (draft.steps.some((step) => step.id === id)) {
      return inStep(id, (step) => patched(step, { fields: change(step.fields) }))(draft);
    }
    return inField(id, (group) => patched(group, { fields: change(group.fields) }))(draft);
  };
}

export function same<Thing>(before: Items<Thing>, after: Items<Thing>): Items<Thing> {
  return after.length === before.length && after.every((item, at) => item === before[at]) ? before : after;
}

/** Do one operation after the other as one step of history. */
export const together = (...operations: Operation[]): Operation => (draft) =>
  operations.reduce((now, operation) => operation(now), draft);
