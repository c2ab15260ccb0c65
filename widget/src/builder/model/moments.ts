/** When each answer is known: what the linter calls earlier. */

import type { Expression } from '../../engine/types';
import type { Draft, Field } from './draft';
import { pruneExpression } from './references';

/** Something that can be looked at: by fields and choices as soon as they are answered, by variables when all they use is. */
export interface Moment {
  at: number;
  /** The group it is asked in; nothing outside can look at it. */
  group: string | null;
  /** A variable's place in the list: those before may not use it. */
  rank: number;
}

/** Where something looks from, see `knows`. */
export interface Outlook {
  before: number;
  group: string | null;
  rank: number;
}

export type Moments = ReadonlyMap<string, Moment>;

/** The outlook of what has no place of its own in the order, such as a variable. */
export const FROM_THE_END: Outlook = { before: Infinity, group: null, rank: Infinity };

/** Tell whether what is looked at is there by then. */
export const knows = (outlook: Outlook, moment: Moment | undefined): boolean =>
  !!moment &&
  moment.at < outlook.before &&
  moment.rank < outlook.rank &&
  (moment.group === null || moment.group === outlook.group);

/** Number all fields, choices and variables in the order in which they become known. */
export function momentsOf(draft: Draft): Moments {
  const moments = new Map<string, Moment>();
  let at = 0;
  const ask = (field: Field, group: string | null): void => {
    for (const part of field.fields) ask(part, field.id);
    const moment = { at: at++, group, rank: -1 };
    for (const { id } of [field, ...field.choices]) moments.set(id, moment);
  };
  for (const step of draft.steps) for (const field of step.fields) ask(field, null);
  draft.variables.forEach(({ id, value }, rank) => {
    moments.set(id, { at: knownAt(value, moments), group: null, rank });
  });
  return moments;
}

function knownAt(value: Expression, moments: Moments): number {
  const used = usedBy(value).map((id) => moments.get(id));
  return Math.max(-1, ...used.map((moment) => (moment && moment.group === null ? moment.at : Infinity)));
}

/** Name all that an expression looks at. */
export function usedBy(value: Expression): string[] {
  const used: string[] = [];
  pruneExpression(value, (id) => !used.push(id));
  return used;
}
