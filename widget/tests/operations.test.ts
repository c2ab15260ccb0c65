import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind, Setting } from '../src/builder/model/boot';
import type { Condition, Draft, Field } from '../src/builder/model/draft';
import * as edit from '../src/builder/model/operations';
import { fieldsBefore, idOf, places, type Place } from '../src/builder/model/places';
import type { Test } from '../src/builder/model/references';
import { fitting } from '../src/builder/model/tests';
import { breaks, mended, newBreaks } from '../src/builder/model/whole';
import { Editor, emptyDraft } from './editor';
import { KINDS } from './kinds';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const idsIn = (thing: unknown): string[] => JSON.stringify(thing ?? null).match(UUID) ?? [];

/** What a thing looks at: the UUIDs in it that are not its own or its parts'. */
function looksAt(place: Place): unknown[] {
  switch (place.type) {
    case 'step': return [place.step.visible_if, place.step.title, place.step.text];
    case 'field': return [place.field.visible_if, place.field.required_if, place.field.label, place.field.help, place.field.config];
    case 'check': return [place.check.if, place.check.message];
    case 'route': return [place.route.if];
    case 'variable': return [place.variable.value];
    case 'ending': return [place.ending.title, place.ending.text];
    case 'choice': return [];
  }
}

/** Collect every test, wherever it stands. */
function testsIn(thing: unknown): Test[] {
  if (typeof thing !== 'object' || thing === null) return [];
  return 'op' in thing ? [thing as Test] : Object.values(thing).flatMap(testsIn);
}

/** Judge by brute force, apart from the builder's own walk: each UUID stands for something that is there by then. */
function judge(draft: Draft): void {
  const things = [...places(draft)];
  const ids = things.map(idOf);
  assert.equal(new Set(ids).size, ids.length, 'a UUID stands twice');
  const seen = (fields: readonly Field[]): string[] => fields.flatMap(({ id, choices }) => [id, ...choices.map((one) => one.id)]);
  const known = (placeId: string, end: number): Set<string> => {
    const found = new Set(seen(fieldsBefore(draft, placeId)));
    for (const { id, value } of draft.variables.slice(0, end)) if (idsIn(value).every((used) => found.has(used))) found.add(id);
    return found;
  };
  for (const { field, op } of testsIn(draft)) {
    const place = things.find((one) => idOf(one) === field);
    const type = place?.type === 'field' ? KINDS[place.field.kind]!.condition_type : 'number';
    assert.ok(fitting(type).some((name) => name.replace('!', '') === op), `${op} is asked of ${type}`);
  }
  for (const place of things) {
    const rank = place.type === 'variable' ? draft.variables.indexOf(place.variable) : draft.variables.length;
    const there = known(idOf(place), rank);
    for (const id of idsIn(looksAt(place))) assert.ok(there.has(id), `${place.type} ${idOf(place)} looks at ${id}`);
    if (place.type !== 'route') continue;
    const later = draft.steps.slice(draft.steps.indexOf(place.step) + 1);
    const [target] = idsIn(place.route.to);
    assert.ok([...later, ...draft.endings].some(({ id }) => id === target), 'a route leads nowhere or back');
  }
}

test('no edit leaves a reference to what is gone or comes later', () => {
  const undone = new Set(new Editor(KINDS, 0).names);
  for (let seed = 1; seed <= 30; seed += 1) {
    const editor = new Editor(KINDS, seed);
    for (let at = 0; at < 100; at += 1) {
      editor.step();
      judge(editor.draft);
      assert.deepEqual(breaks(editor.draft, KINDS), []);
    }
    for (const name of editor.done) undone.delete(name);
  }
  assert.deepEqual([...undone], []);
});

test('an edit shares with the draft before it what it left alone', () => {
  const editor = new Editor(KINDS, 7);
  for (let at = 0; at < 60; at += 1) editor.step();
  const frozen = JSON.stringify(editor.draft);
  const before = editor.draft;
  editor.step();
  assert.equal(JSON.stringify(before), frozen);
});

/** Two steps: a choice, and a text that is asked for one of the choices only. */
function branching(): { draft: Draft; home: Field; size: Field } {
  const step = { ...edit.newStep(), title: { de: 'Wohnen' } };
  const next = { ...edit.newStep(), title: { de: 'Größe' } };
  const draft = edit.together(edit.addStep(step, 0), edit.addStep(next, 1))(emptyDraft());
  const bare = edit.newField(KINDS.single_choice!, draft);
  const home = { ...bare, choices: ['Haus', 'Wohnung'].map((words) => edit.newChoice(bare, { de: words }, words)) };
  const house = home.choices[0]!.id;
  const size = {
    ...edit.newField(KINDS.number!, draft),
    label: { de: `Wie groß ist {{${home.id}|es}}?` },
    visible_if: { any: [{ field: home.id, op: 'one_of', value: home.choices.map(({ id }) => id) }, { not: { field: home.id, op: 'equals', value: house } }] },
  };
  return { draft: edit.together(edit.addField(home, step.id, 0), edit.addField(size, next.id, 0))(draft), home, size };
}

