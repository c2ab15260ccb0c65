/** All texts of a draft, wherever they stand, and the languages they are in. */

import { RICH_TEXTS, TEXTS, UNSPOKEN } from './serve';
import type { Draft, Text } from './draft';

/** The wordings of one language, by where they stand: `<uuid>.<text>`, without a UUID for the assistant's own. */
export type Wordings = Readonly<Record<string, string>>;

/** Some texts, by language and where they stand. */
export type Marked = Readonly<Record<string, readonly string[]>>;

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

/** Find the next text that is open in a language, missing or stale, from a place on and then from the beginning. */
export function nextOpen(draft: Draft, locale: string, stale: Marked = {}, after = ''): string | undefined {
  const all: string[] = [];
  const open = new Set(stale[locale]);
  withTexts(draft, (text, place) => {
    all.push(place);
    if (text[draft.default_locale] && !text[locale]) open.add(place);
    return text;
  });
  const from = all.indexOf(after) + 1;
  return [...all.slice(from), ...all.slice(0, from)].find((place) => open.has(place));
}

/** Count the texts that a language says as they are now. */
export const doneIn = (draft: Draft, locale: string, stale: Marked): number =>
  textsOf(draft).filter((text) => text[locale]).length - (stale[locale]?.length ?? 0);

/** Give what is said in the default language and not in another. */
export const missingIn = (draft: Draft, locale: string): string[] =>
  textsOf(draft).filter((text) => !text[locale]).map((text) => text[draft.default_locale] ?? '');

export const joined = (one: Marked, other: Marked): Marked =>
  Object.fromEntries(localesOf(one, other).map((locale) => [locale, [...new Set([...(one[locale] ?? []), ...(other[locale] ?? [])])]]));

export const without = (one: Marked, other: Marked): Marked =>
  Object.fromEntries(localesOf(one).map((locale) => [locale, (one[locale] ?? []).filter((place) => !other[locale]?.includes(place))]));

export const hasAny = (marked: Marked): boolean => Object.values(marked).some((places) => places.length);

const localesOf = (...some: Marked[]): string[] => [...new Set(some.flatMap(Object.keys))];
