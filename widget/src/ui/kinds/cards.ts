/** Choices as cards: native inputs, the whole card clickable. */

import { h, type Child } from '../dom';

/** Make one card around a radio button or a checkbox. */
export function card(input: HTMLInputElement, ...children: Child[]): HTMLElement {
  return h('label', { class: 'card' }, input, h('span', { class: 'card-text' }, ...children));
}

/** Make the text of one choice. */
export function choiceText(choice: { label: string; help: string | null }): Child[] {
  return [choice.label, choice.help && h('span', { class: 'help' }, choice.help)];
}

/** Lay cards out; few short ones side by side where there is room. */
export function cards(inputs: HTMLElement[]): HTMLElement {
  return h('div', { class: 'cards' }, ...inputs);
}