const after = (draft: Draft, operation: (draft: Draft) => Draft): Draft => {
  const next = operation(draft);
  return mended(next, newBreaks(draft, next, KINDS));
};

test('what looks at a thing is listed before the thing is removed', () => {
  const { draft, home, size } = branching();
  const broken = newBreaks(draft, edit.removeField(home.id)(draft), KINDS);
  assert.deepEqual([...new Set(broken.map(({ id, slot }) => `${id} ${slot}`))], [`${size.id} label`, `${size.id} visible_if`]);
});

const kindOf = (name: string): Kind => KINDS[name]!;

test('another kind keeps the words, the key and the choices, and what both kinds set alike', () => {
  const setting = (name: string, more: Partial<Setting>): Setting =>
    ({ name, label: '', help: '', type: 'integer', required: false, options: [], min: null, max: null, ...more });
  const kind = (name: string, config: Setting[], more: Partial<Kind> = {}): Kind =>
    ({ ...kindOf('short_text'), name, config, default_config: Object.fromEntries(config.map((one) => [one.name, null])), ...more });
  const long = kind('long', [setting('most', { max: 5000 }), setting('least', {}), setting('day', { type: 'day' })], { has_choices: true, pictured: true });
  const short = kind('short', [setting('most', { max: 500 }), setting('least', {}), setting('day', {})], { has_choices: true, data_class: 'personal' });
  const { draft, home } = branching();
  const picture = { hash: 'x', width: 1, height: 1 };
  const before: Field = { ...home, kind: 'long', required: true, config: { most: 900, least: 3, day: 'today' }, choices: home.choices.map((one) => ({ ...one, picture })) };
  const changed = edit.together(edit.changeField(home.id, before), edit.changeKind(home.id, long, short))(draft).steps[0]!.fields[0]!;
  assert.deepEqual(changed, { ...home, kind: 'short', required: true, config: { most: null, least: 3, day: null }, data_class: 'personal' });
  const back = edit.together(edit.changeField(home.id, { ...before, data_class: 'special' }), edit.changeKind(home.id, long, kind('bare', [])))(draft).steps[0]!.fields[0]!;
  assert.deepEqual([back.config, back.choices, back.data_class], [{}, [], 'special']);
});

test('what another kind can not be asked goes, and what it can stays', () => {
  const { draft, home, size } = branching();
  const change = (to: string) => edit.changeKind(home.id, kindOf('single_choice'), kindOf(to));
  const tests = { all: [{ field: home.id, op: 'answered' }, { field: home.id, op: 'equals', value: home.choices[0]!.id }] };
  const total = { ...edit.newVariable(draft, 'Summe'), value: { add: [{ score: home.id }, '1'] } };
  const looking = edit.together(edit.changeField(size.id, { visible_if: tests }), edit.addVariable(total))(draft);
  const several = after(looking, change('multiple_choice'));
  assert.deepEqual(several.steps[1]!.fields[0]!.visible_if, { all: [{ field: home.id, op: 'answered' }] });
  assert.deepEqual(several.variables[0]!.value, total.value);
  const text = after(looking, change('short_text'));
  assert.deepEqual(text.steps[1]!.fields[0]!.visible_if, { all: [{ field: home.id, op: 'answered' }] });
  assert.deepEqual([text.steps[1]!.fields[0]!.label, text.variables[0]!.value], [size.label, { add: ['1'] }]);
  assert.deepEqual(after(looking, change('file')).steps[1]!.fields[0]!.label, { de: 'Wie groß ist es?' });
  assert.deepEqual(breaks(edit.changeKind(home.id, kindOf('single_choice'), { ...kindOf('single_choice'), name: 'dropdown' })(looking), { ...KINDS, dropdown: kindOf('single_choice') }), []);
});

test('what is compared with has to fit another kind too', () => {
  const { draft, size } = branching();
  const [step] = draft.steps;
  const asked = (value: unknown): Draft => edit.addRoute(step!.id, edit.newRoute({ ending: draft.endings[0]!.id }, { field: size.id, op: 'equals', value } as Condition))(edit.moveField(size.id, step!.id, 1)(draft));
  const routes = (value: unknown, to: string): number => after(asked(value), edit.changeKind(size.id, kindOf('number'), kindOf(to))).steps[0]!.routes.length;
  assert.deepEqual([routes('5', 'short_text'), routes('5', 'date'), routes('5', 'yes_no'), routes('', 'date')], [1, 0, 0, 1]);
});

test('what says nothing, or asks several things, is of no other kind', () => {
  const { draft, size } = branching();
  const names = (kind: string, within: boolean): string[] => edit.otherKinds({ ...size, kind }, within, KINDS).map(({ name }) => name);
  assert.deepEqual([names('statement', false), names('group', false)], [[], []]);
  assert.ok(names('number', false).includes('file') && !names('number', true).includes('file') && !names('number', false).includes('number'));
  assert.equal(edit.changeKind('nothing', kindOf('number'), kindOf('date'))(draft), draft);
});

