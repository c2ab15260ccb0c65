/** Edits of a field's choices and checks. */

import type { Check, Choice, Condition, Draft, Field } from '../draft';
import { called } from '../draft';
import { derive, isDerived } from '../keys';
import type { Operation } from '../store';
import { inField, inserted, moved, one, patched, without } from './edit';
import { newId } from './fresh';

const valuesBeside = (field: Field, id = ''): Set<string> =>
  new Set(field.choices.filter((choice) => choice.id !== id).map((choice) => choice.value));

export function newChoice(field: Field, label: Choice['label'] = {}, words = ''): Choice {
  return { id: newId(), value: derive(words, valuesBeside(field), 'choice'), label, help: null, picture: null, score: null };
}

export const addChoice = (fieldId: string, choice: Choice, at: number): Operation =>
  inField(fieldId, (field) => patched(field, { choices: inserted(field.choices, at, choice) }));

export const moveChoice = (fieldId: string, id: string, at: number): Operation =>
  inField(fieldId, (field) => patched(field, { choices: moved(field.choices, id, at) }));

export const removeChoice = (fieldId: string, id: string): Operation =>
  inField(fieldId, (field) => patched(field, { choices: without(field.choices, id) }));

export const changeChoice = (fieldId: string, id: string, patch: Partial<Choice>): Operation =>
  inField(fieldId, (field) => patched(field, { choices: one(field.choices, id, (choice) => patched(choice, patch)) }));

/** Write a choice's label; its value follows as a field's key follows the field's label. */
export function writeChoice(fieldId: string, id: string, label: Choice['label'], frozen: boolean): Operation {
  return (draft: Draft) =>
    inField(fieldId, (field) => {
      const taken = valuesBeside(field, id);
      const write = (choice: Choice): Choice => {
        const follows = !frozen && isDerived(choice.value, called(choice.label, draft), taken, 'choice');
        return patched(choice, { label, value: follows ? derive(called(label, draft), taken, 'choice') : choice.value });
      };
      return patched(field, { choices: one(field.choices, id, write) });
    })(draft);
}

/** Add choices from lines of text, one each: a list from a document is pasted, not typed. */
export function addLines(fieldId: string, lines: readonly string[], locale: string): Operation {
  return inField(fieldId, (field) =>
    lines.reduce((now, line) => patched(now, { choices: [...now.choices, newChoice(now, { [locale]: line }, line)] }), field),
  );
}

export const newCheck = (condition: Condition): Check => ({ id: newId(), if: condition, level: 'error', message: {} });

export const addCheck = (fieldId: string, check: Check): Operation =>
  inField(fieldId, (field) => patched(field, { checks: [...field.checks, check] }));

export const removeCheck = (fieldId: string, id: string): Operation =>
  inField(fieldId, (field) => patched(field, { checks: without(field.checks, id) }));

export const changeCheck = (fieldId: string, id: string, patch: Partial<Check>): Operation =>
  inField(fieldId, (field) => patched(field, { checks: one(field.checks, id, (check) => patched(check, patch)) }));
