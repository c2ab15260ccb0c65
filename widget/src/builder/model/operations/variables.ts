/** Edits of the variables: numbers that are reckoned from answers. */

import type { Draft, Variable } from '../draft';
import { derive, isDerived, keysOf } from '../keys';
import type { Operation } from '../store';
import { inserted, moved, one, patched, without } from './edit';
import { newId } from './fresh';

const inVariables = (change: (variables: Draft['variables']) => Draft['variables']): Operation => (draft) =>
  patched<Draft>(draft, { variables: change(draft.variables) });

export const newVariable = (draft: Draft, label: string): Variable => ({
  id: newId(),
  key: derive(label, keysOf(draft), 'variable'),
  label,
  value: { add: [] },
  decimals: 2,
});

export const addVariable = (variable: Variable): Operation =>
  inVariables((variables) => inserted(variables, variables.length, variable));

export const moveVariable = (id: string, at: number): Operation => inVariables((variables) => moved(variables, id, at));

export const removeVariable = (id: string): Operation => inVariables((variables) => without(variables, id));

export const changeVariable = (id: string, patch: Partial<Variable>): Operation =>
  inVariables((variables) => one(variables, id, (variable) => patched(variable, patch)));

/** Write a label; the key follows as a field's does. */
export const writeVariable = (id: string, label: string, frozen: boolean): Operation => (draft) => {
  const variable = draft.variables.find((each) => each.id === id);
  if (!variable) return draft;
  const taken = keysOf(draft, id);
  const follows = !frozen && isDerived(variable.key, variable.label, taken, 'variable');
  return changeVariable(id, { label, key: follows ? derive(label, taken, 'variable') : variable.key })(draft);
};
