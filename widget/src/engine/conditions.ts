/** Conditions over answers: the twin of builder/flows/conditions.py. */

import { holds, operatorNamed } from './operators';
import { own } from './text';
import type { Answer } from './types';

/** Answers by field UUID. */
export type Values = ReadonlyMap<string, Answer>;

// Deeper trees are no conditions a person made.
export const DEEPEST = 8;

/**
 * Judge a condition. An absent answer makes every test false, and so does whatever is malformed:
 * that is the linter's business, never a reason to fail in somebody's page.
 */
export const evaluate = (condition: unknown, values: Values): boolean =>
  foresee(condition, values) === true;

/** Judge while only some fields' answers are settled (all, by default); undefined where it is open. */
export function foresee(
  condition: unknown,
  values: Values,
  settled?: ReadonlySet<string>,
  depth = DEEPEST,
): boolean | undefined {
  if (!depth || !isObject(condition)) return false;
  const judge = (part: unknown) => foresee(part, values, settled, depth - 1);
  for (const [name, decisive] of [['all', false], ['any', true]] as const) {
    const parts = own(condition, name);
    if (parts === undefined) continue;
    if (!Array.isArray(parts)) return false;
    const judged = parts.map(judge);
    // One part may decide; else one open part leaves the whole open.
    if (judged.includes(decisive)) return decisive;
    return judged.includes(undefined) ? undefined : !decisive;
  }
  const not = own(condition, 'not');
  if (not === undefined) return test(condition, values, settled);
  const part = judge(not);
  return part === undefined ? undefined : !part;
}

function test(condition: object, values: Values, settled?: ReadonlySet<string>): boolean | undefined {
  const field = own(condition, 'field');
  const name = own(condition, 'op');
  const operator = typeof name === 'string' ? operatorNamed(name) : undefined;
  if (typeof field !== 'string' || !operator) return false;
  if (settled && !settled.has(field)) return undefined;
  const answer = values.get(field);
  return !!answer && holds(operator, answer, own(condition, 'value'));
}

const isObject = (thing: unknown): thing is object =>
  typeof thing === 'object' && thing !== null && !Array.isArray(thing);
