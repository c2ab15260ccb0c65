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
  const size = field.choices.find(({ picture }) => picture)?.picture;
  if (size) cards.forEach((one, index) => show(one, field.choices[index]!.picture, size, cell.origin));
  const box = h('div', { class: size ? 'cards pictures' : 'cards' }, ...cards);
  return { target: inputs.find((input) => input.checked) ?? inputs[0] ?? box, nodes: [box] };
}

/** Put a picture on a card, as large as the first: their space is known before they are there. The label says what it shows. */
function show(one: HTMLElement, picture: Picture | null, { width, height }: Picture, origin: string): void {
  if (picture) one.prepend(h('img', { src: `${origin}/e/a.${picture.hash}.webp`, width, height, alt: '' }));
}
