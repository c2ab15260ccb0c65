/** What the kinds with a line of text share. */

import { h, type Child } from '../dom';
import type { Cell } from './kind';

/** Make an input that tells each change. */
export function textInput(cell: Cell, attributes: Record<string, string | null>): HTMLInputElement {
  const input = h('input', {
    id: cell.id,
    class: 'input',
    type: 'text',
    ...attributes,
    oninput: () => cell.change(input.value),
  });
  input.value = typeof cell.value === 'string' ? cell.value : '';
  return input;
}

/** Make a quiet line that describes an input. */
export function note(id: string, ...children: Child[]): HTMLElement {
  return h('p', { id, class: 'note' }, ...children);
}
