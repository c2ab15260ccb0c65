/** Flows to test with: the dev page's own, and small ones. */

import { readFileSync } from 'node:fs';
import type { Field, Flow, Step } from '../src/engine/types';

/** Give a fresh copy of the dev page's flow: four steps, of which the second is for house owners. */
export function household(): Flow {
  const flow = JSON.parse(readFileSync('dev/flow.json', 'utf8')) as Flow;
  return { ...flow, messages: JSON.parse(readFileSync('../builder/flows/messages/de.json', 'utf8')) as Flow['messages'] };
}

/** Make a flow of steps that hold one line of text each. */
export function lines(...steps: { key: string; required: boolean; visibleIf?: string }[]): Flow {
  const idOf = (key: string): string => `field-${key}`;
  const made = steps.map(({ key, required, visibleIf }): Step => {
    const field: Field = {
      id: idOf(key), key, kind: 'short_text', label: key, help: null, required, visible_if: null, config: {}, choices: [],
      purpose: null, data_class: 'none', required_if: null, required_message: null, invalid_message: null, checks: [], fields: [],
    };
    const visible_if = visibleIf ? { field: idOf(visibleIf), op: 'answered' } : null;
    return { id: `step-${key}`, title: key, text: null, visible_if, fields: [field], routes: [] };
  });
  return { ...household(), steps: made };
}
