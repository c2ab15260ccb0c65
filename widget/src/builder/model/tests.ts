/** What a test compares with, by operator and type of answer: the shapes of operands, and what a new one begins with. */

import type { ValueType } from '../../engine/types';
import type { Leaf } from './condition_tree';
import type { Offer } from './offers';
import { isId, type Test } from './references';

export type Shape = 'none' | 'choice' | 'choices' | 'flag' | 'number' | 'date' | 'text' | 'texts' | 'count' | 'numbers' | 'dates';

const COUNTS = new Set(['longer_than', 'count_at_least', 'count_at_most']);
const SEVERAL: Partial<Record<ValueType, Shape>> = { text: 'texts', choice: 'choices', choices: 'choices' };
const SPANS: Partial<Record<ValueType, Shape>> = { number: 'numbers', date: 'dates' };
const LISTS = new Set(['one_of', 'contains_any', 'contains_all']);

/** The tests in the order in which they are offered, `!` for "not", with the types of answers that they fit. */
const FIT: readonly (readonly [string, readonly ValueType[]])[] = [
  ['equals', ['text', 'choice', 'number', 'date', 'flag']],
  ['!equals', ['text', 'choice', 'number', 'date']],
  ['one_of', ['text', 'choice']],
  ['!one_of', ['text', 'choice']],
  ['contains', ['text', 'choices']],
  ['!contains', ['text', 'choices']],
  ['contains_any', ['choices']],
  ['!contains_any', ['choices']],
  ['contains_all', ['choices']],
  ['!contains_all', ['choices']],
  ['starts_with', ['text']],
  ['longer_than', ['text']],
  ['less_than', ['number', 'date']],
  ['at_most', ['number', 'date']],
  ['more_than', ['number', 'date']],
  ['at_least', ['number', 'date']],
  ['between', ['number', 'date']],
  ['!between', ['number', 'date']],
  ['count_at_least', ['choices', 'files', 'records']],
  ['count_at_most', ['choices', 'files', 'records']],
  ['answered', ['text', 'choice', 'choices', 'flag', 'number', 'date', 'record', 'records', 'files']],
  ['!answered', ['text', 'choice', 'choices', 'flag', 'number', 'date', 'record', 'records', 'files']],
];

/** Name the tests that an answer of a type can be put to. */
export const fitting = (type: ValueType): string[] => FIT.filter(([, types]) => types.includes(type)).map(([name]) => name);

/** Tell what an operator compares an answer of a type with. */
export function shapeOf(operator: string, type: ValueType): Shape {
  if (operator === 'answered') return 'none';
  if (COUNTS.has(operator)) return 'count';
  if (LISTS.has(operator)) return SEVERAL[type] ?? 'texts';
  if (operator === 'between') return SPANS[type] ?? 'numbers';
  if (type === 'choices') return 'choice';
  return type === 'choice' || type === 'flag' || type === 'number' || type === 'date' ? type : 'text';
}

/** Give the operand that a new test begins with; one that has still to be typed is empty. */
export function firstOperand(shape: Shape, choices: readonly { id: string }[]): unknown {
  const id = choices[0]?.id;
  const first: Record<Shape, unknown> = {
    none: undefined,
    choice: id ?? '',
    choices: id ? [id] : [],
    flag: true,
    number: '',
    date: '',
    text: '',
    texts: [],
    count: 1,
    numbers: ['', ''],
    dates: ['', ''],
  };
  return first[shape];
}

const DECIMAL = /^-?\d{1,30}(\.\d{1,10})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): boolean => isText(value) && DECIMAL.test(value);
const isDay = (value: unknown): boolean => isText(value) && DAY.test(value);
const isChoice = (value: unknown): boolean => isText(value) && isId(value);
const all = (is: (one: unknown) => boolean) => (value: unknown): boolean => Array.isArray(value) && value.every(is);

const OPERANDS: Record<Shape, (value: unknown) => boolean> = {
  none: (value) => value === undefined || value === null,
  choice: isChoice,
  choices: all(isChoice),
  flag: (value) => typeof value === 'boolean',
  number: isNumber,
  date: isDay,
  text: isText,
  texts: all(isText),
  count: Number.isInteger,
  numbers: all(isNumber),
  dates: all(isDay),
};

/** Tell whether an answer of a type can be put to a test: in that way, and beside what it is compared with. */
export function canBePut({ op, value }: Test, type: ValueType): boolean {
  const shape = shapeOf(op, type);
  return fitting(type).some((name) => name.replace('!', '') === op) && (isOpen(value, shape) || OPERANDS[shape](value));
}

/** Make the test that is asked first of an answer. */
export function newTest({ id, type, choices }: Offer): Leaf {
  const op = (fitting(type)[0] ?? 'answered').replace('!', '');
  const value = firstOperand(shapeOf(op, type), choices);
  return { not: false, test: value === undefined ? { field: id, op } : { field: id, op, value } };
}

/** Tell whether something has still to be typed or chosen. */
export function isOpen(operand: unknown, shape: Shape): boolean {
  if (shape === 'none') return false;
  if (Array.isArray(operand)) return !operand.length || operand.some((one) => one === '');
  return operand === '' || operand === undefined || operand === null;
}
