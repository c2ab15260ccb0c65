/** What is kept of the answers to some fields while they are taken: the twin of builder/flows/taking.py. */

import type { Invalid } from './kind';
import type { Answer, Answers, Field } from './types';

/** Answers by key as they were taken; by field UUID what conditions see and what was refused. */
export interface Taken {
  answers: Answers;
  values: Map<string, Answer>;
  invalid: Map<string, Invalid>;
  entries: Map<string, Entry[]>;
}

/** One entry of a group: which of its fields are shown, and the keys that no field has. */
export interface Entry extends Taken {
  fields: Field[];
  unknown: string[];
  /** Whether nothing was answered in it; such an entry counts as not there. */
  blank: boolean;
}

/** Take the answers to the fields that are shown, in order; gives these fields. */
export type Take = (fields: Field[], answers: unknown, taken: Taken) => Field[];

export const nothing = (earlier?: Taken): Taken => ({
  answers: {},
  values: new Map(earlier?.values),
  invalid: new Map(),
  entries: new Map(),
});
