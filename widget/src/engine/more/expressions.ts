/** Numbers reckoned from answers: the twin of builder/flows/expressions.py, where the rules are told. */

import type { Values } from '../conditions';
import { own } from '../text';
import type { Answer, Expression } from '../types';
import { number } from './tests';

const DEEPEST = 8;
const MOST_PARTS = 200;
export const PLACES = 10;
const ONE = 10n ** BigInt(PLACES);
const TOO_LARGE = 10n ** 30n * ONE;

type Known = bigint | undefined;
type Operation = (parts: Known[]) => Known;
/** What each choice scores, by its UUID and its field's. */
export type Scores = ReadonlyMap<string, ReadonlyMap<string, bigint>>;
type FieldScores = ReadonlyMap<string, bigint> | undefined;

/** What an expression can look at; conditions are the runtime's, which knows all tests. */
export interface Sight {
  values: Values;
  scores: Scores;
  evaluate(condition: unknown, values: Values): boolean;
}

const COUNTED = ['choices', 'files', 'records'];

const READS: Record<string, (answer: Answer, scores: FieldScores) => Known> = {
  field: ({ type, value }) => (type === 'number' ? number(value) : undefined),
  score: ({ type, value }, scores) => {
    if (type !== 'choice' && type !== 'choices') return undefined;
    return [value as string | string[]].flat().reduce((sum, choice) => sum + (scores?.get(choice) ?? 0n), 0n);
  },
  count: ({ type, value }) => (COUNTED.includes(type) ? BigInt((value as unknown[]).length) * ONE : undefined),
};

const knownOf = (parts: Known[]): bigint[] => parts.filter((part) => part !== undefined);

const ofKnown =
  (combine: (one: bigint, other: bigint) => bigint): Operation =>
  (parts) => {
    const known = knownOf(parts);
    return known.length ? known.reduce(combine) : undefined;
  };

const ofAll =
  (combine: (parts: bigint[]) => Known, wanted?: number): Operation =>
  (parts) => {
    const known = knownOf(parts);
    const fits = wanted === undefined ? known.length : parts.length === wanted;
    return fits && known.length === parts.length ? combine(known) : undefined;
  };

const OPERATIONS: Record<string, Operation> = {
  add: ofKnown((one, other) => one + other),
  min: ofKnown((one, other) => (other < one ? other : one)),
  max: ofKnown((one, other) => (other > one ? other : one)),
  multiply: ofAll((parts) => halvesToEven(parts.reduce((one, other) => one * other), ONE ** BigInt(parts.length - 1))),
  subtract: ofAll(([one, other]) => one! - other!, 2),
  divide: ofAll(([one, other]) => (other ? halvesToEven(one! * ONE, other) : undefined), 2),
  or: ofKnown((first) => first),
};

/** Reckon an expression that is known to be within bounds; undefined while its number isn't known. */
export function reckon(expression: Expression, sight: Sight): Known {
  if (typeof expression === 'string') return number(expression);
  const [[name, inner] = ['', undefined], ...rest] = isObject(expression) ? Object.entries(expression) : [];
  if (rest.length) return choose(expression, sight);
  const [read, operation] = [own(READS, name), own(OPERATIONS, name)] as [typeof READS[string]?, Operation?];
  const answer = sight.values.get(inner as string);
  if (read) return answer && read(answer, sight.scores.get(inner as string));
  if (!operation || !Array.isArray(inner)) return undefined;
  const result = operation(inner.map((part: Expression) => reckon(part, sight)));
  return result !== undefined && result < TOO_LARGE && -result < TOO_LARGE ? result : undefined;
}

function choose(expression: object, sight: Sight): Known {
  const { if: condition, then, else: otherwise, ...more } = expression as Record<string, Expression>;
  if (Object.keys(expression).length !== 3 || Object.keys(more).length) return undefined;
  return reckon((sight.evaluate(condition, sight.values) ? then : otherwise)!, sight);
}

/** List an expression and all in it, level by level; undefined for one that is deeper or larger than may be. */
export function nodes(expression: Expression): Expression[] | undefined {
  const found: Expression[] = [];
  let level = [expression];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    found.push(...level);
    level = level.flatMap(inside);
    if (!level.length) return found.length <= MOST_PARTS ? found : undefined;
  }
  return undefined;
}

function inside(expression: Expression): Expression[] {
  if (!isObject(expression)) return [];
  const [then, otherwise] = [own(expression, 'then'), own(expression, 'else')];
  if (then !== undefined && otherwise !== undefined) return [then, otherwise] as Expression[];
  return Object.values(expression).flatMap((parts) => (Array.isArray(parts) ? parts : []));
}

/** Name the fields and variables that expressions look at themselves, by UUID. */
export const uses = (expressions: Expression[]): string[] =>
  expressions.filter(isObject).flatMap((one) => {
    const read = Object.keys(READS).map((name) => own(one, name));
    return [...read.filter((id) => typeof id === 'string'), ...fieldsUsed(own(one, 'if'))];
  });

/** Name the fields a condition looks at, as deep as the evaluator looks. */
export function fieldsUsed(condition: unknown, depth = 8): string[] {
  if (!depth || !isObject(condition)) return [];
  for (const name of ['all', 'any', 'not']) {
    const parts = own(condition, name);
    if (parts === undefined) continue;
    return (name === 'not' ? [parts] : Array.isArray(parts) ? parts : []).flatMap((part) => fieldsUsed(part, depth - 1));
  }
  const field = own(condition, 'field');
  return typeof field === 'string' ? [field] : [];
}

const isObject = (thing: unknown): thing is object =>
  typeof thing === 'object' && thing !== null && !Array.isArray(thing);

const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** Divide and round to whole numbers, halves to the even one. */
export function halvesToEven(amount: bigint, unit: bigint): bigint {
  const [above, below] = [absolute(amount), absolute(unit)];
  const [whole, rest] = [above / below, (above % below) * 2n];
  const rounded = rest > below || (rest === below && whole % 2n) ? whole + 1n : whole;
  return amount < 0n === unit < 0n ? rounded : -rounded;
}

/** Write a number with so many decimals, rounded. */
export function decimal(amount: bigint, places = PLACES): string {
  const rounded = halvesToEven(amount, 10n ** BigInt(PLACES - places));
  const digits = String(absolute(rounded)).padStart(places + 1, '0');
  const point = digits.length - places;
  return `${rounded < 0n ? '-' : ''}${digits.slice(0, point)}${places ? '.' : ''}${digits.slice(point)}`;
}
