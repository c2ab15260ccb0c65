/** One of the field's choices: the twin of builder/fields/single_choice.py. */

import { Invalid, type Kind } from './kind';
import { trim } from './text';

export const singleChoice: Kind = {
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
