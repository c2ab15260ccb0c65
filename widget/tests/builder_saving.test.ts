import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Served } from '../src/builder/model/boot';
import type { Draft } from '../src/builder/model/draft';
import { changeStep } from '../src/builder/model/operations';
import { Saver } from '../src/builder/model/saving';
import type { Answer, Server } from '../src/builder/model/server';
import { equal, Shelf } from '../src/builder/model/shelf';
import { Store } from '../src/builder/model/store';
import type { Marked } from '../src/builder/model/texts';
import { boot, draft, served } from './builder_drafts';

type Reply = (revision: number, sent: Draft) => Answer<Served>;

/** A server that answers as it is told, and remembers what it was sent. */
class Stand {
  sent: { revision: number; title: string }[] = [];
  kept: string[] = [];
  right: Marked[] = [];
  reply: Reply = (revision, sent) => ({ is: 'good', said: served({ revision: revision + 1, draft: sent }) });
  hold: Promise<void> = Promise.resolve();

  async save(revision: number, sent: Draft, right: Marked): Promise<Answer<Served>> {
    this.sent.push({ revision, title: title(sent) });
    this.right.push(right);
    await this.hold;
    return this.reply(revision, sent);
  }
  async keep(put: Draft): Promise<Answer<{ id: string }>> {
    this.kept.push(title(put));
    return { is: 'good', said: { id: 'x' } };
  }
  async read(): Promise<Answer<Served>> {
    return { is: 'good', said: served({ revision: 9, draft: { ...draft(), steps: named('Ihrer') } }) };
  }
}

const title = (one: Draft): string => one.steps[0]?.title.de ?? '';
const named = (words: string): Draft['steps'] => draft().steps.map((step, at) => (at ? step : { ...step, title: { de: words } }));
const write = (words: string) => changeStep('one', { title: { de: words } });

function memory(): Storage {
  const held = new Map<string, string>();
  return { getItem: (name) => held.get(name) ?? null, setItem: (name, value) => void held.set(name, value), removeItem: (name) => void held.delete(name) } as Storage;
}

function begun(storage = memory()): { store: Store; server: Stand; saver: Saver; shelf: Shelf } {
  const [store, server, shelf] = [new Store(boot()), new Stand(), new Shelf('x', storage)];
  const saver = new Saver(store, server as unknown as Server, shelf);
  saver.start();
  return { store, server, saver, shelf };
}
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

test('changes are sent together a moment after the last one', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { store, server } = begun();
  store.dispatch(write('A'));
  mock.timers.tick(500);
  store.dispatch(write('AB'));
  mock.timers.tick(500);
  assert.equal(server.sent.length, 0);
  mock.timers.tick(200);
  await settle();
  assert.deepEqual(server.sent, [{ revision: 1, title: 'AB' }]);
  assert.equal(store.state.saving, 'saved');
  mock.timers.reset();
});

test('one request at a time, and what changes meanwhile follows with the next revision', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { store, server, saver } = begun();
  let go = (): void => undefined;
  server.hold = new Promise((done) => (go = done));
  store.dispatch(write('A'));
  const saving = saver.save();
  store.dispatch(write('B'));
  await saver.save();
  assert.equal(server.sent.length, 1);
  go();
  await saving;
  mock.timers.tick(700);
  await settle();
  assert.deepEqual(server.sent, [{ revision: 1, title: 'A' }, { revision: 2, title: 'B' }]);
  assert.equal(title(store.state.draft), 'B');
  mock.timers.reset();
});

test('what undo brings back to the saved draft needs no saving', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { store, server } = begun();
  store.dispatch(write('A'));
  store.undo();
  mock.timers.tick(5000);
  assert.equal(store.state.saving, 'saved');
  assert.equal(server.sent.length, 0);
  mock.timers.reset();
});

test('without an answer it stays in the browser and is tried less and less often', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { store, server, shelf } = begun();
  server.reply = () => ({ is: 'offline' });
  store.dispatch(write('A'));
  for (const wait of [700, 2000, 4000, 8000]) {
    mock.timers.tick(wait - 1);
    await settle();
    const before = server.sent.length;
    mock.timers.tick(1);
    await settle();
    assert.equal(server.sent.length, before + 1);
  }
  assert.equal(store.state.saving, 'offline');
  assert.equal(title(shelf.get()!.draft), 'A');
  mock.timers.reset();
});

