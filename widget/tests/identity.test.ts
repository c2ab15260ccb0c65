import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomId } from '../src/identity';

test('an id is 128 random bits in URL-safe base64', () => {
  const ids = new Set(Array.from({ length: 500 }, randomId));
  assert.equal(ids.size, 500);
  for (const id of ids) assert.match(id, /^[\w-]{22}$/);
});

test('an id needs neither randomUUID nor subtle, which http:// pages lack', (context) => {
  context.mock.method(crypto, 'randomUUID', () => assert.fail());
  context.mock.getter(crypto, 'subtle', () => assert.fail());
  assert.equal(randomId().length, 22);
});
