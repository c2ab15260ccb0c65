/** All texts of a draft, wherever they stand, and the languages they are in. */

import { RICH_TEXTS, TEXTS, UNSPOKEN } from './serve';
import type { Draft, Text } from './draft';

/** The wordings of one language, by where they stand: `<uuid>.<text>`, without a UUID for the assistant's own. */
export type Wordings = Readonly<Record<string, string>>;

type Change = (text: Text, place: string) => Text;

/** Change every text; what stays the same stays the very same object. */
export function withTexts(draft: Draft, change: Change): Draft {
  return through('', draft, change, '') as Draft;
}

function through(key: string, value: unknown, change: Change, owner: string): unknown {
  if (value === null || typeof value !== 'object' || UNSPOKEN.has(key)) return value;
  if (TEXTS.has(key) || RICH_TEXTS.has(key)) return change(value as Text, `${owner}.${key}`);
  if (Array.isArray(value)) {
    const next = value.map((item) => through('', item, change, owner));
    return next.every((item, at) => item === value[at]) ? value : next;
  }
  const id = (value as { id?: string }).id ?? owner;
  const entries = Object.entries(value).map(([name, item]) => [name, through(name, item, change, id)] as const);
  return entries.every(([name, item]) => item === (value as Record<string, unknown>)[name]) ? value : Object.fromEntries(entries);
}

/** List the texts that say something in the default language. */
export function textsOf(draft: Draft): Text[] {
  const found: Text[] = [];
  withTexts(draft, (text) => {
    if (text[draft.default_locale]) found.push(text);
    return text;
  });
  return found;
}

/** Collect what a language says. */
export function wordingsIn(draft: Draft, locale: string): Wordings {
  const found: Record<string, string> = {};
  withTexts(draft, (text, place) => {
    if (text[locale]) found[place] = text[locale];
    return text;
  });
  return found;
}

/** Find the next text that a language hasn't got, from a place on and then from the beginning. */
export function nextMissing(draft: Draft, locale: string, after = ''): string | undefined {
  const all: string[] = [];
  const missing = new Set<string>();
  withTexts(draft, (text, place) => {
    all.push(place);
    if (text[draft.default_locale] && !text[locale]) missing.add(place);
    return text;
  });
  const from = all.indexOf(after) + 1;
  return [...all.slice(from), ...all.slice(0, from)].find((place) => missing.has(place));
}
