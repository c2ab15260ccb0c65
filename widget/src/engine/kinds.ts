/** What each kind of field takes: the twins of builder/fields/. A new kind is one row in KINDS. */

import { codePoints, hasBlank, hasControl, normalise, own, plain, trim, unreadable } from './text';
import type { Answer, Field, Params, Value } from './types';

/** An answer that can't be taken. */
export class Invalid {
  constructor(
    readonly code: string,
    readonly params: Params = {},
  ) {}
}

export interface Kind {
  /** The code when it is required and missing. */
  required: string;
  /** Turn what was typed or chosen into a value; undefined means absent. Throws Invalid. */
  read(field: Field, raw: unknown): Value | undefined;
  /** Give a value the shape that conditions test. */
  answer(field: Field, value: Value): Answer;
  /** Say a value the way a person would. */
  words(field: Field, value: Value): string;
}

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
      if (raw === null || raw === undefined) return undefined;
      if (typeof raw !== 'string') throw new Invalid('wrong_type');
      if (unreadable(raw)) throw new Invalid('invalid_text');
      const text = normalise(raw);
      if (!text) return undefined;
      if (hasControl(text, lines)) throw new Invalid('invalid_text');
      const max = longest(field);
      if (codePoints(text) > max) throw new Invalid('too_long', { max });
      if (accepts && !accepts(text)) throw new Invalid('invalid_email');
      return text;
    },
    answer: (_, value) => ({ type: 'text', value }),
    words: (_, value) => String(value),
  };
}

const singleChoice: Kind = {
  required: 'choice_required',
  read(field, raw) {
    if (raw === null || raw === undefined) return undefined;
    if (typeof raw !== 'string') throw new Invalid('wrong_type');
    const value = trim(raw);
    if (value && !field.choices.some((choice) => choice.value === value)) {
      throw new Invalid('unknown_choice');
    }
    return value || undefined;
  },
  answer: (field, value) => ({
    type: 'choice',
    value: field.choices.find((choice) => choice.value === value)?.id,
  }),
  words: (field, value) =>
    field.choices.find((choice) => choice.value === value)?.label ?? String(value),
};

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

/** All names, for the test that compares them with the server's. */
export const kindNames = (): string[] => Object.keys(KINDS);

/** Find a kind; undefined for one that this runtime doesn't know. */
export const kindOf = (field: Field): Kind | undefined => own(KINDS, field.kind) as Kind | undefined;
