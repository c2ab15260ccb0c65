import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockOf, changed, levels, turned } from '../src/builder/model/blocks';
import { add, change, depthOf, isShallow, read, write, type Group } from '../src/builder/model/condition_tree';
import type { Condition, Expression } from '../src/builder/model/draft';
import { fitting, shapeOf } from '../src/builder/model/tests';
import { OPERATORS } from '../src/engine/operators';
import { tests } from '../src/engine/more/tests';

const a: Condition = { field: 'a', op: 'answered' };
const b: Condition = { field: 'b', op: 'equals', value: true };

test('a condition is put together as it was taken apart', () => {
  const trees: Condition[] = [a, { not: a }, { all: [a, b] }, { not: { any: [a, { all: [a, { not: b }] }] } }];
  for (const tree of trees) assert.deepEqual(write(read(tree)), tree);
  assert.equal(write(read(null)), null);
  assert.deepEqual(write(read({ not: { not: a } })), a);
});

test('a group that is left empty goes with its last test', () => {
  const root = read({ all: [a, { any: [b] }] });
  assert.deepEqual(write(change(root, [1, 0], () => null)), a);
  assert.equal(write(change(read(a), [0], () => null)), null);
});

test('no group is offered deeper than the engines look', () => {
  let root: Group = read({ all: [a] });
  let way: number[] = [];
  while (isShallow(add(root, way, { join: 'any', not: false, parts: [{ not: false, test: a as never }] }))) {
    root = add(root, way, { join: 'any', not: false, parts: [{ not: false, test: a as never }] });
    way = [...way, way.length ? 1 : 1];
  }
  assert.ok(depthOf(write(root)) <= 8 && depthOf(write(root)) >= 7);
});

test('every test that is offered is one that the engine makes of such an answer', () => {
  const types = ['text', 'choice', 'choices', 'flag', 'number', 'date', 'record', 'records', 'files'] as const;
  const reads = (op: string): object => ({ ...OPERATORS[op]?.[0], ...tests.operators[op]?.[0] });
  for (const type of types) {
    for (const name of fitting(type)) {
      const op = name.replace('!', '');
      assert.ok(op === 'answered' || type in reads(op), `${op} ${type}`);
      assert.equal(shapeOf(op, type) === 'none', op === 'answered');
    }
  }
});

test('a block that is made another keeps the parts that it can take', () => {
  const sum: Expression = { add: [{ field: 'x' }, '2', '3'] };
  assert.deepEqual(turned(sum, 'multiply', '', a), { multiply: [{ field: 'x' }, '2', '3'] });
  assert.deepEqual(turned(sum, 'divide', '', a), { divide: [{ field: 'x' }, '2'] });
  assert.deepEqual(turned('5', 'add', '', a), { add: ['5'] });
  assert.deepEqual(turned(sum, 'if', '', a), { if: a, then: { field: 'x' }, else: '2' });
  assert.equal(blockOf(turned(sum, 'score', 'c', a)), 'score');
});

test('a block within blocks is changed in its place, and taken out where it can be missed', () => {
  const whole: Expression = { add: ['1', { subtract: ['2', { min: ['3', '4'] }] }] };
  assert.deepEqual(changed(whole, [1, 1, 0], () => null), { add: ['1', { subtract: ['2', { min: ['4'] }] }] });
  assert.deepEqual(changed(whole, [1, 0], () => null), { add: ['1', { subtract: ['0', { min: ['3', '4'] }] }] });
  assert.equal(levels(whole), 4);
});

test('a block without parts becomes another without parts', () => {
  assert.deepEqual(turned({ add: [] }, 'multiply', '', { all: [] }), { multiply: [] });
  assert.deepEqual(turned('2', 'multiply', '', { all: [] }), { multiply: ['2'] });
});
