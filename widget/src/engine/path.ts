/** The way through a flow, and how long it can still be: the twin of builder/flows/path.py. */

import { evaluate, foresee, type Values } from './conditions';
import { invalid } from './kind';
import { kindOf } from './kinds';
import { nothing, type Take, type Taken } from './taken';
import { own } from './text';
import type { Answer, Answers, Condition, Ending, Field, Flow, Path, Step, Target } from './types';

/** A path with what was taken on the way. */
export interface Walk extends Path, Taken {
  answers: Answers;
}

/** What variables ask of a walk. */
export interface Reckons {
  /** Make room for answers, in which variables are reckoned anew with each. */
  values(flow: Flow, judge: typeof evaluate): Map<string, Answer>;
  /** Add the variables that no further answer can change, once these fields were asked. */
  settled(flow: Flow, fields: string[]): string[];
}

/** As long as no flow has needed variables, there are none. */
export const reckoning: Reckons = { values: () => new Map(), settled: (_, fields) => fields };

const NO_ENDING = { id: '', kind: 'thanks', title: '', text: null } as Ending;

/** Walk from the first step to an ending, once and forward only; the server walks the same way. */
export function walk(flow: Flow, answers: Readonly<Record<string, unknown>>): Walk {
  const taken = { ...nothing(), values: reckoning.values(flow, evaluate) };
  const steps: Path['steps'] = [];
  let ending: Ending | undefined;
  for (let at = 0; !ending && at < flow.steps.length; ) {
    const step = flow.steps[at++]!;
    if (step.visible_if && !evaluate(step.visible_if, taken.values)) continue;
    const fields = take(step.fields, answers, taken);
    if (step.fields.length && !fields.length) continue;
    steps.push({ step, fields });
    const target = follow(flow, step, taken.values, at);
    if (typeof target === 'number') at = target;
    else ending = target;
  }
  return { ...taken, steps, ending: ending ?? flow.endings[0] ?? NO_ENDING };
}

export const take: Take = (fields, answers, taken) =>
  fields.filter((field) => {
    const shown = !field.visible_if || evaluate(field.visible_if, taken.values);
    if (shown) takeOne(field, own(answers, field.key), taken);
    return shown;
  });

function takeOne(field: Field, raw: unknown, taken: Taken): void {
  const { id, key } = field;
  try {
    const kind = kindOf(field);
    const value = kind?.read(field, raw, taken, take);
    if (!kind || value === undefined) return;
    taken.answers[key] = value;
    taken.values.set(id, kind.answer(field, value));
  } catch (thrown) {
    taken.invalid.set(id, invalid(thrown));
  }
}

function follow(flow: Flow, step: Step, values: Values, after: number): number | Ending {
  for (const route of step.routes) {
    const target = leadsTo(flow, route.to, after);
    if (target !== undefined && (!route.if || evaluate(route.if, values))) return target;
  }
  return after;
}

/** Give a route's target: a later step's place, an ending, or undefined for what doesn't count. */
function leadsTo(flow: Flow, target: Target, after: number): number | Ending | undefined {
  if (!('step' in target)) return flow.endings.find((ending) => ending.id === target.ending);
  const at = flow.steps.findIndex((step) => step.id === target.step);
  return at >= after ? at : undefined;
}

/** Count the steps of the longest way from a step to an ending, whatever is answered. */
export const longestFrom = (flow: Flow, stepId: string): number =>
  longest(flow, placeOf(flow, stepId), new Map(), new Set());

/**
 * Tell a step's number on the path and the most steps there can be in all. Going on only settles
 * more conditions, hence the most never grows.
 */
export function progress(
  flow: Flow,
  answers: Readonly<Record<string, unknown>>,
  stepId: string,
): [number: number, atMost: number] {
  const place = placeOf(flow, stepId);
  const path = walk(flow, answers);
  const before = path.steps.filter(({ step }) => placeOf(flow, step.id) < place).length;
  const past = flow.steps.slice(0, place).flatMap((step) => step.fields.map(({ id }) => id));
  return [before + 1, before + longest(flow, place, path.values, new Set(reckoning.settled(flow, past)))];
}

const placeOf = (flow: Flow, stepId: string): number =>
  flow.steps.findIndex((step) => step.id === stepId);

/** Count from the back, so that each step is counted once. Only what is settled is judged. */
function longest(flow: Flow, place: number, values: Values, settled: Set<string>): number {
  const judge: Judge = (condition) => !condition || foresee(condition, values, settled);
  const ways: number[] = new Array(flow.steps.length + 1).fill(0);
  for (let at = flow.steps.length - 1; at >= place; at -= 1) {
    const step = flow.steps[at]!;
    const through = 1 + Math.max(...successors(flow, step, at + 1, judge).map((next) => ways[next]!));
    const shown = at === place || isShown(step, judge);
    const passed = shown === true ? 0 : ways[at + 1]!;
    ways[at] = shown === false ? passed : Math.max(through, passed);
  }
  return ways[place]!;
}

type Judge = (condition: Condition | null) => boolean | undefined;

function successors(flow: Flow, step: Step, after: number, judge: Judge): number[] {
  const found: number[] = [];
  for (const route of step.routes) {
    const target = leadsTo(flow, route.to, after);
    const taken = judge(route.if);
    if (target === undefined || taken === false) continue;
    found.push(typeof target === 'number' ? target : flow.steps.length);
    if (taken) return found;
  }
  return [...found, after];
}

/** Tell whether a step will be on the path; undefined while that is open. */
function isShown(step: Step, judge: Judge): boolean | undefined {
  const visible = judge(step.visible_if);
  if (visible === false || !step.fields.length) return visible;
  const fields = step.fields.map((field) => judge(field.visible_if));
  if (fields.every((shown) => shown === false)) return false;
  return fields.includes(true) ? visible : undefined;
}
