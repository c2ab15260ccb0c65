/** What the preview's frame shows beside the path, and what it tells the page around it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Flow } from '../src/engine/types';
import { endingWith, leadingTo, told } from '../src/previewing/stage';
import { Session } from '../src/session';
import { addLanguage, removeLanguage } from '../src/builder/model/operations/languages';
import type { Draft } from '../src/builder/model/draft';
import { nextMissing, textsOf, wordingsIn } from '../src/builder/model/texts';
import { served } from './served';

const field = (id: string, more = {}): object => ({
  id, key: id, kind: 'short_text', label: { de: id }, help: null, required: false, visible_if: null,
  config: { min_length: null, max_length: null, pattern: null }, choices: [], purpose: null, data_class: 'none', ...more,
});
const step = (id: string, fields: object[], more = {}): object => ({ id, title: { de: id }, text: null, visible_if: null, fields, routes: [], ...more });
const never = { field: 'a', op: 'equals', value: 'nie' };
const flow = (): Flow => served({
  schema: 1, locales: ['de'], default_locale: 'de', time_zone: 'Europe/Berlin', title: { de: 'T' }, intro: null,
  recipient: { name: '', privacy_url: '', contact: '' },
  steps: [
    step('one', [field('a')], { routes: [{ id: 'r', if: null, to: { ending: 'x' } }] }),
    step('two', [field('b', { visible_if: never, required_if: never })], { visible_if: never }),
    step('three', [field('c')]),
  ],
  endings: [{ id: 'y', kind: 'thanks', title: { de: 'Y' }, text: null }, { id: 'x', kind: 'thanks', title: { de: 'X' }, text: null }],
});

test('a step that no answers lead to can be shown all the same', () => {
  const before = new Session(flow());
  assert.deepEqual(before.path.steps.map(({ step: { id } }) => id), ['one']);
  const shown = new Session(leadingTo(flow(), 'two'));
  assert.deepEqual(shown.path.steps.map(({ step: { id }, fields }) => [id, fields.length]), [['one', 1], ['two', 1], ['three', 1]]);
});

test('an ending can be shown alone', () => {
  assert.equal(new Session(endingWith(flow(), 'x')).path.ending.id, 'x');
  assert.equal(new Session(endingWith(flow(), 'y')).path.ending.id, 'y');
});

test('what leaves the frame is ids and truth values, never an answer', () => {
  const session = new Session(flow());
  session.change('a', 'nie');
  const said = told(session.flow, session, false);
  assert.deepEqual(said, {
    zenflow: 'path', at: 'one', steps: ['one'], ending: 'x',
    held: { two: true, b: true, 'b.required': true }, aside: false,
  });
  session.change('a', 'geheim');
  const other = JSON.stringify(told(session.flow, session, false));
  assert.ok(!other.includes('geheim'));
  assert.ok(other.includes('"two":false'));
});

test('a language comes without texts and goes with all of them', () => {
  const draft = {
    locales: ['de', 'en'], default_locale: 'de', title: { de: 'T', en: 'T' }, intro: null, theme: { en: 'no text' },
    steps: [{ id: 's', title: { de: 'S', en: 'S' }, text: { en: '**x**' }, fields: [{ id: 'f', label: { de: 'F' }, config: { item: { de: 'I', en: 'I' } } }] }],
  } as unknown as Draft;
  assert.equal(textsOf(draft).length, 4);
  const less = removeLanguage('en')(draft);
  assert.deepEqual(less.locales, ['de']);
  assert.equal(JSON.stringify({ ...less, theme: {} }).includes('"en"'), false);
  assert.deepEqual(less.theme, { en: 'no text' });
  assert.equal(less.steps[0]!.fields[0]!.label, draft.steps[0]!.fields[0]!.label);
  assert.equal(removeLanguage('de')(draft), draft);
  assert.equal(addLanguage('en')(draft), draft);
  assert.deepEqual(addLanguage('fr')(draft).locales, ['de', 'en', 'fr']);
  const words = wordingsIn(draft, 'en');
  assert.deepEqual(words, { '.title': 'T', 's.title': 'S', 's.text': '**x**', 'f.item': 'I' });
  assert.deepEqual(addLanguage('en', words)(less), draft);
});

test('the next text to translate follows the one before, and after the last comes the first', () => {
  const draft = {
    locales: ['de', 'fr'], default_locale: 'de', title: { de: 'T' }, intro: null,
    steps: [{ id: 's', title: { de: 'S' }, text: { de: '' }, fields: [{ id: 'f', label: { de: 'F', fr: 'F' } }] }], endings: [{ id: 'e', title: { de: 'E' } }],
  } as unknown as Draft;
  assert.equal(nextMissing(draft, 'fr'), '.title');
  assert.equal(nextMissing(draft, 'fr', '.title'), 's.title');
  assert.equal(nextMissing(draft, 'fr', 's.title'), 'e.title');
  assert.equal(nextMissing(draft, 'fr', 'e.title'), '.title');
  assert.equal(nextMissing(draft, 'de'), undefined);
});
