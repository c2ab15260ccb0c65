/** Answers what the server's tests ask the engine: a list of calls on stdin, a list of results on stdout. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { serve } from '../src/builder/model/serve';
import { check, explain } from '../src/engine/answers';
import { evaluate } from '../src/engine/conditions';
import { invalid } from '../src/engine/kind';
import { kindNames, kindOf } from '../src/engine/kinds';
import { longest } from '../src/engine/lines';
import { tell } from '../src/engine/more/telling';
import { rounded } from '../src/engine/more/variables';
import { operatorNames } from '../src/engine/operators';
import { longestFrom, progress, type Walk } from '../src/engine/path';
import { compose, fold, trim } from '../src/engine/text';
import type { Flow, Messages, Problem } from '../src/engine/types';
import { Editor } from './editor';
import './taught';

const BLOCK = 4096;
const CHANGES: Record<string, (character: string) => string> = {
  fold,
  trim,
  compose,
  'compose as a mark': (character) => compose(`a${character}\u0323`),
  'compose as a base': (character) => compose(`${character}\u0301`),
};

/** What becomes of each character of a block, as one digest. */
function digest(change: string, start: number): string {
  const hash = createHash('sha256');
  for (let code = start; code < start + BLOCK; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    hash.update(CHANGES[change]!(String.fromCodePoint(code)), 'utf8');
    hash.update('|');
  }
  return hash.digest('hex');
}

const problem = ({ field_key, code, params }: Problem): unknown => [field_key, code, params];

/** Give all variables that are known, by key. */
const variablesOf = ({ variables = [] }: Flow, { values }: Walk): unknown =>
  Object.fromEntries(variables.map((one) => [one.key, rounded(one, values)]).filter(([, number]) => number !== undefined));

let messages: Messages = {};
const answer: Record<string, (...args: any[]) => unknown> = {
  kinds: kindNames,
  operators: operatorNames,
  longest,
  messages: (texts) => void (messages = texts),
  read: (field, raw) => {
    const kind = kindOf(field)!;
    try {
      const value = kind.read(field, raw);
      return value === undefined ? [] : [value, kind.words(field, value, 'en')];
    } catch (thrown) {
      const { code, params } = invalid(thrown);
      return { code, params };
    }
  },
  evaluate: (condition, values) => evaluate(condition, new Map(Object.entries(values)) as any),
  check: (flow, answers, today) => {
    const checked = check(flow, answers, today);
    const { answers: kept, path, errors, warnings } = checked;
    const told = tell(flow, checked, kindOf);
    return {
      kept,
      steps: path.steps.map(({ step, fields }) => [step.id, fields.map(({ key }) => key)]),
      ending: path.ending.id,
      variables: variablesOf(flow, path as Walk),
      errors: errors.map(problem),
      warnings: warnings.map(problem),
      said: [...errors, ...warnings].map((problem) => explain({ ...told.told!, messages }, problem)),
      told: [
        ...told.path.steps.map(({ step, fields }) => [step.title, step.text, fields.map(({ label, help }) => [label, help])]),
        [told.path.ending.title, told.path.ending.text],
      ],
      progress: path.steps.map(({ step }) => [
        ...progress(flow, answers ?? {}, step.id),
        longestFrom(flow, step.id),
      ]),
    };
  },
  // A draft after each of so many random edits.
  edits: (kinds, seed, count) => {
    const editor = new Editor(kinds, seed);
    return Array.from({ length: count }, () => (editor.step(), editor.draft));
  },
  serve: (draft, rich, locale, given) => serve(draft, rich, locale, given),
  characters: (change, end) =>
    Array.from({ length: end / BLOCK }, (_, block) => digest(change, block * BLOCK)),
};

const calls: [string, ...unknown[]][] = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(calls.map(([name, ...args]) => answer[name]!(...args))));
