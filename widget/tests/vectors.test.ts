/** The cases in vectors/ that both engines must pass; pytest runs the same files. */

import { deepStrictEqual, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { check } from '../src/engine/answers';
import { evaluate } from '../src/engine/conditions';
import { Invalid, kindNames, kindOf } from '../src/engine/kinds';
import { longestFrom, progress } from '../src/engine/path';
import { compose, fold, normalise, trim, unreadable } from '../src/engine/text';
import { localise, served } from './served';

const VECTORS = '../vectors/';
const load = (name: string): any => JSON.parse(readFileSync(`${VECTORS}${name}.json`, 'utf8'));
const flow = (name: string) => served(load(`flows/${name}`));
const counts: Record<string, number> = {};

function suite(name: string, judge: (vector: any) => void): void {
  describe(name, () => {
    const { cases } = load(name);
    counts[name] = cases.length;
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

const calls: Record<string, (text: string) => unknown> = { compose, fold, normalise, trim, unreadable };
suite('text', (vector) => strictEqual(calls[vector.call]!(vector.in), vector.out));

suite('reading', ({ kind: name, config, choices, raw, value, invalid, words }) => {
  const field = localise({ id: 'f', key: 'f', kind: name, config, choices }, ['de']);
  const kind = kindOf(field)!;
  try {
    const read = kind.read(field, raw);
    deepStrictEqual({ read, invalid: undefined }, { read: value, invalid });
    if (words !== undefined) strictEqual(kind.words(field, read!), words);
  } catch (problem) {
    if (!(problem instanceof Invalid)) throw problem;
    deepStrictEqual({ code: problem.code, params: problem.params }, invalid);
  }
});

suite('paths', (vector) => {
  const { answers, path, errors } = check(flow(vector.flow), vector.answers);
  deepStrictEqual(path.steps.map(({ step }) => step.id), vector.steps);
  strictEqual(path.ending.id, vector.ending);
  deepStrictEqual(plainly(answers), vector.kept);
  deepStrictEqual(errors.map((error) => [error.field_key, error.code, error.params]), vector.errors);
  if (vector.shown) {
    deepStrictEqual(path.steps.flatMap(({ fields }) => fields.map(({ key }) => key)), vector.shown);
  }
});

suite('progress', (vector) => {
  deepStrictEqual(progress(flow(vector.flow), vector.answers, vector.step), vector.progress);
  strictEqual(longestFrom(flow(vector.flow), vector.step), vector.longest);
});

test('every kind has vectors', () => {
  const read = new Set(load('reading').cases.map(({ kind }: { kind: string }) => kind));
  deepStrictEqual([...read].sort(), kindNames().sort());
});

after(() => console.log(`vectors: ${JSON.stringify(counts)}`));
