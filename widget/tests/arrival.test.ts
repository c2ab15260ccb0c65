import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { fetchFlow } from '../src/arrival';

type Answer = () => Promise<Response>;

function answers(context: TestContext, ...given: Answer[]): { calls: () => number; options: () => RequestInit } {
  const fetched = context.mock.method(globalThis, 'fetch', () => (given.shift() ?? drop)());
  return {
    calls: () => fetched.mock.callCount(),
    options: () => fetched.mock.calls[0]!.arguments[1] as unknown as RequestInit,
  };
}

const reply = (status: number, body: string): Answer => async () => new Response(body, { status });
const drop: Answer = async () => { throw new TypeError('network'); };

test('a flow is fetched once, without credentials', async (context) => {
  const played = answers(context, reply(200, '{"schema":1}'));
  assert.deepEqual(await fetchFlow('/flow'), { ok: true, body: { schema: 1 } });
  assert.equal(played.calls(), 1);
  assert.equal(played.options().credentials, 'omit');
});

test('a broken connection is tried once more', async (context) => {
  const played = answers(context, drop, reply(200, '{}'));
  assert.equal((await fetchFlow('/flow')).ok, true);
  assert.equal(played.calls(), 2);
});

test('there is no third try', async (context) => {
  const played = answers(context, drop, reply(503, '{}'), reply(200, '{}'));
  await assert.rejects(fetchFlow('/flow'));
  assert.equal(played.calls(), 2);
});

test('a problem document arrives as one, at the first try', async (context) => {
  const played = answers(context, reply(410, '{"detail":"Pause"}'));
  assert.deepEqual(await fetchFlow('/flow'), { ok: false, body: { detail: 'Pause' } });
  assert.equal(played.calls(), 1);
});

test('what is no JSON is no answer', async (context) => {
  answers(context, reply(404, '<html>'), reply(404, '<html>'));
  await assert.rejects(fetchFlow('/flow'));
});

test('the deadline ends it without another try', async (context) => {
  const played = answers(context, drop);
  await assert.rejects(fetchFlow('/flow', 2, AbortSignal.abort()));
  assert.equal(played.calls(), 1);
});
