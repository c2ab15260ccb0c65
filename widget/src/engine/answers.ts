/** Judge what is about to be sent: the twin of builder/flows/{answers,judging,explaining}.py. */

import { evaluate } from './conditions';
import { Invalid, invalid } from './kind';
import { kindOf } from './kinds';
import { walk } from './path';
import type { Taken } from './taken';
import { fill, own } from './text';
import type { Checked, Field, Flow, Params, Problem, Value } from './types';

const MOST_ANSWERS = 500;
const KEY = /^[a-z][a-z0-9_]{0,49}$/;

/** Walk the path, then ask of each field on it whether its answer will do; by default as of today, where the tenant is. */
export function check(flow: Flow, raw: unknown, today?: string): Checked {
  const errors: Problem[] = [];
  const warnings: Problem[] = [];
  const add = (problems: Problem[], field_key: string, { code, params }: Invalid): unknown =>
    problems.push({ field_key, code, params });
  // Swedish writes days as ISO 8601 does.
  const day = (): string => (today ??= new Date().toLocaleDateString('sv', { timeZone: flow.time_zone }));

  const judge = (fields: Field[], taken: Taken, within = ''): void =>
    fields.forEach((field) => {
      const key = within + field.key;
      const fault = faultOf(field, taken, day);
      if (fault) add(errors, key, fault);
      taken.entries.get(field.id)?.forEach((entry, at) => {
        const place = `${key}.${at}.`;
        if (!entry.blank) judge(entry.fields, entry, place);
        refuse(entry.unknown, place);
      });
      for (const check of fault ? [] : field.checks) {
        if (!evaluate(check.if, taken.values)) continue;
        add(check.level === 'error' ? errors : warnings, key, new Invalid('check', { check: check.id }));
      }
    });
  const refuse = (keys: string[], within = ''): void =>
    keys
      .map((key) => (KEY.test(key) ? key : ''))
      .sort()
      .forEach((key) => add(errors, (within + key).replace(/\.$/, ''), new Invalid('unknown_field')));

  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const keys = Object.keys(isObject ? raw : {});
  const fits = isObject && keys.length <= MOST_ANSWERS;
  const path = walk(flow, fits ? (raw as Record<string, unknown>) : {});
  if (fits) {
    for (const { fields } of path.steps) judge(fields, path);
    const known = fieldsOf(flow).map(({ key }) => key);
    refuse(keys.filter((key) => !known.includes(key)));
  } else add(errors, '', new Invalid(isObject ? 'too_many_answers' : 'wrong_type'));
  return { answers: path.answers, path, errors, warnings };
}

const fieldsOf = (flow: Flow): Field[] => flow.steps.flatMap(({ fields }) => fields);

function faultOf(field: Field, taken: Taken, today: () => string): Invalid | undefined {
  const { id, key } = field;
  const value = own(taken.answers, key) as Value | undefined;
  const judge = kindOf(field)?.judge;
  try {
    if (value !== undefined && judge) judge(field, value, today());
  } catch (thrown) {
    return invalid(thrown);
  }
  const inside = taken.entries.get(id)?.some((entry) => entry.invalid.size);
  const missing = value === undefined && !inside && needed(field, taken);
  return taken.invalid.get(id) ?? (missing ? new Invalid(requiredCode(field)) : undefined);
}

/** Tell whether a field must be answered, as things stand. */
export const needed = (field: Field, { values }: Taken): boolean =>
  kindOf(field)?.asks !== false && (field.required || evaluate(field.required_if, values));

const requiredCode = (field: Field): string => kindOf(field)?.required ?? 'required';

/** Say a problem: in the author's words where there are any, else naming the field by its label. */
export function explain(flow: Flow, { field_key, code, params }: Problem): string {
  const [root, at, inner] = field_key.split('.');
  const outer = fieldsOf(flow).find(({ key }) => key === root);
  const field = inner ? outer?.fields.find(({ key }) => key === inner) : outer;
  const words = field && wording(field, code, params);
  if (words) return words;
  const say = (text: string): string => String(own(flow.messages, text) ?? text);
  const said = { ...((field && kindOf(field)?.spoken?.(field, params, flow.locale)) ?? params) };
  if (said.part) said.part = say(`part_${said.part}`);
  const label = field?.label ?? field_key;
  return fill(say(code), { ...said, label: at ? `${label} (${outer?.config.item || outer?.label} ${+at + 1})` : label });
}

const wording = (field: Field, code: string, { check }: Params): string | null | undefined =>
  code === 'check'
    ? field.checks.find(({ id }) => id === check)?.message
    : code === requiredCode(field)
      ? field.required_message
      : field.invalid_message;
