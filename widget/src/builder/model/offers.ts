/** What can be looked at from a place: the earlier answers that can be tested, and the variables that are known by then. */

import type { ValueType } from '../../engine/types';
import type { Kinds } from './fits';
import { called, type Choice, type Draft, type Field, type Variable } from './draft';
import { usedBy } from './moments';
import { fieldsBefore, locate, stepOf } from './places';

/** An answer or a variable, as conditions see it. */
export interface Offer {
  id: string;
  key: string;
  label: string;
  type: ValueType;
  choices: readonly Choice[];
  /** Where it is asked; null for a variable. */
  step: string | null;
  /** Only what is agreed to can't be denied. */
  consent: boolean;
}

/** What fits into no sentence. */
export const UNSAID: ReadonlySet<string> = new Set(['files', 'records', 'none']);

/** Offer what a condition at a place may look at, in the order in which it is asked; variables come last. */
export function offersAt(draft: Draft, kinds: Kinds, placeId: string): Offer[] {
  const fields = fieldsBefore(draft, placeId);
  const answers = fields.map((field) => offerOf(draft, kinds, field)).filter(({ type }) => type !== 'none');
  return [...answers, ...variablesAt(draft, placeId, fields).map(variableOffer)];
}

/** Offer what a text at a place may show: what can be said within a sentence, and isn't answered anew in each entry. */
export function recallsAt(draft: Draft, kinds: Kinds, placeId: string): Offer[] {
  const inGroups = new Set(draft.steps.flatMap(({ fields }) => fields.flatMap((field) => field.fields.map(({ id }) => id))));
  return offersAt(draft, kinds, placeId).filter(({ id, type, consent }) => !consent && !UNSAID.has(type) && !inGroups.has(id));
}

function offerOf(draft: Draft, kinds: Kinds, field: Field): Offer {
  const { id, key, label, choices, kind } = field;
  const type = kinds[kind]?.condition_type ?? 'none';
  const step = stepOf(draft, id)?.id ?? null;
  return { id, key, label: called(label, draft), type, choices, step, consent: kind === 'consent' };
}

const variableOffer = ({ id, key, label }: Variable): Offer => ({
  id, key, label, type: 'number', choices: [], step: null, consent: false,
});

/** Give the variables whose every part is known at a place; a variable itself sees those above it. */
function variablesAt(draft: Draft, placeId: string, fields: readonly Field[]): Variable[] {
  const place = locate(draft, placeId);
  const end = place?.type === 'variable' ? draft.variables.indexOf(place.variable) : draft.variables.length;
  const known = new Set(fields.flatMap(({ id, choices }) => [id, ...choices.map((choice) => choice.id)]));
  return draft.variables.slice(0, end).filter(({ id, value }) => usedBy(value).every((used) => known.has(used)) && known.add(id));
}
