/** Judge what is about to be sent: the twin of builder/flows/answers.py. */

import { kindOf } from './kinds';
import { walk, type Walk } from './path';
import { fill, own } from './text';
import type { Checked, Field, Flow, Problem } from './types';

const MOST_ANSWERS = 200;
const KEY = /^[a-z][a-z0-9_]{0,49}$/;

/** Walk the path, then ask of each field on it whether its answer will do. */
export function check(flow: Flow, raw: unknown): Checked {
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const keys = isObject ? Object.keys(raw) : [];
  if (!isObject || keys.length > MOST_ANSWERS) {
    const path = walk(flow, {});
    const code = isObject ? 'too_many_answers' : 'wrong_type';
    return { answers: path.answers, path, errors: [{ field_key: '', code, params: {} }], warnings: [] };
  }
  const path = walk(flow, raw as Record<string, unknown>);
  const errors = [...path.steps.flatMap(({ fields }) => problems(fields, path)), ...strangers(flow, keys)];
  return { answers: path.answers, path, errors, warnings: [] };
}

/** Tell what is wrong with some of a path's fields, such as those of the step just left. */
export const problems = (fields: Field[], path: Walk): Problem[] =>
  fields.flatMap((field) => {
    const invalid = path.invalid.get(field.id);
    if (invalid) return [{ field_key: field.key, code: invalid.code, params: invalid.params }];
    if (!field.required || path.values.has(field.id)) return [];
    return [{ field_key: field.key, code: kindOf(field)?.required ?? 'required', params: {} }];
  });

/** Say a problem, naming the field by its label. */
export function explain(flow: Flow, problem: Problem): string {
  const fields = flow.steps.flatMap((step) => step.fields);
  const label = fields.find(({ key }) => key === problem.field_key)?.label ?? problem.field_key;
  const template = own(flow.messages, problem.code);
  return fill(typeof template === 'string' ? template : problem.code, { ...problem.params, label });
}

function strangers(flow: Flow, keys: string[]): Problem[] {
  const known = new Set(flow.steps.flatMap((step) => step.fields.map(({ key }) => key)));
  return keys
    .filter((key) => !known.has(key))
    .map((key) => (KEY.test(key) ? key : ''))
    .sort()
    .map((field_key) => ({ field_key, code: 'unknown_field', params: {} }));
}
