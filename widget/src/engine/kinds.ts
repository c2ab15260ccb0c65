/**
 * What the kinds take that every runtime has: the twins of builder/fields/. All further kinds stand in more/ and are
 * learnt when a flow needs them.
 */

import { singleChoice } from './choices';
import { Invalid, type Kind } from './kind';
import { isCount, typedText } from './lines';
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

export const KINDS: Record<string, Kind> = {
  short_text: typedText(false),
  long_text: typedText(true),
  single_choice: singleChoice,
  multiple_choice: multipleChoice,
  email: typedText(false, (text) => !hasBlank(text) && ADDRESS.test(text)),
  consent,
};

/** All names, for the test that compares them with the server's. */
export const kindNames = (): string[] => Object.keys(KINDS);

/** Name the row that a field needs: a pattern has one of its own, as short_text.vin. */
export const nameOf = ({ kind, config }: Field): string => (config.pattern ? `${kind}.${config.pattern}` : kind);

/** Find a kind; undefined for one that this runtime doesn't know. */
export const kindOf = (field: Field): Kind | undefined =>
  (own(KINDS, nameOf(field)) ?? own(KINDS, field.kind)) as Kind | undefined;
