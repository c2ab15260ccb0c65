import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../src/builder/model/boot';
import type { Draft, Field } from '../src/builder/model/draft';
import { derive } from '../src/builder/model/keys';
import { readDecimal, showDecimal } from '../src/builder/model/numbers';
import * as edit from '../src/builder/model/operations';
import { findField } from '../src/builder/model/places';
import { withIds, withKeys } from '../src/builder/model/recalls';
import { nameOf } from '../src/builder/model/words';
import { choice, draft, field, step } from './builder_drafts';

const ids = (now: Draft): string[] => now.steps.flatMap((one) => [one.id, ...one.fields.map(({ id }) => id)]);
const kind = (name: string): Kind => ({ name, asks: true, has_choices: false, data_class: 'none', default_config: {}, config: [] }) as unknown as Kind;

test('keys are made as the server makes them', () => {
  const free = new Set<string>();
  assert.equal(derive('Ihre Größe?', free, 'x'), 'ihre_groesse');
  assert.equal(derive('  Café – crème ', free, 'x'), 'cafe_creme');
  assert.equal(derive('3 Zimmer', free, 'number'), 'number_3_zimmer');
  assert.equal(derive('日本', free, 'short_text'), 'short_text');
  assert.equal(derive('Name', new Set(['name', 'name_2']), 'x'), 'name_3');
  const long = 'Wie viele Personen leben insgesamt in Ihrem Haushalt';
  assert.equal(derive(long, free, 'x'), 'wie_viele_personen_leben_insgesamt_in');
  assert.ok(derive(long, new Set([derive(long, free, 'x')]), 'x').length <= 40);
});

test('a key follows its label until somebody chooses another, or it is published', () => {
  const label = (id: string, words: string, frozen = false) => edit.writeLabel(id, { de: words }, frozen);
  const fresh = edit.addField({ ...edit.newField(kind('short_text'), draft()), id: 'new' }, 'one', 0)(draft());
  assert.equal(findField(fresh, 'new')?.key, 'short_text');
  const named = label('new', 'Ihr Name')(fresh);
  assert.equal(findField(named, 'new')?.key, 'ihr_name');
  assert.equal(findField(label('new', 'Ihr ganzer Name')(named), 'new')?.key, 'ihr_ganzer_name');
  assert.equal(findField(label('new', 'Anders', true)(named), 'new')?.key, 'ihr_name');
  const chosen = edit.changeField('new', { key: 'kunde' })(named);
  assert.equal(findField(label('new', 'Anders')(chosen), 'new')?.key, 'kunde');
});

test('moving a field to another step or into a group keeps keys apart', () => {
  const group = field('g', { kind: 'group', fields: [field('inner', { key: 'key_a' })] });
  const before: Draft = { ...draft(), steps: [...draft().steps, step('three', [group])] };
  const within = edit.moveField('a', 'g', 1)(before);
  assert.deepEqual(ids(within), ['one', 'b', 'two', 'c', 'three', 'g']);
  assert.deepEqual(findField(within, 'g')?.fields.map(({ key }) => key), ['key_a', 'a']);
  const out = edit.moveField('inner', 'one', 0)(before);
  assert.notEqual(findField(out, 'inner')?.key, 'key_a');
  assert.deepEqual(ids(edit.moveField('a', 'one', 1)(before)).slice(0, 3), ['one', 'b', 'a']);
});

test('a question needed under a condition is needed always or never within a group', () => {
  const group = field('g', { kind: 'group' });
  const asked = field('d', { required: false, required_if: { field: 'a', op: 'answered' } });
  const before: Draft = { ...draft(), steps: [...draft().steps, step('three', [group, asked])] };
  assert.equal(findField(edit.moveField('d', 'g', 0)(before), 'd')?.required_if, null);
});

test('a copy has ids of its own, and looks at itself where the original did', () => {
  const own = field('aaaaaaaa-0000-4000-8000-000000000001', {
    choices: [choice('aaaaaaaa-0000-4000-8000-000000000002')],
    checks: [{ id: 'aaaaaaaa-0000-4000-8000-000000000003', level: 'error', message: { de: '' }, if: { field: 'aaaaaaaa-0000-4000-8000-000000000001', op: 'equals', value: 'aaaaaaaa-0000-4000-8000-000000000002' } }],
    visible_if: { field: 'elsewhere', op: 'answered' },
  });
  const copy = edit.copied<Field>(own);
  assert.notEqual(copy.id, own.id);
  assert.deepEqual(copy.checks[0]?.if, { field: copy.id, op: 'equals', value: copy.choices[0]?.id });
  assert.deepEqual(copy.visible_if, own.visible_if);
});

test('what an operation leaves alone stays the very same object', () => {
  const before = draft();
  const after = edit.changeField('a', { required: false })(before);
  assert.equal(after.steps[1], before.steps[1]);
  assert.equal(after.steps[0]?.fields[1], before.steps[0]?.fields[1]);
  assert.equal(after.endings, before.endings);
});

test('lines become choices with values of their own', () => {
  const after = edit.addLines('a', ['Rot', 'Rot', 'Blau'], 'de')(draft());
  assert.deepEqual(findField(after, 'a')?.choices.map(({ value, label }) => [value, label.de]), [['rot', 'Rot'], ['rot_2', 'Rot'], ['blau', 'Blau']]);
});

test('recalls are read by key and kept by id, and what is unknown stays as typed', () => {
  const id = 'aaaaaaaa-0000-4000-8000-000000000001';
  const now: Draft = { ...draft(), steps: [step('one', [field(id, { key: 'home' })])] };
  assert.equal(withIds('Sie: {{home|dort}}, {{nobody}}, {home}', now), `Sie: {{${id}|dort}}, {{nobody}}, {home}`);
  assert.equal(withKeys(`Sie: {{${id}|dort}} {{${id}}}`, now), 'Sie: {{home|dort}} {{home}}');
  assert.equal(withKeys('{{bbbbbbbb-0000-4000-8000-000000000001}}', now), '{{bbbbbbbb-0000-4000-8000-000000000001}}');
});

test('numbers are read as the language writes them', () => {
  const cases: [string, string, string | null][] = [
    ['1.250,5', 'de', '1250.5'], ['12,5', 'de', '12.5'], ['1.250', 'de', '1250'], ['12.5', 'de', '12.5'], ['12.5', 'en', '12.5'],
    ['1,5', 'en', null], ['\u22123', 'de', '-3'], ['007', 'de', '7'], ['0,5', 'de', '0.5'], ['x', 'de', null], ['', 'de', null], ['1,23456', 'de', null],
  ];
  for (const [typed, language, read] of cases) {
    assert.equal(readDecimal(typed, language), read, `${typed} in ${language}`);
  }
  assert.equal(showDecimal('12.5', 'de'), '12,5');
});

test('a thing is named by its text, what that recalls by its key', () => {
  const [id, key] = ['7c0e1f6a-1111-4222-8333-944445555666', 'roof'];
  const asked = { ...field('f'), id, key };
  const made = { ...draft(), steps: [step('one', [asked]), step('two', [], `Zu {{${id}|allem}}`)] };
  assert.equal(nameOf(made, 'two'), 'Zu {{roof|allem}}');
});
