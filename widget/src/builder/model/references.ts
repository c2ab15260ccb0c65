/**
 * What conditions, expressions and texts refer to, and what is left of them without some of it.
 *
 * One walk for both: whoever only wants to know asks with a predicate that remembers and says no.
 */

import type { Condition, Expression } from '../../engine/types';

export type Test = Extract<Condition, { field: string }>;
/** How something is looked at: by a test, as a part of an expression, as a choice that is compared with, in a text, as a target. */
export type Use = Test | 'field' | 'score' | 'count' | 'choice' | 'recall' | 'to';
export type Gone = (id: string, use: Use) => boolean;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const RECALL = /\{\{([0-9a-f-]{36})(?:\|([^{}|]*))?\}\}/g;

/** What stands where an expression has gone: it counts nothing. */
export const NOTHING: Expression = '0';

export const isId = (text: string): boolean => UUID.test(text);

const present = <T>(part: T | null): part is T => part !== null;

/** Leave the tests out that look at what is gone; null when none is left. */
export function pruneCondition(condition: Condition, gone: Gone): Condition | null {
  if ('all' in condition) return joined(condition.all, gone, (all) => ({ all }));
  if ('any' in condition) return joined(condition.any, gone, (any) => ({ any }));
  if (!('not' in condition)) return pruneTest(condition, gone);
  const not = pruneCondition(condition.not, gone);
  return not && { not };
}

function joined(parts: Condition[], gone: Gone, join: (parts: Condition[]) => Condition): Condition | null {
  const kept = parts.map((part) => pruneCondition(part, gone)).filter(present);
  return kept.length ? join(kept) : null;
}

function pruneTest(test: Test, gone: Gone): Test | null {
  const isGone = (value: unknown): boolean => typeof value === 'string' && isId(value) && gone(value, 'choice');
  if (gone(test.field, test)) return null;
  if (!Array.isArray(test.value)) return isGone(test.value) ? null : test;
  const value = test.value.filter((one) => !isGone(one));
  return value.length || !test.value.length ? { ...test, value } : null;
}

/** Leave out what is gone: a part of a sum, or the whole where the rest would mean something else. */
export function pruneExpression(value: Expression, gone: Gone): Expression | null {
  if (typeof value === 'string') return value;
  if ('if' in value) return pruneCases(value, gone);
  const [[name, parts]] = Object.entries(value) as [[string, string | Expression[]]];
  if (typeof parts === 'string') return gone(parts, name as Use) ? null : value;
  const kept = parts.map((part) => pruneExpression(part, gone)).filter(present);
  const whole = name === 'subtract' || name === 'divide';
  if (whole ? kept.length < parts.length : !kept.length && parts.length) return null;
  return { [name]: kept } as Expression;
}

function pruneCases(value: Extract<Expression, { then: Expression }>, gone: Gone): Expression | null {
  const condition = pruneCondition(value.if, gone);
  const [then, otherwise] = [pruneExpression(value.then, gone), pruneExpression(value.else, gone)];
  if (!condition) return otherwise;
  return { if: condition, then: then ?? NOTHING, else: otherwise ?? NOTHING };
}

/** Put its fallback where a text recalls what is gone. */
export const pruneText = (text: string, gone: Gone): string =>
  text.replace(RECALL, (recall, id: string, fallback: string | undefined) => (gone(id, 'recall') ? (fallback ?? '') : recall));
