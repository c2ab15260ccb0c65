import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, type Line, type Sending } from '../src/send';

const RECEIPT = { reference: '7K3M-9Q2P-4XW8-HTNA', receipt: 'https://zenflow.example/r/7K3M-9Q2P-4XW8-HTNA' };
const problem = (status: number, more: object = {}, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ code: 'some', detail: 'Warum', ...more }), { status, headers });
const accepted = (): Response => new Response(JSON.stringify(RECEIPT), { status: 202 });

/** A line that gives prepared answers; 'drop' is a connection that breaks. */
function line(...answers: (Response | 'drop')[]): Line & { posted: string[]; paused: number[]; connected: boolean } {
  const self = {
    posted: [] as string[],
    paused: [] as number[],
    connected: true,
    post: async (_url: string, body: string) => {
      self.posted.push(body);
      const answer = answers.shift() ?? 'drop';
      if (answer === 'drop') throw new TypeError('network');
      return answer;
    },
    pause: async (seconds: number) => void self.paused.push(seconds),
    online: () => self.connected,
    backOnline: async () => void (self.connected = true),
    slow: () => () => undefined,
  };
  return self;
}

async function run(played: Line): Promise<{ told: Sending[]; outcome: Awaited<ReturnType<typeof send>> }> {
  const told: Sending[] = [];
  return { outcome: await send('/submissions', '{"a":1}', (state) => told.push(state), played), told };
}

test('an accepted submission is sent once', async () => {
  const played = line(accepted());
  const { outcome, told } = await run(played);
  assert.deepEqual(outcome, { receipt: RECEIPT });
  assert.deepEqual(told, ['sending']);
  assert.equal(played.posted.length, 1);
});

test('after a dropped connection the very same bytes are sent again', async () => {
  const played = line('drop', 'drop', accepted());
  const { outcome, told } = await run(played);
  assert.deepEqual(outcome, { receipt: RECEIPT });
  assert.deepEqual(new Set(played.posted).size, 1);
  assert.deepEqual(told, ['sending', 'retrying', 'retrying']);
});

test('pauses grow, and the server may ask for longer ones, up to a minute', async () => {
  const played = line(problem(503), problem(503, {}, { 'Retry-After': '9' }), problem(503, {}, { 'Retry-After': '86400' }), accepted());
  await run(played);
  assert.deepEqual(played.paused, [1, 9, 60]);
});

test('a server that stays away is given up, and the last reason is told', async () => {
  const played = line(...Array.from({ length: 9 }, () => problem(503)));
  const { outcome } = await run(played);
  assert.equal(played.posted.length, 6);
  assert.ok('refusal' in outcome && outcome.refusal.status === 503 && outcome.refusal.detail === 'Warum');
});

for (const status of [400, 403, 404, 409, 410, 413, 415, 422, 429]) {
  test(`${status} is the server's last word`, async () => {
    const played = line(problem(status, { errors: [{ field: 'email', message: 'Falsch' }] }));
    const { outcome } = await run(played);
    assert.equal(played.posted.length, 1);
    assert.ok('refusal' in outcome);
    assert.equal(outcome.refusal.status, status);
    assert.equal(outcome.refusal.detail, 'Warum');
    assert.deepEqual(outcome.refusal.errors, [{ field: 'email', message: 'Falsch' }]);
  });
}

test('a refusal that is no JSON still is one', async () => {
  const { outcome } = await run(line(new Response('<html>', { status: 403 })));
  assert.ok('refusal' in outcome);
  assert.deepEqual(outcome.refusal, { status: 403, code: '', detail: '', errors: [] });
});

test('an answer that can not be read is tried again', async () => {
  const { outcome } = await run(line(new Response('<html>', { status: 202 }), accepted()));
  assert.deepEqual(outcome, { receipt: RECEIPT });
});

test('offline nothing is tried until the connection is back', async () => {
  const played = line(accepted());
  played.connected = false;
  const { told } = await run(played);
  assert.deepEqual(told, ['offline', 'sending']);
  assert.equal(played.posted.length, 1);
});

test('a slow answer is spoken of', async () => {
  const played = line(accepted());
  let stopped = false;
  played.slow = (action) => (action(), () => (stopped = true));
  const { told } = await run(played);
  assert.deepEqual(told, ['sending', 'retrying']);
  assert.ok(stopped);
});
