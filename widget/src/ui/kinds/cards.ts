/** Choices as cards: native inputs, the whole card clickable. */

import type { Picture } from '../../engine/types';
import { h, type Child } from '../dom';
import type { Cell, View } from './kind';

/** Make one card around a radio button or a checkbox. */
export function card(input: HTMLInputElement, ...children: Child[]): HTMLElement {
  return h('label', { class: 'card' }, input, h('span', { class: 'card-text' }, ...children));
}

/** Make the cards of a field's choices, and tell the values chosen each time that they change. */
export function choiceCards(cell: Cell, type: 'radio' | 'checkbox', chosen: unknown[], tell: (values: string[]) => void): View {
  const { id, field } = cell;
  const inputs = field.choices.map(({ value }, index) => {
    const input = h('input', {
      type,
      id: index ? `${id}-${index}` : id,
      name: id,
      value,
      onchange: () => tell(inputs.filter((other) => other.checked).map((other) => other.value)),
    });
    input.checked = chosen.includes(value);
    return input;
  });
  const cards = field.choices.map(({ label, help }, index) => card(inputs[index]!, label, help && h('span', { class: 'help' }, help)));
  const pictured = field.choices.find(({ picture }) => picture)?.picture;
  // All as large as the first: cards stay alike, and their space is known before the pictures are there.
  if (pictured) cards.forEach((one, index) => one.prepend(picture(cell, field.choices[index]?.picture, pictured)));
  const box = h('div', { class: pictured ? 'cards pictures' : 'cards' }, ...cards);
  return { target: inputs.find((input) => input.checked) ?? inputs[0] ?? box, nodes: [box] };
}

/** Make a card's picture. The label says what it shows: it has no words of its own. */
function picture({ origin }: Cell, shown: Picture | null | undefined, { width, height }: Picture): HTMLElement {
  const src = shown && `${origin}/e/a.${shown.hash}.webp`;
  return h('img', { src, width, height, alt: '' });
}
