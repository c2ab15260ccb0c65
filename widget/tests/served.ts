/** Give a document the form that is served, as builder/flows/document.py localises it. */

import type { Flow } from '../src/engine/types';

const TEXTS = ['title', 'label', 'help', 'purpose', 'message', 'required_message', 'invalid_message'];
TEXTS.push('unit', 'item', 'low', 'high');
const RICH_TEXTS = ['intro', 'text', 'statement'];

export function served(document: any, locale = document.default_locale): Flow {
  const { default_locale, ...flow } = localise(complete(document), [locale, document.default_locale]);
  return { version: '', number: null, messages: {}, receipt_url: '', limits: { file_mb: 25, files_mb: 50 }, ...flow, locale };
}

const LATER = { required_if: null, required_message: null, invalid_message: null, checks: [], fields: [] };

/** Give what was stored before there was a key its default, as the server does. */
function complete(document: any): any {
  const choice = (one: any): any => ({ picture: null, score: null, ...one });
  const field = (one: any): any => ({ ...LATER, ...one, choices: one.choices.map(choice), fields: (one.fields ?? []).map(field) });
  const steps = document.steps.map((step: any) => ({ ...step, fields: step.fields.map(field) }));
  const endings = document.endings.map((ending: any) => ({ url: null, ...ending }));
  return { theme: {}, variables: [], ...document, steps, endings };
}

export function localise(value: any, order: string[], key = ''): any {
  if (value === null || typeof value !== 'object') return value;
  if (['visible_if', 'required_if', 'if', 'to', 'recipient', 'picture', 'theme', 'variables'].includes(key)) return value;
  if ([...TEXTS, ...RICH_TEXTS].includes(key)) {
    const wording = order.map((locale) => value[locale]).find((text) => text?.length);
    return wording ?? (TEXTS.includes(key) ? '' : []);
  }
  if (Array.isArray(value)) return value.map((item) => localise(item, order));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, localise(item, order, name)]),
  );
}