test('a conflict sends nothing more until it is decided, and keeps both', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { store, server, saver } = begun();
  const theirs = { ...draft(), steps: named('Ihrer') };
  server.reply = () => ({ is: 'conflict', said: { revision: 5, draft: theirs, by: 'Edda', at: '' } });
  store.dispatch(write('Meiner'));
  await saver.save();
  store.dispatch(write('Meiner 2'));
  mock.timers.tick(9000);
  await settle();
  assert.equal(server.sent.length, 1);
  server.reply = (revision, sent) => ({ is: 'good', said: served({ revision: revision + 1, draft: sent }) });
  assert.equal(await saver.keepMine(), true);
  assert.deepEqual(server.kept, ['Ihrer']);
  assert.deepEqual(server.sent.at(-1), { revision: 5, title: 'Meiner 2' });
  assert.equal(store.state.conflict, null);
  mock.timers.reset();
});

test('taking the other draft puts mine aside first', async () => {
  const { store, server, saver } = begun();
  server.reply = () => ({ is: 'conflict', said: { revision: 5, draft: draft(), by: '', at: '' } });
  store.dispatch(write('Meiner'));
  await saver.save();
  assert.equal(await saver.takeTheirs(), true);
  assert.deepEqual(server.kept, ['Meiner']);
  assert.equal(title(store.state.draft), 'Ihrer');
  assert.equal(saver.unsaved, false);
});

test('what could not be put aside is not replaced either', async () => {
  const { store, server, saver } = begun();
  server.reply = () => ({ is: 'conflict', said: { revision: 5, draft: draft(), by: '', at: '' } });
  store.dispatch(write('Meiner'));
  await saver.save();
  server.keep = async () => ({ is: 'offline' });
  assert.equal(await saver.takeTheirs(), false);
  assert.equal(title(store.state.draft), 'Meiner');
});

test('the server has the last word on what it was sent, unless it has changed since', async () => {
  const { store, server, saver } = begun();
  server.reply = (revision, sent) => ({ is: 'good', said: served({ revision: revision + 1, draft: { ...sent, time_zone: 'UTC' } }) });
  store.dispatch(write('A'));
  await saver.save();
  assert.equal(store.state.draft.time_zone, 'UTC');
  assert.equal(saver.unsaved, false);
});

test('unsaved work of an earlier visit comes back, and older work asks', () => {
  const storage = memory();
  new Shelf('x', storage).put({ revision: 1, draft: { ...draft(), steps: named('Von gestern') } });
  const fresh = begun(storage);
  assert.equal(title(fresh.store.state.draft), 'Von gestern');
  assert.equal(fresh.store.canUndo, true);
  new Shelf('x', storage).put({ revision: 0, draft: { ...draft(), steps: named('Von gestern') } });
  const stale = begun(storage);
  assert.equal(title(stale.store.state.conflict!.draft), 'Erster');
});

test('a shelf with something else on it holds nothing', () => {
  const storage = memory();
  for (const text of ['', '{', '{"draft": {}}', '[]', 'null']) {
    storage.setItem('x', text);
    assert.equal(new Shelf('x', storage).get(), null);
  }
});

test('the same JSON is the same in whatever order its keys stand', () => {
  assert.ok(equal({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] }));
  for (const other of [{ a: 1 }, { a: [1] }, { a: [2, { b: null }], c: 'x' }, null, [], 'x']) {
    assert.ok(!equal({ a: [1, { b: null }], c: 'x' }, other));
  }
  assert.ok(!equal([], {}));
});

test('a translation that is called right is told to the server once, and is stale no more at once', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { store, server, saver } = begun();
  store.set({ stale: { en: ['one.title', 'two.title'] } });
  server.reply = (revision, sent) => ({ is: 'good', said: served({ revision: revision + 1, draft: sent, stale: { en: ['two.title'] } }) });
  store.callRight('en', 'one.title');
  assert.deepEqual(store.state.stale, { en: ['two.title'] });
  assert.equal(saver.unsaved, true);
  mock.timers.tick(700);
  // Called while the first is on its way: its answer doesn't bring the mark back.
  store.callRight('en', 'two.title');
  await settle();
  assert.deepEqual(store.state.stale, { en: [] });
  mock.timers.tick(700);
  await settle();
  assert.deepEqual(server.right, [{ en: ['one.title'] }, { en: ['two.title'] }]);
  assert.equal(saver.unsaved, false);
  assert.equal(store.state.saving, 'saved');
  mock.timers.reset();
});
