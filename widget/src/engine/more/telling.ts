/** A flow as it is told to one end user, with what they answered in its texts: the twin of builder/flows/telling.py. */

import type { Kind } from '../kind';
import type { Taken } from '../taken';
import type { Checked, Ending, Field, Flow, Step, VisitedStep } from '../types';
import { sayNumber } from './formats';
import { fill, fillRich, type Say } from './recalls';
import { rounded } from './variables';

/** Finds a kind; the runtime's, which has learnt all of them. */
type KindOf = (field: Field) => Kind | undefined;

/** Amounts are what variables mostly are. */
const GROUPED_FROM = 4;
const UNSAID = ['records', 'files'];

/** The parts told last, by the id of what they belong to: what says the same stays the same object, and on the screen. */
const latest = new WeakMap<Flow, Map<string, unknown>>();

/** Give what was checked with the recalls filled in the steps on the path and in the ending. */
export function tell(flow: Flow, checked: Checked, kindOf: KindOf): Checked {
  const last = latest.get(flow) ?? new Map<string, unknown>();
  latest.set(flow, last);
  const say = sayer(flow, checked, kindOf);
  const same = <T extends { id: string }>(original: T, change: (thing: T) => T): T => {
    const before = JSON.stringify(original);
    if (!before.includes('{{')) return original;
    const made = change(original);
    const known = last.get(original.id);
    if (JSON.stringify(known) === JSON.stringify(made)) return known as T;
    last.set(original.id, made);
    return made;
  };
  const tellField = (field: Field): Field => same(field, (one) => inField(one, say));
  const visit = ({ step, fields }: VisitedStep): VisitedStep => {
    const made = same(step, (one) => ({ ...inStep(one, say), fields: one.fields.map(tellField) }));
    return { step: made, fields: made.fields.filter(({ id }) => fields.some((field) => field.id === id)) };
  };
  const { path } = checked;
  const steps = path.steps.map(visit);
  const told = { ...flow, steps: steps.map(({ step }) => step) };
  return { ...checked, told, path: { ...path, steps, ending: same(path.ending, (one) => inStep(one, say)) } };
}

const inStep = <T extends Step | Ending>(thing: T, say: Say): T => ({
  ...thing,
  title: fill(thing.title, say),
  text: thing.text && fillRich(thing.text, say),
});

const inField = (field: Field, say: Say): Field => ({
  ...field,
  label: fill(field.label, say),
  help: field.help && fill(field.help, say),
  config: field.config.statement ? { ...field.config, statement: fillRich(field.config.statement, say) } : field.config,
  checks: field.checks.map((check) => ({ ...check, message: fill(check.message, say) })),
  fields: field.fields.map((part) => inField(part, say)),
});

/** Say answers and variables by their UUIDs; nothing for what isn't known, or doesn't fit into a sentence. */
function sayer(flow: Flow, { path }: Checked, kindOf: KindOf): Say {
  const { values } = path as unknown as Taken;
  return (id) => {
    const variable = flow.variables.find((one) => one.id === id);
    const number = variable && rounded(variable, values);
    if (variable) return number && sayNumber(number, flow.locale, '', GROUPED_FROM);
    const field = flow.steps.flatMap(({ fields }) => fields).find((one) => one.id === id);
    const answer = values.get(id);
    if (!field || !answer || UNSAID.includes(answer.type) || field.kind === 'consent') return null;
    return kindOf(field)?.words(field, path.answers[field.key]!, flow.locale);
  };
}
