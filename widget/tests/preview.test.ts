/** What the preview's frame shows beside the path, and what it tells the page around it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import './taught';
import { evaluate } from '../src/engine/conditions';
import { fill } from '../src/engine/more/recalls';
import type { Condition, Flow } from '../src/engine/types';
import { deciding } from '../src/previewing/deciding';
import { withPlaceholders } from '../src/previewing/placeholders';
import { endingWith, leadingTo, told } from '../src/previewing/stage';
import { Session } from '../src/session';
import { addLanguage, removeLanguage, setDefaultLanguage } from '../src/builder/model/operations/languages';
import type { Draft } from '../src/builder/model/draft';
import { doneIn, missingIn, nextOpen, textsOf, wordingsIn } from '../src/builder/model/texts';
import { Random } from './random';
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

test('what leaves the frame is ids, truth values and calculated numbers, never an answer', () => {
  const session = new Session(flow());
  session.change('a', 'nie');
  const said = told(session.flow, session, false);
  assert.deepEqual(said, {
    zenflow: 'path', at: 'one', steps: ['one'], ending: 'x',
    held: { two: true, b: true, 'b.required': true }, decided: { two: never, b: never, 'b.required': never }, numbers: {}, aside: false,
  });
  session.change('a', 'geheim');
  const other = JSON.stringify(told(session.flow, session, false));
  assert.ok(!other.includes('geheim'));
  assert.ok(other.includes('"two":false'));
});

test('what decided is as true as the whole condition, and one part of it where one was enough', () => {
  const random = new Random(3);
  const test = (): Condition => ({ field: random.pick(['a', 'b', 'c']), op: 'equals', value: random.pick(['x', 'y']) });
  const grown = (depth: number): Condition => {
    if (!depth || random.chance(0.3)) return test();
    const parts = [1, 2, 3].slice(random.below(3)).map(() => grown(depth - 1));
    return random.pick([{ all: parts }, { any: parts }, { not: parts[0]! }]);
  };
  for (let at = 0; at < 300; at += 1) {
    const condition = grown(4);
    const values = new Map(['a', 'b', 'c'].map((id) => [id, { type: 'text' as const, value: random.pick(['x', 'y', 'z']) }]));
    const part = deciding(condition, values);
    assert.equal(evaluate(part, values), evaluate(condition, values));
    assert.ok(JSON.stringify(part).length <= JSON.stringify(condition).length);
  }
  const is = (value: string): Condition => ({ field: 'a', op: 'equals', value });
  const x = new Map([['a', { type: 'text' as const, value: 'x' }]]);
  assert.deepEqual(deciding({ any: [is('y'), is('x'), is('x')] }, x), is('x'));
  assert.deepEqual(deciding({ all: [is('x'), is('y'), is('z')] }, x), is('y'));
  assert.deepEqual(deciding({ all: [is('x'), { any: [is('y'), is('x')] }] }, x), { all: [is('x'), is('x')] });
  assert.deepEqual(deciding({ not: { any: [is('y'), is('x')] } }, x), { not: is('x') });
});

test('a calculation is told as far as it is known, as it is said', () => {
  const [n, sum, open] = ['n', 'sum', 'open'];
  const reckoning = { ...flow(), variables: [
    { id: sum, key: sum, label: 'Summe', value: { multiply: [{ field: n }, '1.5'] }, decimals: 2 },
    { id: open, key: open, label: 'Offen', value: { subtract: [{ field: n }, { field: 'nothing' }] }, decimals: 0 },
  ] } as Flow;
  const config = { min: null, max: null, decimals: 0 };
  reckoning.steps[0]!.fields = [{ ...reckoning.steps[0]!.fields[0]!, id: n, key: n, kind: 'number', config }];
  const session = new Session(reckoning);
  assert.deepEqual(told(reckoning, session, false).numbers, {});
  session.change(n, '3');
  assert.deepEqual(told(reckoning, session, false).numbers, { sum: '4.50' });
});

test('what a text shows and nobody has answered is named in brackets, unless the text says what else', () => {
  const [one, two] = ['{{a}}', '{{a|etwas}}'];
  const asked = flow();
  asked.steps[0]!.fields[0]!.label = `Wie {viel|es} ist ${'sehr '.repeat(20)}`;
  asked.steps[2]!.title = `${one} und ${two} und {{unknown}}`;
  asked.steps[2]!.text = [{ p: ['Etwa ', { b: [one] }] }];
  const shown = withPlaceholders(asked);
  const name = '[Wie viel es ist sehr sehr sehr sehr sehr sehr sehr sehr s…]';
  assert.equal(shown.steps[2]!.title, `{{a|${name}}} und ${two} und {{unknown}}`);
  assert.deepEqual(shown.steps[2]!.text, [{ p: ['Etwa ', { b: [`{{a|${name}}}`] }] }]);
  assert.equal(fill(shown.steps[2]!.title, () => null), `${name} und etwas und `);
  assert.equal(fill(shown.steps[2]!.title, () => '5'), '5 und 5 und 5');
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
  assert.equal(nextOpen(draft, 'fr'), '.title');
  assert.equal(nextOpen(draft, 'fr', {}, '.title'), 's.title');
  assert.equal(nextOpen(draft, 'fr', {}, 's.title'), 'e.title');
  assert.equal(nextOpen(draft, 'fr', {}, 'e.title'), '.title');
  assert.equal(nextOpen(draft, 'de'), undefined);
  assert.equal(nextOpen(draft, 'fr', { fr: ['f.label'] }, 's.title'), 'f.label');
  assert.deepEqual([doneIn(draft, 'fr', {}), doneIn(draft, 'fr', { fr: ['f.label'] })], [1, 0]);
});

test('another language becomes the default one, and what it lacks is named', () => {
  const draft = { locales: ['de', 'en'], default_locale: 'de', title: { de: 'T', en: 'T' }, intro: { de: 'Hallo' }, steps: [], endings: [] } as unknown as Draft;
  assert.deepEqual(missingIn(draft, 'en'), ['Hallo']);
  assert.deepEqual(setDefaultLanguage('en')(draft), { ...draft, default_locale: 'en' });
  assert.equal(setDefaultLanguage('fr')(draft), draft);
});
