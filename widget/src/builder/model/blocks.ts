/** An expression as blocks that stand in each other, and what can be done with one of them. */

import type { Condition, Expression } from './draft';
import type { Way } from './condition_tree';

export const BLOCKS = ['number', 'field', 'score', 'count', 'add', 'subtract', 'multiply', 'divide', 'min', 'max', 'if', 'or'] as const;
export type Block = (typeof BLOCKS)[number];

/** The types of answers that a block can take something from. */
export const READS: Readonly<Record<string, readonly string[]>> = {
  field: ['number'],
  score: ['choice', 'choices'],
  count: ['choices', 'files', 'records'],
};

export const DEEPEST_EXPRESSION = 8;
export const MOST_BLOCKS = 200;

type Cases = Extract<Expression, { then: Expression }>;

/** Tell which block an expression is. */
export function blockOf(value: Expression): Block {
  if (typeof value === 'string') return 'number';
  return BLOCKS.find((block) => block in value) ?? 'number';
}

/** Tell whether a block takes exactly two parts. */
export const isPair = (block: Block): boolean => block === 'subtract' || block === 'divide';

/** Give the expressions within a block; the cases of an "if" are its "then" and its "else". */
export function partsOf(value: Expression): Expression[] {
  if (typeof value === 'string') return [];
  if ('then' in value) return [value.then, value.else];
  const inside = Object.values(value)[0] as unknown;
  return Array.isArray(inside) ? (inside as Expression[]) : [];
}

/** Tell whether a block could hold parts and has none. */
const isEmpty = (value: Expression): boolean => typeof value !== 'string' && Array.isArray(Object.values(value)[0]) && !partsOf(value).length;

/** Put other expressions within a block. */
export function withParts(value: Expression, parts: Expression[]): Expression {
  if (typeof value === 'string') return value;
  if ('then' in value) return { ...value, then: parts[0] ?? '0', else: parts[1] ?? '0' };
  return Array.isArray(Object.values(value)[0]) ? ({ [blockOf(value)]: parts } as Expression) : value;
}

/** What a block looks at, or counts on. */
export function targetOf(value: Expression): string {
  const inside = typeof value === 'string' ? value : (Object.values(value)[0] as unknown);
  return typeof inside === 'string' ? inside : '';
}

/** Make another block of one, keeping the parts that it can take. */
export function turned(value: Expression, block: Block, target: string, condition: Condition): Expression {
  const inner = partsOf(value);
  const parts = inner.length || isEmpty(value) ? inner : [value];
  if (block === 'number') return typeof value === 'string' ? value : '0';
  if (block === 'field' || block === 'score' || block === 'count') return { [block]: target } as unknown as Expression;
  if (block === 'if') return { if: condition, then: parts[0] ?? '0', else: parts[1] ?? '0' };
  return { [block]: isPair(block) ? [parts[0] ?? '0', parts[1] ?? '0'] : parts } as Expression;
}

/** Change the block at the end of a way; null takes it out where the block around it can be without. */
export function changed(value: Expression, [at, ...rest]: Way, edit: (block: Expression) => Expression | null): Expression {
  if (at === undefined) return edit(value) ?? '0';
  const parts = partsOf(value);
  const part = parts[at];
  if (part === undefined) return value;
  const next = rest.length ? changed(part, rest, edit) : edit(part);
  const fixed = isPair(blockOf(value)) || blockOf(value) === 'if';
  return withParts(value, next === null && !fixed ? parts.toSpliced(at, 1) : parts.with(at, next ?? '0'));
}

/** Change the condition of the "if" at the end of a way. */
export const reconditioned = (value: Expression, way: Way, condition: Condition): Expression =>
  changed(value, way, (block) => (isCases(block) ? { ...block, if: condition } : block));

const isCases = (value: Expression): value is Cases => typeof value !== 'string' && 'then' in value;

/** Count the levels of an expression; its conditions have a measure of their own. */
export const levels = (value: Expression): number => 1 + Math.max(0, ...partsOf(value).map(levels));

export const blocks = (value: Expression): number => 1 + partsOf(value).reduce((sum, part) => sum + blocks(part), 0);
