/** Answers of several inputs: the twins of builder/fields/{records,full_name,address,postcode_city}.py. */

import { Invalid, invalid, type Kind } from '../kind';
import { readText } from '../lines';
import { own } from '../text';
import type { Field, RecordValue } from '../types';
import { saidIn } from './formats';
import { LONGEST, readPostcode } from './postcodes';

interface Shape {
  /** The most code points of each part, in the order in which they are asked. */
  limits: Record<string, number>;
  /** A part that may be left out. It says nothing alone: a record of nothing else is absent. */
  optional?: string;
  parts?(field: Field): string[];
  /** Put what stands in the wrong part where it belongs. */
  settle?(given: RecordValue): RecordValue;
  /** Give a part its one shape. Throws Invalid. */
  judge?(field: Field, part: string, text: string): string;
  words(value: RecordValue, locale: string): string;
}

function record(shape: Shape): Kind & Required<Pick<Kind, 'parts'>> {
  const { limits, optional } = shape;
  const parts = shape.parts ?? (() => Object.keys(limits));

  const readPart = (part: string, raw: unknown): string | undefined => {
    try {
      return readText(raw, limits[part]!);
    } catch (thrown) {
      const { code, params } = invalid(thrown);
      throw code === 'too_long' ? new Invalid('part_too_long', { part, ...params }) : thrown;
    }
  };

  const read = (field: Field, raw: object): RecordValue | undefined => {
    const names = parts(field);
    if (Object.keys(raw).some((name) => !names.includes(name))) throw new Invalid('wrong_type');
    const texts = names.flatMap((part) => {
      const text = readPart(part, own(raw, part));
      return text ? [[part, text] as const] : [];
    });
    const typed: RecordValue = Object.fromEntries(texts);
    const given = shape.settle?.(typed) ?? typed;
    if (Object.keys(given).every((part) => part === optional)) return undefined;
    const missing = names.find((part) => part !== optional && !given[part]);
    if (missing) throw new Invalid('part_missing', { part: missing });
    const there = names.filter((part) => given[part]);
    return Object.fromEntries(there.map((part) => [part, shape.judge?.(field, part, given[part]!) ?? given[part]!]));
  };

  return {
    required: 'required',
    parts,
    read(field, raw) {
      if (raw === null || raw === undefined) return undefined;
      if (typeof raw !== 'object' || Array.isArray(raw)) throw new Invalid('wrong_type');
      return read(field, raw);
    },
    answer: (_, value) => ({ type: 'record', value }),
    words: (_, value, locale) => shape.words(value as RecordValue, locale),
  };
}

export const SALUTATIONS = ['ms', 'mr', 'neutral'];

export const fullName = record({
  limits: { salutation: 20, first: 100, last: 100 },
  optional: 'salutation',
  parts: ({ config }) => (config.salutation === true ? ['salutation', 'first', 'last'] : ['first', 'last']),
  judge(_, part, text) {
    if (part === 'salutation' && !SALUTATIONS.includes(text)) throw new Invalid('unknown_choice');
    return text;
  },
  words({ salutation, first, last }, locale) {
    const { salutations } = saidIn(locale);
    return [own(salutations, salutation ?? ''), first, last].filter(Boolean).join(' ');
  },
});

/** Browsers fill in the house number together with the street, and so do people. */
const NUMBER_AT_END = /^(.*?[^ ,]) *[ ,] *([0-9]+ ?[A-Za-z]?(?: ?[-/+\u2013] ?[0-9]+ ?[A-Za-z]?)?)$/;

export const address = record({
  limits: { street: 150, number: 20, postcode: LONGEST, city: 100 },
  settle(given) {
    const [, street, number] = (!given.number && NUMBER_AT_END.exec(given.street ?? '')) || [];
    return street && number ? { ...given, street, number } : given;
  },
  judge: ({ config }, part, text) => (part === 'postcode' ? readPostcode(text, config.country) : text),
  words: ({ street, number, postcode, city }) => `${street} ${number}, ${postcode} ${city}`,
});

export const postcodeCity: Kind = {
  ...record({
    limits: { postcode: LONGEST, city: 100 },
    judge: (_, part, text) => (part === 'postcode' ? readPostcode(text, 'DE') : text),
    words: ({ postcode, city }) => `${postcode} ${city}`,
  }),
  answer: (_, value) => ({ type: 'text', value: (value as RecordValue).postcode }),
};
