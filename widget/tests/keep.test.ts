import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { keepInTab, keepNothing } from '../src/keep';

const KEPT = { version: 'v', submissionId: 's', at: null, seen: [], raw: { name: 'Erika' } };
const world = globalThis as { sessionStorage?: unknown };

function storage(): Map<string, string> {
  const map = new Map<string, string>();
  world.sessionStorage = {
    getItem: (name: string) => map.get(name) ?? null,
    setItem: (name: string, value: string) => map.set(name, value),
    removeItem: (name: string) => map.delete(name),
  };
  return map;
}

afterEach(() => delete world.sessionStorage);

test('what was kept is read again, under the name of its assistant alone', () => {
  const map = storage();
  keepInTab('demo').write(KEPT);
  assert.deepEqual([...map.keys()], ['zenflow:demo']);
  assert.deepEqual(keepInTab('demo').read(), KEPT);
  assert.equal(keepInTab('other').read(), null);
});

test('clearing leaves nothing', () => {
  const map = storage();
  keepInTab('demo').write(KEPT);
  keepInTab('demo').clear();
  assert.equal(map.size, 0);
});

test('forbidden storage is no error', () => {
  Object.defineProperty(world, 'sessionStorage', { configurable: true, get: () => { throw new Error('SecurityError'); } });
  const keep = keepInTab('demo');
  keep.write(KEPT);
  keep.clear();
  assert.equal(keep.read(), null);
});

test('a spoilt entry counts as none', () => {
  storage().set('zenflow:demo', '{');
  assert.equal(keepInTab('demo').read(), null);
});

test('where keeping is switched off nothing is written', () => {
  const map = storage();
  keepNothing.write(KEPT);
  assert.equal(map.size, 0);
  assert.equal(keepNothing.read(), null);
});
