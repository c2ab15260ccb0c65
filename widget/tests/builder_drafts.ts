/** A small draft to test the builder with: two steps, two languages. */

import type { Boot, Served } from '../src/builder/model/boot';
import type { Choice, Draft, Field, Step } from '../src/builder/model/draft';

export function field(id: string, more: Partial<Field> = {}): Field {
  return {
    id, key: `key_${id}`, kind: 'short_text', label: { de: id }, help: null, required: true, visible_if: null, config: {}, choices: [],
    purpose: null, data_class: 'none', required_if: null, required_message: null, invalid_message: null, checks: [], fields: [], ...more,
  };
}

export const choice = (id: string, more: Partial<Choice> = {}): Choice => ({
  id, value: id, label: { de: id }, help: null, picture: null, score: null, ...more,
});

export const step = (id: string, fields: Field[], words = id): Step => ({
  id, title: { de: words }, text: null, visible_if: null, fields, routes: [],
});

export function draft(): Draft {
  return {
    schema: 1, name: 'Probe', locales: ['de', 'en'], default_locale: 'de', time_zone: 'Europe/Berlin', title: { de: 'Probe' }, intro: null,
    recipient: { name: '', privacy_url: '', contact: '' },
    steps: [step('one', [field('a'), field('b')], 'Erster'), step('two', [field('c')], 'Zweiter')],
    endings: [{ id: 'end', kind: 'thanks', title: { de: 'Danke' }, text: null, url: null }],
    variables: [], theme: {}, tenant_theme: {},
  };
}

export const served = (said: Partial<Served> = {}): Served => ({
  revision: 1, csrf: 't', draft: draft(), findings: [], frozen: {}, rich: {}, resting: {}, stale: {}, ...said,
});

export function boot(): Boot {
  return { ...served(), may_change: true, urls: { draft: '/draft', keep: '/keep', picture: '/picture' } } as unknown as Boot;
}
