/**
 * What the kinds take that every runtime has: the twins of builder/fields/. All further kinds stand in more/ and are
 * learnt when a flow needs them.
 */

import { singleChoice } from './choices';
import { Invalid, type Kind } from './kind';
import { readText } from './lines';
import { hasBlank, own, plain } from './text';
import type { Field } from './types';

// The shape alone is judged: whether mail arrives is known only by sending some.
const ATOM = '[^."(),:;<>@\\[\\\\\\]]+';
const LETTER = '[0-9A-Za-z\\u00a1-\\u{10ffff}]';
const LABEL = `${LETTER}(?:[-0-9A-Za-z\\u00a1-\\u{10ffff}]{0,61}${LETTER})?`;
const ADDRESS = new RegExp(
  `^(?=[^@]{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+(?![0-9]+$)${LABEL}$`,
  'u',
);

const isCount = (bound: unknown): bound is number => Number.isInteger(bound) && (bound as number) > 0;

/** Give the most code points that a text field takes: its config can only lower the kind's limit. */
export function longest(field: Field): number {
  const limit = { short_text: 500, long_text: 5000, email: 254 }[field.kind] ?? 0;
  const wanted = field.config.max_length;
  return field.kind !== 'email' && isCount(wanted) && wanted <= limit ? wanted : limit;
}

function typedText(lines: boolean, accepts?: (text: string) => boolean): Kind {
  return {
    required: 'required',
    read(field, raw) {
      const text = readText(raw, longest(field), lines);
      if (text && accepts && !accepts(text)) throw new Invalid('invalid_email');
      return text;
    },
    answer: (_, value) => ({ type: 'text', value }),
    words: (_, value) => String(value),
  };
}

const chosen = (field: Field, value: unknown): Field['choices'] =>
  field.choices.filter((choice) => (value as string[]).includes(choice.value));

const multipleChoice: Kind = {
  required: 'choice_required',
  read(field, raw) {
    if (raw === null || raw === undefined) return undefined;
    if (!Array.isArray(raw) || raw.some((value) => typeof value !== 'string')) {
      throw new Invalid('wrong_type');
    }
    const { choices, config } = field;
    if (raw.length > choices.length) throw new Invalid('too_many_choices', { max: choices.length });
    const values = chosen(field, raw).map((choice) => choice.value);
    if (values.length < new Set(raw).size) throw new Invalid('unknown_choice');
    const { min, max } = config;
    if (!values.length) return undefined;
    if (isCount(min) && values.length < min) throw new Invalid('too_few_choices', { min });
    if (isCount(max) && values.length > max) throw new Invalid('too_many_choices', { max });
    return values;
  },
  answer: (field, value) => ({ type: 'choices', value: chosen(field, value).map(({ id }) => id) }),
  words: (field, value) => chosen(field, value).map(({ label }) => label).join(', '),
};

const consent: Kind = {
  required: 'consent_required',
  read(_, raw) {
    if (raw === null || raw === undefined || raw === false) return undefined;
    if (raw !== true) throw new Invalid('wrong_type');
    return true;
  },
  answer: (_, value) => ({ type: 'flag', value }),
  words: (field) => plain(field.config.statement ?? []),
};

const KINDS: Record<string, Kind> = {
  short_text: typedText(false),
  long_text: typedText(true),
  single_choice: singleChoice,
  multiple_choice: multipleChoice,
  email: typedText(false, (text) => !hasBlank(text) && ADDRESS.test(text)),
  consent,
};

/** Take in further kinds. */
export const learn = (more: Record<string, Kind>): unknown => Object.assign(KINDS, more);

/** All names, for the test that compares them with the server's. */
export const kindNames = (): string[] => Object.keys(KINDS);

/** Find a kind; undefined for one that this runtime doesn't know. */
export const kindOf = (field: Field): Kind | undefined => own(KINDS, field.kind) as Kind | undefined;
