/** The tests a condition can make: the twin of builder/flows/operators.py and operands.py. */

import { codePoints, compose, fold, normalise, own, unreadable } from './text';
import type { Answer, ValueType } from './types';

/** Reads an operand; undefined for one that doesn't fit. */
type Reader = (raw: unknown) => unknown;
// Values and operands of one test have the same type by the table below, which no type can say.
type Test = (value: any, wanted: any) => boolean;
type Reads = Partial<Record<ValueType, Reader>>;
/** How each type of answer reads the operand, and the test. */
export type Operator = [Reads, Test];

const LONGEST_LIST = 200;
const LONGEST_COUNT = 1_000_000;
const DECIMAL = /^(-?[0-9]{1,30})(?:\.([0-9]{1,10}))?$/;
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

const readable = (raw: unknown): raw is string => typeof raw === 'string' && !unreadable(raw);

const text: Reader = (raw) => (readable(raw) && normalise(raw)) || undefined;
const phrase: Reader = (raw) => (readable(raw) && fold(compose(raw))) || undefined;
const choice: Reader = (raw) => (typeof raw === 'string' && raw) || undefined;
const flag: Reader = (raw) => (raw === true ? true : undefined);
const count: Reader = (raw) =>
  Number.isInteger(raw) && (raw as number) >= 0 && (raw as number) <= LONGEST_COUNT ? raw : undefined;

/** A decimal string as an integer of ten-billionths: exact, whatever its length. */
function number(raw: unknown): bigint | undefined {
  const found = typeof raw === 'string' ? DECIMAL.exec(raw) : null;
  return found ? BigInt(found[1] + (found[2] ?? '').padEnd(10, '0')) : undefined;
}

/** A day that exists in the calendar. */
function date(raw: unknown): string | undefined {
  const found = typeof raw === 'string' ? DATE.exec(raw) : null;
  if (!found) return undefined;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  const real = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= last;
  return real ? found[0] : undefined;
}

const listOf =
  (read: Reader): ((raw: unknown) => unknown[] | undefined) =>
  (raw) => {
    if (!Array.isArray(raw) || !raw.length || raw.length > LONGEST_LIST) return undefined;
    const members = raw.map(read);
    return members.includes(undefined) ? undefined : members;
  };

const spanOf =
  (read: Reader): Reader =>
  (raw) => {
    const bounds = listOf(read)(raw);
    return bounds?.length === 2 ? bounds : undefined;
  };

/** No operand at all: presence is enough. */
const none: Reader = () => true;
const simple: Reads = { text, choice, number, date, flag };
const ordered: Reads = { number, date };
const spans: Reads = { number: spanOf(number), date: spanOf(date) };

const OPERATORS: Record<string, Operator> = {
  answered: [{ text: none, choice: none, choices: none, flag: none, number: none, date: none }, () => true],
  equals: [simple, (value, wanted) => value === wanted],
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
  less_than: [ordered, (value, wanted) => value < wanted],
  at_most: [ordered, (value, wanted) => value <= wanted],
  more_than: [ordered, (value, wanted) => value > wanted],
  at_least: [ordered, (value, wanted) => value >= wanted],
  between: [spans, (value, wanted) => wanted[0] <= value && value <= wanted[1]],
  count_at_least: [{ choices: count }, (value, wanted) => value.length >= wanted],
  count_at_most: [{ choices: count }, (value, wanted) => value.length <= wanted],
};

/** All names, for the tests that compare the two tables. */
export const operatorNames = (): string[] => Object.keys(OPERATORS);

/** Find an operator's row. */
export const operatorNamed = (name: string): Operator | undefined =>
  own(OPERATORS, name) as Operator | undefined;

/** Judge an answer. False whenever the answer or the operand doesn't fit. */
export function holds([reads, test]: Operator, answer: Answer, operand: unknown): boolean {
  const read = own(reads, answer.type) as Reader | undefined;
  if (!read) return false;
  if (read === none) return true;
  const wanted = read(operand);
  const { type, value } = answer;
  const comparable = type === 'number' ? number(value) : type === 'date' ? date(value) : value;
  return wanted !== undefined && comparable !== undefined && test(comparable, wanted);
}