test('removing a choice takes it out of lists, and the tests of it alone away', () => {
  const { draft, home } = branching();
  const left = after(draft, edit.removeChoice(home.id, home.choices[0]!.id)).steps[1]!.fields[0]!;
  assert.deepEqual(left.visible_if, { any: [{ field: home.id, op: 'one_of', value: [home.choices[1]!.id] }] });
});

test('removing a question takes its conditions away and puts the fallback where it was recalled', () => {
  const { draft, home } = branching();
  const left = after(draft, edit.removeField(home.id)).steps[1]!.fields[0]!;
  assert.deepEqual([left.visible_if, left.label], [null, { de: 'Wie groß ist es?' }]);
});

test('moving a question behind what looks at it takes those looks away, and no others', () => {
  const { draft, home } = branching();
  const next = draft.steps[1]!.id;
  assert.deepEqual(breaks(edit.moveField(home.id, next, 0)(draft), KINDS), []);
  const left = after(draft, edit.moveField(home.id, next, 1)).steps[1]!.fields[0]!;
  assert.equal(left.visible_if, null);
});

test('what was broken before an edit is left as it was', () => {
  const { draft, home, size } = branching();
  const broken = edit.removeField(home.id)(draft);
  const next = after(broken, edit.writeLabel(size.id, { de: 'Größe' }, false));
  assert.deepEqual(next.steps[1]!.fields[0]!.visible_if, size.visible_if);
});

test('a variable is known when the last answer that it uses is', () => {
  const { draft, home, size } = branching();
  const total = { ...edit.newVariable(draft, 'Summe'), value: { add: [{ score: home.id }, { field: size.id }] } };
  const doubled = { ...edit.newVariable(draft, 'Doppelt'), value: { multiply: ['2', { field: total.id }] } };
  const looking = edit.together(
    edit.addVariable(total),
    edit.addVariable(doubled),
    edit.changeField(size.id, { required_if: { field: doubled.id, op: 'answered' } }),
  )(draft);
  assert.deepEqual(breaks(looking, KINDS).map(({ id, slot }) => [id, slot]), [[size.id, 'required_if']]);
  assert.deepEqual(breaks(edit.moveVariable(doubled.id, 0)(draft), KINDS), []);
  const turnedRound = edit.moveVariable(doubled.id, 0)(looking);
  assert.ok(breaks(turnedRound, KINDS).some(({ id }) => id === doubled.id));
});

test('a copy of a step looks at its own answers', () => {
  const { draft, home, size } = branching();
  const both = edit.together(edit.moveField(size.id, draft.steps[0]!.id, 1))(draft);
  const copy = edit.copyOfStep(both, both.steps[0]!);
  assert.ok(!JSON.stringify(copy).includes(home.id));
  assert.ok(JSON.stringify(copy.fields[1]!.visible_if).includes(copy.fields[0]!.choices[0]!.id));
});

test('a route that leads nowhere goes with its target', () => {
  const { draft } = branching();
  const [first, second] = draft.steps.map(({ id }) => id) as [string, string];
  const routed = edit.addRoute(first, edit.newRoute({ step: second }, null))(draft);
  assert.deepEqual(after(routed, edit.removeStep(second)).steps[0]!.routes, []);
  assert.deepEqual(after(routed, edit.moveStep(second, 0)).steps[1]!.routes, []);
});

test('what moves into a group is seen no more by calculations, nor by the texts beside it', () => {
  const { draft, home, size } = branching();
  const group = edit.newField(KINDS.group!, draft);
  const total = { ...edit.newVariable(draft, 'Summe'), value: { add: [{ score: home.id }, '1'] } };
  const looking = edit.together(edit.addField(group, draft.steps[0]!.id, 1), edit.addVariable(total))(draft);
  const left = after(looking, edit.together(edit.moveField(home.id, group.id, 0), edit.moveField(size.id, group.id, 1)));
  assert.deepEqual(left.variables[0]!.value, { add: ['1'] });
  const [, beside] = left.steps[0]!.fields[0]!.fields;
  assert.deepEqual([beside!.label, beside!.visible_if], [{ de: 'Wie groß ist es?' }, size.visible_if]);
});

test('no answer and no calculation have the same key', () => {
  const { draft } = branching();
  const area = edit.newField(KINDS.date!, draft);
  const named = edit.together(
    edit.addField(area, draft.steps[0]!.id, 0),
    edit.addVariable(edit.newVariable(draft, 'Fläche')),
    edit.writeLabel(area.id, { de: 'Fläche' }, false),
  )(draft);
  assert.deepEqual([named.variables[0]!.key, named.steps[0]!.fields[0]!.key], ['flaeche', 'flaeche_2']);
});
