/** What surrounds every control: its label, how to answer it, what is wrong with it. */

import { nameOf } from '../engine/kinds';
import { h, set } from './dom';
import { KINDS } from './kinds';
import type { Cell, Kind, View } from './kinds/kind';

export interface Block {
  element: HTMLElement;
  /** Where the error summary leads. */
  target: HTMLElement;
  /** Show what is wrong or, softly, doubtful; null takes it away. */
  fail(text: string | null, soft?: boolean): void;
  /** Follow what other answers have changed. */
  refresh(): void;
  inner: NonNullable<View['inner']>;
}

/** Make the block of one field; null for a kind that this runtime doesn't know. */
export function block(cell: Cell, stepTitle: string): Block | null {
  const kind = KINDS[nameOf(cell.field)] ?? KINDS[cell.field.kind];
  if (!kind) return null;
  const { id, t } = cell;
  const view = kind.view(cell);
  const help = helpLine(cell, kind);
  const error = h('p', { class: 'error', id: `${id}-e` });
  const optional = h('span', { class: 'optional' });
  const element = frame(cell, kind, stepTitle, optional, [help, error, ...view.nodes]);
  const describedBy = [help?.id, ...(view.describedBy ?? [])];
  const inputs = view.inner ? [] : [...element.querySelectorAll('.input, input')];
  const controls = kind.role ? [element] : inputs;

  const fail = (text: string | null, soft?: boolean): void => {
    error.replaceChildren(...(text ? [h('span', { class: 'sr' }, `${t(soft ? 'warning' : 'error')} `), text] : []));
    const ids = [...describedBy, text && error.id].filter(Boolean).join(' ');
    set(kind.group ? element : view.target, 'aria-describedby', ids || null);
    const meant: Element[] = view.wrong?.() ?? controls;
    for (const control of controls) set(control, 'aria-invalid', text && !soft && meant.includes(control) && 'true');
    element.classList.toggle('wrong', !!text);
    element.classList.toggle('soft', !!soft);
  };
  const refresh = (): void => {
    const required = cell.required();
    optional.textContent = required ? '' : ` ${t('optional')}`;
    if (controls.length === 1) set(controls[0]!, 'aria-required', required && 'true');
    view.refresh?.();
  };
  fail(null);
  const inner = view.inner ?? (() => []);
  return { element, fail, refresh, inner, get target() { return view.target } };
}

function frame(cell: Cell, kind: Kind, stepTitle: string, optional: Node, parts: (Node | null)[]): HTMLElement {
  const { field, id } = cell;
  // A step that asks one thing often has it in its title too; once is enough for the eye.
  const classes = field.label === stepTitle ? 'label sr' : 'label';
  if (kind.asks === false) return h('div', { class: 'field' }, ...parts);
  if (!kind.group) return h('div', { class: 'field' }, h('label', { for: id, class: classes }, field.label, optional), ...parts);
  const label = h('legend', { id: `${id}-l`, class: classes }, field.label, optional);
  const names = kind.role ? { role: kind.role, 'aria-labelledby': label.id } : {};
  return h('fieldset', { class: 'field', ...names }, label, ...parts);
}

function helpLine({ field, id, t }: Cell, kind: Kind): HTMLElement | null {
  const lines = [field.help, kind.hint?.(field, t), field.purpose && t('purpose', { purpose: field.purpose })].filter(Boolean);
  if (!lines.length) return null;
  return h('div', { id: `${id}-h`, class: 'help' }, ...lines.map((line) => h('p', {}, line)));
}
