/** What surrounds every control: its label, how to answer it, what is wrong with it. */

import { h, set } from './dom';
import { KINDS } from './kinds';
import type { Cell, Kind } from './kinds/kind';

export interface Block {
  element: HTMLElement;
  /** Where the error summary leads. */
  target: HTMLElement;
  /** Show an error, or take it away. */
  fail(text: string | null): void;
}

/** Make the block of one field; null for a kind that this runtime doesn't know. */
export function block(cell: Cell, stepTitle: string): Block | null {
  const kind = KINDS[cell.field.kind];
  if (!kind) return null;
  const view = kind.view(cell);
  const help = helpLine(cell, kind);
  const error = h('p', { class: 'error', id: `${cell.id}-e` });
  const element = frame(cell, kind, stepTitle, [help, error, ...view.nodes]);
  const describedBy = [help?.id ?? '', ...(view.describedBy ?? [])];
  const controls = kind.role ? [element] : [...element.querySelectorAll('.input, input')];
  if (cell.field.required && controls.length === 1) set(controls[0]!, 'aria-required', 'true');

  const fail = (text: string | null): void => {
    error.replaceChildren(...(text ? [h('span', { class: 'sr' }, `${cell.t('error')} `), text] : []));
    const ids = [...describedBy, text ? error.id : ''].filter(Boolean).join(' ');
    set(kind.group ? element : view.target, 'aria-describedby', ids || null);
    for (const control of controls) set(control, 'aria-invalid', text ? 'true' : null);
    element.classList.toggle('wrong', !!text);
  };
  fail(null);
  return { element, target: view.target, fail };
}

function frame(cell: Cell, kind: Kind, stepTitle: string, parts: (Node | null)[]): HTMLElement {
  const { field, id, t } = cell;
  // A step that asks one thing often has it in its title too; once is enough for the eye.
  const classes = field.label === stepTitle ? 'label sr' : 'label';
  const words = [field.label, !field.required && h('span', { class: 'optional' }, ` ${t('optional')}`)];
  if (!kind.group) return h('div', { class: 'field' }, h('label', { for: id, class: classes }, ...words), ...parts);
  const label = h('legend', { id: `${id}-l`, class: classes }, ...words);
  const names = kind.role ? { role: kind.role, 'aria-labelledby': label.id } : {};
  return h('fieldset', { class: 'field', ...names }, label, ...parts);
}

function helpLine({ field, id, t }: Cell, kind: Kind): HTMLElement | null {
  const lines = [field.help, kind.hint?.(field, t), field.purpose && t('purpose', { purpose: field.purpose })].filter(Boolean);
  if (!lines.length) return null;
  return h('div', { id: `${id}-h`, class: 'help' }, ...lines.map((line) => h('p', {}, line)));
}
