/** What conditions can ask of numbers and days: the twin of the same rows of builder/flows/operators.py and operands.py. */

import type { Operator, Reader, Reads } from '../operators';

const DECIMAL = /^(-?[0-9]{1,30})(?:\.([0-9]{1,10}))?$/;
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** A decimal string as an integer of ten-billionths: exact, whatever its length. */
export function number(raw: unknown): bigint | undefined {
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

/** A pair of bounds, the lower first. */
const spanOf =
  (read: Reader): Reader =>
  (raw) => {
    const bounds = Array.isArray(raw) && raw.length === 2 ? raw.map(read) : [undefined];
    return bounds.includes(undefined) ? undefined : bounds;
  };

const comparable = { number, date };
const ordered = (test: Operator[1]): Operator => [comparable, test];

export const tests: { comparable: Reads; operators: Record<string, Operator> } = {
  comparable,
  operators: {
    equals: ordered((value, wanted) => value === wanted),
    less_than: ordered((value, wanted) => value < wanted),
    at_most: ordered((value, wanted) => value <= wanted),
    more_than: ordered((value, wanted) => value > wanted),
    at_least: ordered((value, wanted) => value >= wanted),
    between: [
      { number: spanOf(number), date: spanOf(date) },
      (value, wanted) => wanted[0] <= value && value <= wanted[1],
    ],
  },
};
