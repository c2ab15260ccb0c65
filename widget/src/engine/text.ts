/** Text as both engines read it: the twin of builder/fields/text.py, character for character. */

import type { Inline, Params, RichNode } from './types';

export const BLANKS =
  '\t\n\v\f\r \x85\xa0\u1680' +
  '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b' +
  '\u2028\u2029\u202f\u205f\u2060\u3000\ufeff';
const UNREADABLE = /[\0\ud800-\udfff]/u;
const CONTROL = /[\x01-\x1f\x7f-\x9f\u2028\u2029]/;
const CONTROL_IN_LINES = /[\x01-\x08\x0b-\x1f\x7f-\x9f]/;
// Runs in which every Unicode version since 14 normalises alike; the rest stays as it was typed.
const STABLE = /[^\u0897\u0ece\u1acf-\u1aff\u20f1-\u20ff\ud800-\udfff]+/g;
const LATIN_GREEK_CYRILLIC = /[A-Z\xb5-\u052f\u1e00-\u1fff]/g;

/** Tell whether the text holds NUL or half a character. */
export const unreadable = (text: string): boolean => UNREADABLE.test(text);

/** Tell whether control characters remain; with `lines`, line feeds and tabs are welcome. */
export const hasControl = (text: string, lines: boolean): boolean =>
  (lines ? CONTROL_IN_LINES : CONTROL).test(text);

/** Tell whether there is a blank anywhere. */
export const hasBlank = (text: string): boolean => [...text].some((c) => BLANKS.includes(c));

/** Bring the text into NFC, so far as all Unicode versions since 14 agree about it. */
export const compose = (text: string): string =>
  text.replace(STABLE, (run) => run.normalize('NFC'));

/** Cut blanks off both ends. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANKS.includes(text.charAt(start))) start += 1;
  while (end > start && BLANKS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Give the text the one shape in which it is measured, compared and sent. */
export const normalise = (text: string): string => trim(compose(text.replace(/\r\n?/g, '\n')));

/** Make upper and lower case equal: Latin, Greek and Cyrillic letters, and ß equals ss. */
export const fold = (text: string): string =>
  text
    .replace(LATIN_GREEK_CYRILLIC, (letter) => letter.toLowerCase())
    .replace(/ß/g, 'ss')
    .replace(/ς/g, 'σ');

/** Count code points, as the server does; `length` counts UTF-16 units. */
export const codePoints = (text: string): number => [...text].length;

/** Read a property that is the object's own: keys come from outside and may say `constructor`. */
export const own = (object: unknown, key: string): unknown =>
  Object.prototype.hasOwnProperty.call(object, key)
    ? (object as Record<string, unknown>)[key]
    : undefined;

/** Fill a message's placeholders; one that isn't known stays as it is. */
export const fill = (template: string, params: Params): string =>
  template.replace(/\{([a-z_]+)\}/g, (hole, name: string) => String(own(params, name) ?? hole));

/** Flatten rich text to the words in it; blocks and list items become lines. */
export const plain = (nodes: RichNode[]): string => nodes.flatMap(lines).join('\n');

const lines = (block: RichNode): string[] =>
  'p' in block ? [inline(block.p)] : ('ul' in block ? block.ul : block.ol).map(inline);

const inline = (nodes: Inline[]): string =>
  nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      if ('b' in node) return inline(node.b);
      return inline('i' in node ? node.i : node.a);
    })
    .join('');
