/** One of many choices, found by typing a part of it. */

import type { Choice } from '../../engine/types';
import { h } from '../dom';
import type { Cell, Kind, View } from '../kinds/kind';
import { Combobox, matches } from './combobox';

export const dropdown: Kind = {
  group: false,
  hint: (_, t) => t('dropdown_hint'),
  view(cell): View {
    const { id, field } = cell;
    const input = h('input', { id, class: 'input', type: 'text', autocomplete: 'off', autocorrect: 'off' });
    const chosen = field.choices.find(({ value }) => value === cell.value);
    input.value = chosen?.label ?? (typeof cell.value === 'string' ? cell.value : '');
    const box = wire(cell, input);
    return { target: input, nodes: [h('div', { class: 'combobox' }, input, opener(cell, box), box.popup)] };
  },
};

function wire(cell: Cell, input: HTMLInputElement): Combobox {
  const { field, t, change, announce } = cell;
  const named = (): Choice | undefined => field.choices.find(({ label }) => label === input.value);
  const take = ({ value, label }: { value: string; label: string }): void => {
    input.value = label;
    change(value);
  };
  // What fits nothing stays as it was typed: better a question about it than a silent loss.
  const settle = (): void => {
    const fitting = field.choices.filter(({ label }) => input.value.trim() && matches(label, input.value));
    const meant = named() ?? (fitting.length === 1 ? fitting[0] : undefined);
    if (meant) take(meant);
  };
  input.addEventListener('input', () => change(named()?.value ?? input.value));
  input.addEventListener('blur', settle);
  input.addEventListener('click', () => input.select());
  return new Combobox(input, field.label, {
    options: () => field.choices,
    unfiltered: () => !input.value.trim() || !!named(),
    choose: take,
    count: ({ length }) => (length ? t('dropdown_count', { count: length }) : t('dropdown_none')),
    announce,
  });
}

/** Make the button for those who point; the keyboard has the arrows. */
function opener({ t }: Cell, box: Combobox): HTMLElement {
  const toggle = (): void => {
    const opened = box.opened;
    box.input.focus();
    if (opened) box.close();
    else box.open();
  };
  const button = h('button', { type: 'button', class: 'opener', tabindex: -1, 'aria-label': t('dropdown_open'), onclick: toggle });
  button.addEventListener('mousedown', (event) => event.preventDefault());
  return button;
}
