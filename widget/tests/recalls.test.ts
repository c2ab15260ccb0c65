/** Recalls are filled alike by both engines; pytest runs the same vectors. */

import { deepStrictEqual, strictEqual, throws } from 'node:assert';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { check } from '../src/engine/answers';
import { kindOf } from '../src/engine/kinds';
import { fill, fillRich, fromKeys, toKeys } from '../src/engine/more/recalls';
import { tell } from '../src/engine/more/telling';
import { own } from '../src/engine/text';
import type { Flow } from '../src/engine/types';
import { served } from './served';
import './taught';


const load = (name: string): any => JSON.parse(readFileSync(`../vectors/${name}.json`, 'utf8'));
const sayer = (words: object) => (id: string) => own(words, id) as string | undefined;
const calls: Record<string, (text: any, words: any) => unknown> = {
  fill: (text, words) => fill(text, sayer(words)),
  fill_rich: (nodes, words) => fillRich(nodes, sayer(words)),
  to_keys: toKeys,
  from_keys: fromKeys,
};

for (const { name, call, in: given, out } of load('recalls').cases) {
  test(`recalls: ${name}`, () => {
    const made = (): unknown => calls[call]!(given[0], given[1]);
    if (out === null) throws(made);
    else deepStrictEqual(made(), out);
  });
}

const recalling = (locale = 'de'): Flow => served(load('flows/recalls'), locale);

for (const { name, locale, answers, told } of load('telling').cases) {
  test(`telling: ${name}`, () => {
    const flow = recalling(locale);
    const { path } = tell(flow, check(flow, answers), kindOf);
    deepStrictEqual(at(told, textsOf(path)), told);
  });
}

function textsOf({ steps, ending }: any): Record<string, unknown> {
  const shown = steps.flatMap(({ step, fields }: any) => [step, ...fields, ...fields.flatMap(({ fields: inner }: any) => inner)]);
  const things = [...shown, ...shown.flatMap(({ checks = [] }: any) => checks), ending];
  const slots = ['title', 'text', 'label', 'help', 'message'];
  const said = things.flatMap((one: any) => [
    ...slots.filter((slot) => slot in one).map((slot) => [`${one.id}.${slot}`, one[slot]]),
    [`${one.id}.statement`, one.config?.statement],
  ]);
  return Object.fromEntries(said);
}

const at = (wanted: object, found: Record<string, unknown>): unknown =>
  Object.fromEntries(Object.keys(wanted).map((place) => [place, found[place]]));

test('what says the same after an answer stays the same object, and what recalls nothing always does', () => {
  const flow = recalling();
  const say = (answers: object) => tell(flow, check(flow, answers), kindOf).path.steps.map(({ fields }) => fields);
  const [[first, name], [why]] = say({ first: 'Anna' }) as any;
  const [[firstAgain, nameAgain], [whyAgain]] = say({ first: 'Anna', home: 'flat' }) as any;
  strictEqual(first, flow.steps[0]!.fields[0]);
  strictEqual(firstAgain, first);
  strictEqual(nameAgain, name);
  strictEqual(whyAgain === why, false);
});
