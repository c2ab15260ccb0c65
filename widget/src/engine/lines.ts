/** Typed text: the twin of builder/fields/lines.py. */

import { Invalid } from './kind';
import { codePoints, hasControl, normalise, unreadable } from './text';

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
