/** Conditions over answers: the twin of builder/flows/conditions.py. */

import { holds } from './operators';
import { own } from './text';
import type { Answer } from './types';

/** Answers by field UUID. */
export type Values = ReadonlyMap<string, Answer>;

// Deeper trees are no conditions a person made.
const DEEPEST = 8;

/**
 * Judge a condition. An absent answer makes every test false, and so does whatever is malformed:
 * that is the linter's business, never a reason to fail in somebody's page.
 */
export function evaluate(condition: unknown, values: Values, depth = DEEPEST): boolean {
  if (!depth || !isObject(condition)) return false;
  const judge = (part: unknown): boolean => evaluate(part, values, depth - 1);
  const all = own(condition, 'all');
  if (all !== undefined) return Array.isArray(all) && all.every(judge);
  const any = own(condition, 'any');
  if (any !== undefined) return Array.isArray(any) && any.some(judge);
  const not = own(condition, 'not');
  if (not !== undefined) return !judge(not);
  return test(condition, values);
}

function test(condition: object, values: Values): boolean {
  const field = own(condition, 'field');
  const name = own(condition, 'op');
  const answer = typeof field === 'string' ? values.get(field) : undefined;
  if (!answer || typeof name !== 'string') return false;
  return holds(name, answer, own(condition, 'value'));
}

/** Name the fields a condition looks at, by UUID, as deep as the evaluator looks. */
export function fieldsUsed(condition: unknown, depth = DEEPEST): string[] {
  if (!depth || !isObject(condition)) return [];
  for (const name of ['all', 'any', 'not']) {
    const parts = own(condition, name);
    if (parts === undefined) continue;
    const list = name === 'not' ? [parts] : Array.isArray(parts) ? parts : [];
    return list.flatMap((part) => fieldsUsed(part, depth - 1));
  }
  const field = own(condition, 'field');
  return typeof field === 'string' ? [field] : [];
}

const isObject = (thing: unknown): thing is object =>
  typeof thing === 'object' && thing !== null && !Array.isArray(thing);
