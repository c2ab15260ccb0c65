/** Names of answers in a tenant's systems; the twin of `builder/keys.py`. */

import type { Choice, Draft, Field } from './draft';
import { called } from './draft';
import { locate } from './places';

const LONGEST = 40;
const GERMAN: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** Make a key of a label, unlike all that are taken: "Ihre Größe?" becomes ihre_groesse. */
export function derive(label: string, taken: ReadonlySet<string>, otherwise: string): string {
  const plain = label.toLowerCase().replace(/[äöüß]/g, (letter) => GERMAN[letter] ?? letter);
  const ascii = [...plain.normalize('NFKD')].filter((letter) => letter < '\u0080').join('');
  let words = trimmed(ascii.replace(/[^a-z0-9]+/g, '_'));
  if (!/^[a-z]/.test(words)) words = trimmed(`${otherwise}_${words}`);
  const stem = cut(words, LONGEST);
  let key = stem;
  for (let number = 2; taken.has(key); number += 1) key = `${cut(stem, LONGEST - String(number).length - 1)}_${number}`;
  return key;
}

const trimmed = (words: string): string => words.replace(/^_+|_+$/g, '');

/** Shorten at the end of a word where there is one. */
function cut(words: string, longest: number): string {
  if (words.length <= longest) return words;
  const end = words.slice(0, longest + 1).lastIndexOf('_');
  return end > 0 ? words.slice(0, end) : words.slice(0, longest);
}

/** Give the keys that texts and systems know answers and variables by: no two are alike. */
export function keysOf(draft: Draft, but = ''): Set<string> {
  const named = [...draft.steps.flatMap((step) => step.fields), ...draft.variables];
  return new Set(named.filter(({ id }) => id !== but).map(({ key }) => key));
}

/** Give the keys beside a field: those of its group, or those of the whole draft. */
export function keysBeside(draft: Draft, id: string): Set<string> {
  const place = locate(draft, id);
  const group = place && 'group' in place ? place.group : null;
  if (!group) return keysOf(draft, id);
  return new Set(group.fields.filter((field) => field.id !== id).map((field) => field.key));
}

/** Tell whether a key is still the one its label makes: then it goes on following it. */
export function isDerived(key: string, label: string, taken: ReadonlySet<string>, otherwise: string): boolean {
  return key === '' || key === derive(label, taken, otherwise);
}

/** Give a field a key of its own among others. */
export function keyed(field: Field, draft: Draft, taken: ReadonlySet<string>): Field {
  return taken.has(field.key) || !field.key ? { ...field, key: derive(called(field.label, draft), taken, field.kind) } : field;
}

/** Give a choice a value of its own among others. */
export function valued(choice: Choice, draft: Draft, taken: ReadonlySet<string>): Choice {
  return taken.has(choice.value) || !choice.value
    ? { ...choice, value: derive(called(choice.label, draft), taken, 'choice') }
    : choice;
}
