/**
 * The tests a condition can make: the twin of builder/flows/operators.py and operands.py. Numbers and days come with
 * more.js, and so does what can only be asked of them.
 */

import { codePoints, compose, fold, normalise, own, unreadable } from './text';
import type { Answer, ValueType } from './types';

/** Reads an operand; undefined for one that doesn't fit. */
export type Reader = (raw: unknown) => unknown;
// Values and operands of one test have the same type by the table below, which no type can say.
export type Test = (value: any, wanted: any) => boolean;
export type Reads = Partial<Record<ValueType, Reader>>;
/** How each type of answer reads the operand, and the test. */
export type Operator = [Reads, Test];

const LONGEST_LIST = 200;
const LONGEST_COUNT = 1_000_000;

const readable = (raw: unknown): raw is string => typeof raw === 'string' && !unreadable(raw);

const text: Reader = (raw) => (readable(raw) && normalise(raw)) || undefined;
const phrase: Reader = (raw) => (readable(raw) && fold(compose(raw))) || undefined;
const choice: Reader = (raw) => (typeof raw === 'string' && raw) || undefined;
const flag: Reader = (raw) => (typeof raw === 'boolean' ? raw : undefined);
const count: Reader = (raw) =>
  Number.isInteger(raw) && (raw as number) >= 0 && (raw as number) <= LONGEST_COUNT ? raw : undefined;

const listOf =
  (read: Reader): ((raw: unknown) => unknown[] | undefined) =>
  (raw) => {
    if (!Array.isArray(raw) || !raw.length || raw.length > LONGEST_LIST) return undefined;
    const members = raw.map(read);
    return members.includes(undefined) ? undefined : members;
  };

const counted: Reads = { choices: count, files: count, records: count };

export const OPERATORS: Record<string, Operator> = {
  // Presence is enough, of whatever type.
  answered: [{}, () => true],
  equals: [{ text, choice, flag }, (value, wanted) => value === wanted],
  one_of: [{ text: listOf(text), choice: listOf(choice) }, (value, wanted) => wanted.includes(value)],
  contains: [
    { text: phrase, choices: choice },
    (value, wanted) => (typeof value === 'string' ? fold(value) : value).includes(wanted),
  ],
  contains_all: [
    { choices: listOf(choice) },
    (value, wanted) => wanted.every((id: string) => value.includes(id)),
  ],
  contains_any: [
    { choices: listOf(choice) },
    (value, wanted) => wanted.some((id: string) => value.includes(id)),
  ],
  starts_with: [{ text: phrase }, (value, wanted) => fold(value).startsWith(wanted)],
  longer_than: [{ text: count }, (value, wanted) => codePoints(value) > wanted],
  count_at_least: [counted, (value, wanted) => value.length >= wanted],
  count_at_most: [counted, (value, wanted) => value.length <= wanted],
};

/** How answers are read before they are compared, where they aren't compared as they are. */
export const comparable: Reads = {};

/** All names, for the tests that compare the two tables. */
export const operatorNames = (): string[] => Object.keys(OPERATORS);

/** Find an operator's row. */
export const operatorNamed = (name: string): Operator | undefined =>
  own(OPERATORS, name) as Operator | undefined;

/** Judge an answer. False whenever the answer or the operand doesn't fit. */
export function holds([reads, test]: Operator, { type, value }: Answer, operand: unknown): boolean {
  if (reads === OPERATORS.answered![0]) return true;
  const wanted = (own(reads, type) as Reader | undefined)?.(operand);
  const read = comparable[type];
  const compared = read ? read(value) : value;
  return wanted !== undefined && compared !== undefined && test(compared, wanted);
}
