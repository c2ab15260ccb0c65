import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session } from '../src/session';
import type { Flow } from '../src/engine/types';
import { household, lines } from './flows';

const HOUSE = { home: 'house', extras: ['garage'], bicycle: 'no' };
const CONTACT = { name: 'Erika', email: 'erika@example.org', consent: true };

function answer(session: Session, answers: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(answers)) session.change(key, value);
}

function toReview(session: Session): void {
  for (let steps = 0; session.at !== null && steps < 20; steps++) assert.deepEqual(session.next(), []);
  assert.equal(session.at, null);
}

test('a session begins at the first step of the path', () => {
  assert.equal(new Session(household()).visited?.step.title, 'Wie wohnen Sie?');
});

test('an answer that does not stand keeps the end user at the step', () => {
  const session = new Session(household());
  const [problem] = session.next();
  assert.equal(problem?.code, 'choice_required');
  assert.equal(session.visited?.step.title, 'Wie wohnen Sie?');
});

test('only the errors of the step being left are told', () => {
  const session = new Session(household());
  session.change('home', 'flat');
  assert.deepEqual(session.next(), []);
});

test('the way follows the answers', () => {
  const flat = new Session(household());
  answer(flat, { home: 'flat' });
  flat.next();
  assert.equal(flat.visited?.step.title, 'Was sollen wir noch wissen?');
  const house = new Session(household());
  answer(house, { home: 'house' });
  house.next();
  assert.equal(house.visited?.step.title, 'Was gehört zu Ihrem Haus?');
});

test('after the last step comes the review page, and back leads to the last step', () => {
  const session = new Session(household());
  answer(session, { ...HOUSE, ...CONTACT });
  toReview(session);
  session.back();
  assert.equal(session.visited?.step.title, 'Wie erreichen wir Sie?');
});

test('back on the first step stays there', () => {
  const session = new Session(household());
  session.back();
  assert.ok(session.first);
});

test('a change returns to the review page', () => {
  const session = new Session(household());
  answer(session, { ...HOUSE, ...CONTACT });
  toReview(session);
  session.edit(household().steps[3]!.id);
  session.change('name', 'Max');
  session.next();
  assert.equal(session.at, null);
  assert.equal(session.returning, false);
});

test('what a change newly asks for comes before the review page', () => {
  const session = new Session(household());
  answer(session, { home: 'flat', bicycle: 'no', ...CONTACT });
  toReview(session);
  session.edit(household().steps[0]!.id);
  session.change('home', 'house');
  session.next();
  assert.equal(session.visited?.step.title, 'Was gehört zu Ihrem Haus?');
  session.change('extras', ['shed']);
  session.next();
  assert.equal(session.at, null);
});

test('an optional step that a change brings up is shown too', () => {
  const session = new Session(lines({ key: 'a', required: false }, { key: 'b', required: false, visibleIf: 'a' }));
  toReview(session);
  session.edit('step-a');
  session.change('a', 'now');
  session.next();
  assert.equal(session.at, 'step-b');
});

test('back from a change leads to the review page when nothing is open', () => {
  const session = new Session(household());
  answer(session, { ...HOUSE, ...CONTACT });
  toReview(session);
  session.edit(household().steps[1]!.id);
  session.back();
  assert.equal(session.at, null);
});

test('answers of hidden fields are not sent and come back with their field', () => {
  const session = new Session(household());
  answer(session, { ...HOUSE });
  session.change('home', 'flat');
  assert.equal('extras' in session.checked.answers, false);
  session.change('home', 'house');
  assert.deepEqual(session.checked.answers.extras, ['garage']);
});

test('the total never grows while going on', () => {
  const session = new Session(household());
  answer(session, { ...HOUSE, ...CONTACT });
  let before = Infinity;
  while (session.at !== null) {
    const [, atMost] = session.progress;
    assert.ok(atMost <= before);
    before = atMost;
    session.next();
  }
});

test('a kept session goes on where it was, with its submission id', () => {
  const session = new Session(household());
  answer(session, HOUSE);
  session.next();
  const restored = new Session(household());
  restored.restore(JSON.parse(JSON.stringify(session.keep())));
  assert.equal(restored.at, session.at);
  assert.equal(restored.submissionId, session.submissionId);
  assert.deepEqual(restored.checked.answers, session.checked.answers);
});

test('of another version only fitting answers are kept, under a new submission id', () => {
  const session = new Session(household());
  answer(session, { ...HOUSE, name: 'Erika' });
  const flow = household();
  flow.version = 'another';
  flow.steps[0]!.fields[0]!.choices.splice(1, 1);
  const restored = new Session(flow);
  restored.restore(session.keep());
  assert.equal(restored.raw.home, undefined);
  assert.equal(restored.raw.name, 'Erika');
  assert.notEqual(restored.submissionId, session.submissionId);
});

test('a kept step that is no longer on the path leads to the first', () => {
  const session = new Session(household());
  session.restore({ ...session.keep(), at: 'gone' });
  assert.ok(session.first);
});

test('sending finds the first step whose answers do not stand', () => {
  const session = new Session(household());
  answer(session, { home: 'flat', bicycle: 'yes', ...CONTACT });
  assert.equal(session.toFirstWrong()?.step.title, 'Was sollen wir noch wissen?');
  assert.equal(session.returning, true);
});

/** Give a step that doubts the answer "0" and another one after it. */
function doubtful(): Flow {
  const flow = lines({ key: 'a', required: true }, { key: 'b', required: false });
  const [field] = flow.steps[0]!.fields;
  field!.checks = [{ id: 'zero', if: { field: field!.id, op: 'equals', value: '0' }, level: 'warning', message: 'Wirklich?' }];
  return flow;
}

test('a doubtful answer is told of once, and the second time it stands', () => {
  const session = new Session(doubtful());
  session.change('a', '0');
  assert.deepEqual(session.next(), [{ field_key: 'a', code: 'check', params: { check: 'zero' } }]);
  assert.equal(session.at, 'step-a');
  assert.deepEqual(session.next(), []);
  assert.equal(session.at, 'step-b');
});

test('another doubtful answer is doubted anew', () => {
  const flow = doubtful();
  flow.steps[0]!.fields[0]!.checks[0]!.if = { not: { field: 'field-a', op: 'equals', value: '1' } };
  const session = new Session(flow);
  session.change('a', '0');
  session.next();
  session.change('a', '2');
  assert.equal(session.next().length, 1);
  session.change('a', '1');
  assert.deepEqual(session.next(), []);
});

test('what is wrong is told before what is doubtful', () => {
  const flow = doubtful();
  flow.steps[0]!.fields.push({ ...lines({ key: 'c', required: true }).steps[0]!.fields[0]! });
  const session = new Session(flow);
  session.change('a', '0');
  assert.deepEqual(session.next().map(({ field_key }) => field_key), ['c']);
});

test('a doubt stands in nobody\'s way when sending', () => {
  const session = new Session(doubtful());
  session.change('a', '0');
  assert.equal(session.toFirstWrong(), undefined);
});
