/** Typed text: the twin of builder/fields/lines.py. */

import { Invalid, type Kind } from './kind';
import { codePoints, hasControl, normalise, unreadable } from './text';
import type { Field } from './types';

/** Normalise, then refuse what is too long or can't be shown; undefined where nothing is left. */
export function readText(raw: unknown, max: number, lines = false): string | undefined {
  if (raw === null || raw === undefined) return undefined;
  if (typeof raw !== 'string') throw new Invalid('wrong_type');
  if (unreadable(raw)) throw new Invalid('invalid_text');
  const text = normalise(raw);
  if (!text) return undefined;
  if (hasControl(text, lines)) throw new Invalid('invalid_text');
  if (codePoints(text) > max) throw new Invalid('too_long', { max });
  return text;
}

export const isCount = (bound: unknown): bound is number => Number.isInteger(bound) && (bound as number) > 0;

/** Give the most code points that a text field takes: its config can only lower the kind's limit. */
export function longest(field: Field): number {
  const limit = { short_text: 500, long_text: 5000, email: 254 }[field.kind] ?? 0;
  const wanted = field.config.max_length;
  return field.kind !== 'email' && isCount(wanted) && wanted <= limit ? wanted : limit;
}

/** Make a kind of text, of one line or several; `accepts` judges addresses. */
export function typedText(lines: boolean, accepts?: (text: string) => boolean): Kind {
  return {
    required: 'required',
    read(field, raw) {
      const text = readText(raw, longest(field), lines);
      const { min_length: min } = field.config;
      if (text && isCount(min) && codePoints(text) < min) throw new Invalid('too_short', { min });
      if (text && accepts && !accepts(text)) throw new Invalid('invalid_email');
      return text;
    },
    answer: (_, value) => ({ type: 'text', value }),
    words: (_, value) => String(value),
  };
}
