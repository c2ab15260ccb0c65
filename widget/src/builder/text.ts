/** The builder's own words. Each area has its file in each language; a code stands in all of them. */

import frameDe from './texts/frame.de.json';
import frameEn from './texts/frame.en.json';
import logicDe from './texts/logic.de.json';
import logicEn from './texts/logic.en.json';
import lookDe from './texts/look.de.json';
import lookEn from './texts/look.en.json';

const de = { ...frameDe, ...logicDe, ...lookDe };
// Typed by the German one: a code that is missing here does not compile.
const en: Record<Said, string> = { ...frameEn, ...logicEn, ...lookEn };

/** A text that can be said; of a pair `x_one` and `x_other`, say `x` with `{n}`. */
export type Code = Said | Stem<Said>;
type Said = keyof typeof de & string;
type Stem<C> = C extends `${infer S}_other` ? S : never;
export type Params = Record<string, string | number>;

const wordings: Record<string, Record<string, string>> = { de, en };
let words: Record<string, string> = de;
let language = 'de';

/** Choose the language of the page. */
export function speak(wanted: string): void {
  language = wanted in wordings ? wanted : 'de';
  words = wordings[language] ?? de;
}

export function spoken(): string {
  return language;
}

/** Say a text with its placeholders filled. */
export function t(code: Code, params: Params = {}): string {
  const counted = `${code}_${params.n === 1 ? 'one' : 'other'}`;
  const template = words[code] ?? words[counted] ?? code;
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));
}
