/** Edits of the list of steps, and of a step's own properties. */

import type { Draft, Step } from '../draft';
import { keyed, keysOf } from '../keys';
import type { Operation } from '../store';
import { inStep, inSteps, inserted, moved, patched, without } from './edit';
import { copied, newId } from './fresh';

export const newStep = (): Step => ({ id: newId(), title: {}, text: null, visible_if: null, fields: [], routes: [] });

export const addStep = (step: Step, at: number): Operation => inSteps((steps) => inserted(steps, at, step));

export const moveStep = (id: string, at: number): Operation => inSteps((steps) => moved(steps, id, at));

export const removeStep = (id: string): Operation => inSteps((steps) => without(steps, id));

export const changeStep = (id: string, patch: Partial<Step>): Operation => inStep(id, (step) => patched(step, patch));

/** Copy a step behind itself, with keys of their own for its fields. */
export function copyOfStep(draft: Draft, step: Step): Step {
  const copy = copied(step);
  const taken = keysOf(draft);
  const fields = copy.fields.map((field) => {
    const named = keyed(field, draft, taken);
    taken.add(named.key);
    return named;
  });
  return { ...copy, fields };
}
