/** The cases in vectors/ that both engines must pass; pytest runs the same files. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { check, explain } from '../src/engine/answers';
import { evaluate } from '../src/engine/conditions';
import { invalid } from '../src/engine/kind';
import { kindNames, kindOf } from '../src/engine/kinds';
import { nodes, reckon } from '../src/engine/more/expressions';
import { number } from '../src/engine/more/tests';
import { rounded } from '../src/engine/more/variables';
import { longestFrom, progress, type Walk } from '../src/engine/path';
import { compose, fold, normalise, trim, unreadable } from '../src/engine/text';
import type { Problem } from '../src/engine/types';
import { localise, served } from './served';
import './taught';

const VECTORS = '../vectors/';
const load = (name: string): any => JSON.parse(readFileSync(`${VECTORS}${name}.json`, 'utf8'));
const messages = JSON.parse(readFileSync('../builder/flows/messages/de.json', 'utf8'));
const flow = (name: string) => ({ ...served(load(`flows/${name}`)), messages });
const counts: Record<string, number> = {};

const suite = (name: string, judge: (vector: any) => void): void => each(name, load(name).cases, judge);

function each(name: string, cases: any[], judge: (vector: any) => void): void {
  counts[name] = cases.length;
  describe(name, () => {
    for (const vector of cases) test(vector.name, () => judge(vector));
  });
}

const plainly = (thing: unknown): unknown => JSON.parse(JSON.stringify(thing) ?? 'null');

suite('operators', ({ answer, op, value, holds }) => {
  const values = new Map(answer ? [['f', answer]] : []);
  const condition = value === undefined ? { field: 'f', op } : { field: 'f', op, value };
  strictEqual(evaluate(condition, values), holds);
});

suite('conditions', ({ values, condition, holds }) => {
  strictEqual(evaluate(condition, new Map(Object.entries(values)) as any), holds);
});

suite('expressions', ({ expression, values, scores = {}, result }) => {
  const scored = Object.entries<Record<string, string>>(scores).map(([field, of]): [string, Map<string, bigint>] =>
    [field, new Map(Object.entries(of).map(([id, score]) => [id, number(score) ?? 0n]))]);
  const sight = { values: new Map(Object.entries(values)) as any, scores: new Map(scored), evaluate };
  strictEqual(nodes(expression) && reckon(expression, sight), number(result));
});

const calls: Record<string, (text: string) => unknown> = { compose, fold, normalise, trim, unreadable };
suite('text', (vector) => strictEqual(calls[vector.call]!(vector.in), vector.out));

const wordsInside = (field: any, value: any): string => kindOf(field)!.words(field, value, 'de', wordsInside);
const reading = readdirSync(`${VECTORS}reading`).sort().flatMap((name) => load(`reading/${name.slice(0, -5)}`).cases);
each('reading', reading, ({ kind: name, raw, today, value, invalid: wanted, words, ...rest }) => {
  const field = localise({ id: 'f', key: 'f', kind: name, label: {}, choices: [], fields: [], ...rest }, ['de']);
  const kind = kindOf(field)!;
  try {
    const read = kind.read(field, raw);
    if (read !== undefined && today) kind.judge?.(field, read, today);
    deepStrictEqual({ read, invalid: undefined }, { read: value, invalid: wanted });
    if (words !== undefined) strictEqual(kind.words(field, read!, 'de', wordsInside), words);
  } catch (thrown) {
    const { code, params } = invalid(thrown);
    deepStrictEqual({ code, params }, wanted);
  }
});

for (const name of ['paths', 'checks', 'groups', 'variables']) suite(name, (vector) => {
  const { answers, path, errors, warnings } = check(flow(vector.flow), vector.answers, vector.today);
  deepStrictEqual(path.steps.map(({ step }) => step.id), vector.steps);
  strictEqual(path.ending.id, vector.ending);
  deepStrictEqual(plainly(answers), vector.kept);
  const told = (problems: Problem[]): unknown => problems.map(({ field_key, code, params }) => [field_key, code, params]);
  deepStrictEqual(told(errors), vector.errors);
  deepStrictEqual(told(warnings), vector.warnings ?? []);
  if (vector.said) deepStrictEqual([...errors, ...warnings].map((one) => explain(flow(vector.flow), one)), vector.said);
  if (vector.variables) {
    const known = flow(vector.flow).variables.map((one) => [one.key, rounded(one, (path as Walk).values)]);
    deepStrictEqual(Object.fromEntries(known.filter(([, amount]) => amount !== undefined)), vector.variables);
  }
  if (vector.shown) {
    deepStrictEqual(path.steps.flatMap(({ fields }) => fields.map(({ key }) => key)), vector.shown);
  }
});

suite('progress', (vector) => {
  deepStrictEqual(progress(flow(vector.flow), vector.answers, vector.step), vector.progress);
  strictEqual(longestFrom(flow(vector.flow), vector.step), vector.longest);
});

test('every kind has vectors', () => {
  const read = new Set(reading.map(({ kind }: { kind: string }) => kind));
  deepStrictEqual([...read].sort(), kindNames().filter((name) => !name.includes('.')).sort());
});

test('there are enough vectors of what is decided rather than read', () => {
  const logic = ['operators', 'conditions', 'expressions', 'paths', 'checks', 'groups', 'variables', 'progress'];
  ok(logic.reduce((sum, name) => sum + counts[name]!, 0) >= 750);
});

after(() => console.log(`vectors: ${JSON.stringify(counts)}`));
