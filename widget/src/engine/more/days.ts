/** The kinds that take a day: the twins of builder/fields/{days,date,birth_date}.py. */

import { Invalid, type Kind } from '../kind';
import { trim } from '../text';
import type { Field } from '../types';
import { sayDay, sayingBounds } from './formats';

const ISO = /^([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})$/;
// Slashes are refused: 3/4 is April to some and March to others. So are years of two digits.
const TYPED = /^([0-9]{1,2})\. ?([0-9]{1,2})\. ?([1-9][0-9]{3})$/;
const MOVING = /^today(?:([+-][0-9]{1,5}))?$/;
const OLDEST = 130;

/** Read "1985-03-12" or "12.3.1985"; undefined for what isn't a day of the calendar. */
export function readDay(text: string): string | undefined {
  const parts = TYPED.exec(text)?.slice(1).reverse() ?? ISO.exec(text)?.slice(1);
  if (!parts) return undefined;
  const day = parts.map((part) => part.padStart(2, '0')).join('-');
  const [year, month, date] = parts.map(Number) as [number, number, number];
  // A day that doesn't exist runs over into the next month.
  return iso(Date.UTC(year, month - 1, date)) === day ? day : undefined;
}

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Count days on, or back where they are negative. */
export function later(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return iso(Date.UTC(year, month - 1, date + days));
}

/** Give the day that a bound means today; undefined for none, or one that can't be read. */
export function boundDay(bound: unknown, today: string): string | undefined {
  if (typeof bound !== 'string') return undefined;
  const moving = MOVING.exec(bound);
  return moving ? later(today, Number(moving[1] ?? 0)) : ISO.test(bound) ? readDay(bound) : undefined;
}

function read(_: Field, raw: unknown): string | undefined {
  if (raw === null || raw === undefined) return undefined;
  if (typeof raw !== 'string') throw new Invalid('wrong_type');
  const text = trim(raw);
  const day = text && readDay(text);
  if (day === undefined) throw new Invalid('invalid_date');
  return day || undefined;
}

const day: Kind = {
  required: 'required',
  read,
  answer: (_, value) => ({ type: 'date', value }),
  words: (_, value, locale) => sayDay(String(value), locale),
};

export const date: Kind = sayingBounds({
  ...day,
  judge({ config }, value, today) {
    const [earliest, latest] = [boundDay(config.earliest, today), boundDay(config.latest, today)];
    if (earliest && value < earliest) throw new Invalid('date_too_early', { min: earliest });
    if (latest && value > latest) throw new Invalid('date_too_late', { max: latest });
  },
});

export const birthDate: Kind = {
  ...day,
  judge({ config: { min_age, max_age } }, value, today) {
    const years = age(String(value), today);
    if (value > today) throw new Invalid('date_in_future');
    if (years > OLDEST) throw new Invalid('check_birth_year');
    if (Number.isInteger(min_age) && years < min_age!) throw new Invalid('too_young', { min: min_age! });
    if (Number.isInteger(max_age) && years > max_age!) throw new Invalid('too_old', { max: max_age! });
  },
};

/** Count full years. Who was born on a 29 February completes one as 1 March begins. */
function age(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}
