/** Where things stand in a draft. Everything has a UUID, and a UUID finds its place. */

import type { Check, Choice, Draft, Ending, Field, Route, Step, Variable } from './draft';

/** A thing of the draft, with what it stands in. `field` of a group's question is the question, `group` the group. */
export type Place =
  | { type: 'step'; step: Step }
  | { type: 'field'; step: Step; group: Field | null; field: Field }
  | { type: 'choice'; step: Step; group: Field | null; field: Field; choice: Choice }
  | { type: 'check'; step: Step; group: Field | null; field: Field; check: Check }
  | { type: 'route'; step: Step; route: Route }
  | { type: 'ending'; ending: Ending }
  | { type: 'variable'; variable: Variable };

const indexes = new WeakMap<Draft, Map<string, Place>>();

/** Find a thing by its UUID. */
export function locate(draft: Draft, id: string | null): Place | undefined {
  if (!id) return undefined;
  let index = indexes.get(draft);
  if (!index) indexes.set(draft, (index = new Map([...places(draft)].map((place) => [idOf(place), place]))));
  return index.get(id);
}

export function idOf(place: Place): string {
  switch (place.type) {
    case 'step': return place.step.id;
    case 'field': return place.field.id;
    case 'choice': return place.choice.id;
    case 'check': return place.check.id;
    case 'route': return place.route.id;
    case 'ending': return place.ending.id;
    case 'variable': return place.variable.id;
  }
}

/** Give every thing of a draft in the order in which end users meet it. */
export function* places(draft: Draft): Generator<Place> {
  for (const step of draft.steps) {
    yield { type: 'step', step };
    for (const field of step.fields) yield* withParts(step, null, field);
    for (const route of step.routes) yield { type: 'route', step, route };
  }
  for (const ending of draft.endings) yield { type: 'ending', ending };
  for (const variable of draft.variables) yield { type: 'variable', variable };
}

function* withParts(step: Step, group: Field | null, field: Field): Generator<Place> {
  yield { type: 'field', step, group, field };
  for (const choice of field.choices) yield { type: 'choice', step, group, field, choice };
  for (const check of field.checks) yield { type: 'check', step, group, field, check };
  for (const part of field.fields) yield* withParts(step, field, part);
}

/** Find a field by its UUID, also one of a group. */
export function findField(draft: Draft, id: string): Field | undefined {
  const place = locate(draft, id);
  return place?.type === 'field' ? place.field : undefined;
}

/** Find the step that shows a thing. */
export function stepOf(draft: Draft, id: string | null): Step | undefined {
  const place = locate(draft, id);
  return place && 'step' in place ? place.step : undefined;
}

/**
 * List the fields that a condition at a place may look at: those asked earlier, whoever asks. A field's own checks and
 * a step's routes also see that field and that step's; within a group also its earlier questions.
 */
export function fieldsBefore(draft: Draft, placeId: string): Field[] {
  const place = locate(draft, placeId);
  if (!place || !('step' in place)) return draft.steps.flatMap((step) => step.fields);
  const at = draft.steps.indexOf(place.step);
  const earlier = draft.steps.slice(0, at).flatMap((step) => step.fields);
  if (place.type === 'step') return earlier;
  if (place.type === 'route') return [...earlier, ...place.step.fields];
  const own = place.type === 'check';
  const siblings = (fields: readonly Field[], one: Field, itself: boolean): Field[] =>
    fields.slice(0, fields.indexOf(one) + (itself ? 1 : 0));
  if (!place.group) return [...earlier, ...siblings(place.step.fields, place.field, own)];
  return [...earlier, ...siblings(place.step.fields, place.group, false), ...siblings(place.group.fields, place.field, own)];
}
