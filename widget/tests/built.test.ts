import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { kindNames } from '../src/engine/kinds';
import { kinds } from '../src/engine/more';
import { KINDS } from '../src/ui/kinds';
import { views } from '../src/ui/more';

const built = (name: string): string => readFileSync(`../builder/static/builder/embed/${name}.js`, 'utf8');

test('the loader waits for its origin and what is current to be written in', () => {
  assert.ok(built('loader').includes('"__ZENFLOW_ORIGIN__"'));
  assert.ok(built('loader').includes('"__ZENFLOW_RUNTIME__"'));
  assert.ok(built('loader').includes('"__ZENFLOW_MORE__"'));
});

test('nothing that is built parses HTML, evaluates text or touches cookies and localStorage', () => {
  for (const name of ['loader', 'runtime', 'more', 'preview']) {
    assert.doesNotMatch(built(name), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|cookie|localStorage/);
  }
});

test('every kind that the engine reads has a view, and no other has', () => {
  assert.deepEqual(Object.keys({ ...KINDS, ...views }).sort(), [...kindNames(), ...Object.keys(kinds)].sort());
});

test('every text that is said stands in every language', () => {
  const sources = ['src/upload.ts', ...readdirSync('src/ui', { recursive: true }).map((name) => `src/ui/${name}`)];
  const calls = sources.filter((name) => name.endsWith('.ts')).flatMap((name) => readFileSync(name, 'utf8').match(/\bt\([^)]*\)/g) ?? []);
  // A call may choose between two texts; what is compared with `===` is no text.
  const said = calls.flatMap((call) => [...call.matchAll(/(?<!=== |\w)'(\w+)'/g)].map((match) => match[1]!));
  assert.ok(said.length > 60);
  for (const locale of ['de', 'en']) {
    const texts = JSON.parse(readFileSync(`../builder/flows/messages/${locale}.json`, 'utf8')) as Record<string, string>;
    for (const code of [...said, 'sending', 'retrying', 'offline', 'try_again']) assert.ok(texts[code], `${locale}: ${code}`);
  }
});
