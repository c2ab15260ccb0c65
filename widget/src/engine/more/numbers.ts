/** The kinds that take numbers: the twins of builder/fields/{number,currency,slider,rating}.py. */

import { Invalid, type Kind } from '../kind';
import { trim } from '../text';
import type { Field } from '../types';
import { decimal, MOST, readNumber, scaled } from './decimals';
import { saidIn, sayingBounds, sayMoney, sayNumber, SIGNS } from './formats';

interface Reading {
  /** The most decimals that a value may have, and how many it always has. */
  decimals(field: Field): number;
  least?: number;
  /** Leave of what was typed the number alone. */
  typed?(field: Field, text: string): string;
}

/** Give the lowest and the highest value, in ten-thousandths. */
export const bounds = ({ config }: Field): [lowest: bigint, highest: bigint] => [
  scaled(config.min) ?? -MOST,
  scaled(config.max) ?? MOST,
];

const within = (value: unknown, least: number, most: number): number =>
  Math.min(Math.max(Number.isInteger(value) ? (value as number) : 0, least), most);

function readText(raw: unknown): string | undefined {
  if (raw === null || raw === undefined) return undefined;
  if (typeof raw !== 'string') throw new Invalid('wrong_type');
  return trim(raw) || undefined;
}

function read(field: Field, raw: unknown, { decimals, typed, least = 0 }: Reading): string | undefined {
  const text = readText(raw);
  if (!text) return undefined;
  const number = readNumber(typed ? typed(field, text) : text, decimals(field));
  const [lowest, highest] = bounds(field);
  if (number < lowest) throw new Invalid('number_too_small', { min: decimal(lowest, least) });
  if (number > highest) throw new Invalid('number_too_large', { max: decimal(highest, least) });
  return decimal(number, least);
}

const answer: Kind['answer'] = (_, value) => ({ type: 'number', value });
const withUnit: Kind['words'] = ({ config }, value, locale) => sayNumber(String(value), locale, config.unit);

const BLANK = '[ \\u00a0\\u202f]';
const NO_CENTS = /[.,][-\u2013\u2014]{1,2}$/;
const DECIMALS = 4;

function bareAmount({ config }: Field, text: string): string {
  const code = String(config.currency);
  const signs = [code, SIGNS[code] ?? code].map((name) => name.replace('$', '\\$')).join('|');
  return text.replace(new RegExp(`^(${signs})${BLANK}?|${BLANK}?(${signs})$`, 'g'), '').replace(NO_CENTS, '');
}

export const number: Kind = sayingBounds({
  required: 'required',
  read: (field, raw) => read(field, raw, { decimals: ({ config }) => within(config.decimals, 0, DECIMALS) }),
  answer,
  words: withUnit,
});

export const currency: Kind = sayingBounds({
  required: 'required',
  read: (field, raw) => read(field, raw, { decimals: () => 2, least: 2, typed: bareAmount }),
  answer,
  words: ({ config }, value, locale) => sayMoney(String(value), locale, String(config.currency)),
});

/** Give the most decimals that a value on the scale has. */
const decimalsOnScale = ({ config }: Field): number =>
  Math.max(...[config.min, config.step].map((mark) => decimal(scaled(mark) ?? 0n).split('.')[1]?.length ?? 0));

export const slider: Kind = sayingBounds({
  required: 'choice_required',
  read(field, raw) {
    const value = read(field, raw, { decimals: decimalsOnScale });
    const step = scaled(field.config.step);
    if (!value || !step) return value;
    if ((scaled(value)! - bounds(field)[0]) % step !== 0n) throw new Invalid('off_scale', { step: decimal(step) });
    return value;
  },
  answer,
  words: withUnit,
});

/** Give the most points there are. */
export const points = ({ config }: Field): number => within(config.max, 3, 10);

export const rating: Kind = {
  required: 'choice_required',
  read(field, raw) {
    const value = readText(raw);
    if (value && !(/^[1-9][0-9]?$/.test(value) && Number(value) <= points(field))) throw new Invalid('unknown_choice');
    return value;
  },
  answer,
  words: (field, value, locale) =>
    saidIn(locale).rated.replace('{value}', String(value)).replace('{max}', String(points(field))),
};
