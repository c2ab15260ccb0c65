/**
 * The draft: a flow document in all its languages, its rich texts as Markdown.
 * Everything here is read only: operations give a new draft and share what they left alone.
 */

import type * as served from '../../engine/types';
import { withKeys } from './recalls';

export type { Condition, Expression, Picture, Target } from '../../engine/types';

/** A text by language. */
export type Text = Readonly<Record<string, string>>;

export type Config = Readonly<Record<string, unknown>>;

type In<Served, Changed> = Readonly<Omit<Served, keyof Changed> & Changed>;

export type Choice = In<served.Choice, { label: Text; help: Text | null }>;
export type Check = In<served.Check, { message: Text }>;
export type Route = Readonly<served.Route>;
export type Variable = Readonly<served.Variable>;
export type Ending = In<served.Ending, { title: Text; text: Text | null }>;

export type Field = In<served.Field, {
  label: Text;
  help: Text | null;
  purpose: Text | null;
  required_message: Text | null;
  invalid_message: Text | null;
  config: Config;
  choices: readonly Choice[];
  checks: readonly Check[];
  fields: readonly Field[];
}>;

export type Step = In<served.Step, {
  title: Text;
  text: Text | null;
  fields: readonly Field[];
  routes: readonly Route[];
}>;

export interface Draft {
  readonly schema: number;
  /** What the tenant calls the assistant; end users don't see it. */
  readonly name: string;
  readonly locales: readonly string[];
  readonly default_locale: string;
  readonly time_zone: string;
  readonly title: Text;
  readonly intro: Text | null;
  readonly recipient: served.Recipient;
  readonly steps: readonly Step[];
  readonly endings: readonly Ending[];
  readonly variables: readonly Variable[];
  /** The assistant's own tokens; the tenant's look says the rest. */
  readonly theme: Readonly<Record<string, string>>;
  /** To be read only, as is the recipient. */
  readonly tenant_theme: Readonly<Record<string, string>>;
}

/** Give a text in a language, or nothing: what isn't translated shows as that. */
export function said(text: Text | null | undefined, locale: string): string {
  return text?.[locale] ?? '';
}

/** Give a text in a language, else in the default one, for lists and names: what it recalls stands there by its key. */
export function called(text: Text | null | undefined, draft: Draft, locale: string = draft.default_locale): string {
  return withKeys(said(text, locale) || said(text, draft.default_locale), draft);
}

/** Give a text with the wording of one language; without any wording there is no text. */
export function saying(text: Text | null, locale: string, wording: string): Text | null {
  const { [locale]: _, ...others } = text ?? {};
  const next = wording ? { ...text, [locale]: wording } : others;
  return Object.keys(next).length ? next : null;
}
