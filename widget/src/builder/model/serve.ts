/**
 * The draft in the form in which the widget gets it, made here: the preview follows every letter, also offline.
 * The twin of builder/served.py and of localise in builder/flows/document.py; a test compares the two.
 */

import type { Field, Flow, Inline, RichNode } from '../../engine/types';
import type { Boot } from './boot';
import type { Draft } from './draft';

type Rich = Readonly<Record<string, RichNode[]>>;
type Given = Pick<Boot, 'messages' | 'receipt_url' | 'limits'>;

export const TEXTS = new Set(['title', 'label', 'help', 'purpose', 'message', 'required_message', 'invalid_message', 'unit', 'item', 'low', 'high']);
export const RICH_TEXTS = new Set(['intro', 'text', 'statement']);
/** What is the same in all languages, and may use any word as a key. */
export const UNSPOKEN = new Set(['visible_if', 'required_if', 'if', 'to', 'recipient', 'picture', 'theme', 'variables']);

/** Give the flow that an end user of this language would get. */
export function serve(draft: Draft, rich: Rich, locale: string, given: Given): Flow {
  const { name: _name, tenant_theme, default_locale, ...document } = draft;
  const order = [...chain(locale), ...chain(default_locale)];
  const said = localise('', { ...document, theme: { ...tenant_theme, ...draft.theme } }, order, rich) as Flow;
  for (const step of said.steps) sayPurposeOnce(step.fields, '');
  return {
    ...said,
    locale,
    version: 'draft',
    number: null,
    messages: given.messages[locale] ?? given.messages[locale.split('-')[0]!] ?? given.messages.de ?? {},
    receipt_url: given.receipt_url,
    limits: { file_mb: given.limits.file_mb, files_mb: given.limits.files_mb },
  };
}

/** List the locales whose wording will do for one, the best first: de-AT, then de. */
export function chain(locale: string): string[] {
  const parts = locale.split('-');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('-'));
}

function localise(key: string, value: unknown, order: readonly string[], rich: Rich): unknown {
  if (value === null || typeof value !== 'object' || UNSPOKEN.has(key)) return value;
  const text = value as Record<string, string>;
  if (TEXTS.has(key)) return order.map((locale) => text[locale]).find(Boolean) ?? '';
  if (RICH_TEXTS.has(key)) return richText(key, text, order, rich);
  if (Array.isArray(value)) return value.map((item) => localise('', item, order, rich));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, localise(name, item, order, rich)]));
}

/** Give a rich text's nodes; one without a word in any language isn't there, but for what is agreed to. */
function richText(key: string, text: Record<string, string>, order: readonly string[], rich: Rich): RichNode[] | null {
  const nodes = order.map((locale) => nodesOf(text[locale] ?? '', rich)).find((found) => found.length);
  if (nodes || key === 'statement') return nodes ?? [];
  return Object.values(text).some((markdown) => nodesOf(markdown, rich).length) ? [] : null;
}

/** Look a text's nodes up; until the server has compiled it, its paragraphs stand there as they were typed. */
export function nodesOf(markdown: string, rich: Rich): RichNode[] {
  return rich[markdown] ?? markdown.split(/\n\s*\n/).map(paragraph).filter(({ p }) => p[0]);
}

const paragraph = (block: string): { p: Inline[] } => ({ p: [block.replace(/\s+/g, ' ').trim()] });

/** Leave a purpose out that was said just before. What may be hidden counts as not said. */
function sayPurposeOnce(fields: Field[], before: string): void {
  let said = before;
  for (const field of fields) {
    const { purpose } = field;
    sayPurposeOnce(field.fields, purpose || said);
    if (purpose === said) field.purpose = null;
    else if (purpose && field.visible_if === null) said = purpose;
  }
}
