import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Boot } from '../src/builder/model/boot';
import * as edit from '../src/builder/model/operations';
import { Store } from '../src/builder/model/store';
import { boot, field, step } from './builder_drafts';

function opened(change: Partial<Boot> = {}): { store: Store; at: { now: number } } {
  const at = { now: 0 };
  return { store: new Store({ ...boot(), ...change }, () => at.now), at };
}
const title = (store: Store): string => store.state.draft.steps[0]?.title.de ?? '';
const write = (words: string) => edit.changeStep('one', { title: { de: words } });

test('undo takes back what was done, and redo does it again', () => {
  const { store } = opened();
  store.dispatch(write('A'));
  store.dispatch(write('B'));
  store.undo();
  assert.equal(title(store), 'A');
  store.undo();
  assert.equal(title(store), 'Erster');
  assert.equal(store.canUndo, false);
  store.redo();
  store.redo();
  assert.equal(title(store), 'B');
  assert.equal(store.canRedo, false);
});

test('letters of one text are taken back together, a pause or another text begins anew', () => {
  const { store, at } = opened();
  for (const words of ['H', 'Ha', 'Haus']) store.dispatch(write(words), { merge: 'one.title' });
  at.now += 5000;
  store.dispatch(write('Haus und Hof'), { merge: 'one.title' });
  store.dispatch(edit.changeStep('one', { text: { de: 'Text' } }), { merge: 'one.text' });
  store.undo();
  assert.equal(store.state.draft.steps[0]?.text, null);
  store.undo();
  assert.equal(title(store), 'Haus');
  store.undo();
  assert.equal(title(store), 'Erster');
});

test('what is done after undo makes what was taken back unreachable', () => {
  const { store } = opened();
  store.dispatch(write('A'));
  store.undo();
  store.dispatch(write('B'));
  assert.equal(store.canRedo, false);
});

test('an operation that changes nothing is no step of history and tells nobody', () => {
  const { store } = opened();
  let told = 0;
  store.subscribe(() => (told += 1));
  store.dispatch(edit.changeStep('one', { text: null }));
  store.dispatch(edit.moveStep('one', 0));
  store.dispatch(edit.removeStep('nobody'));
  store.dispatch(edit.removeField('nobody'));
  store.dispatch(edit.changeField('nobody', { key: 'x' }));
  assert.equal(store.canUndo, false);
  assert.equal(told, 0);
});

test('undo selects what it brings back', () => {
  const { store } = opened();
  store.select('one');
  store.dispatch(edit.removeStep('one'), { select: 'two' });
  assert.equal(store.state.selection, 'two');
  store.undo();
  assert.equal(store.state.selection, 'one');
});

test('what is selected and goes leaves the first step selected', () => {
  const { store } = opened();
  store.dispatch(edit.addField(field('late'), 'two', 0), { select: 'late' });
  store.undo();
  store.select('two');
  store.dispatch(edit.removeStep('two'));
  assert.equal(store.state.selection, 'one');
});

test('who may only look changes nothing', () => {
  const { store } = opened({ may_change: false });
  store.dispatch(write('A'));
  assert.equal(title(store), 'Erster');
});

test('a draft from elsewhere ends the history', () => {
  const { store } = opened();
  store.dispatch(write('A'));
  store.replace({ ...store.state.draft, steps: [step('three', [])] });
  assert.equal(store.canUndo, false);
  assert.equal(store.state.selection, 'three');
});

test('a language that goes is no longer written in', () => {
  const { store } = opened();
  store.set({ locale: 'en' });
  store.dispatch(edit.changeAssistant({ locales: ['de'] }));
  assert.equal(store.state.locale, 'de');
});

test('what was said is gone with the next change: its way back would lead elsewhere', () => {
  const { store } = opened();
  store.dispatch(edit.addStep(step('three', []), 2));
  store.say('step_added', true);
  store.dispatch(write('A'));
  assert.equal(store.state.said, null);
});

test('choosing the same thing again is told, also when nothing else changed', () => {
  const { store } = opened();
  const before = store.state.chosen;
  store.select('two');
  store.select('two');
  assert.equal(store.state.chosen, before + 2);
});
