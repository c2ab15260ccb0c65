/** One of several choices. */

import { h } from '../dom';
import { card, cards, choiceText } from './cards';
import type { Cell, Kind, View } from './kind';

export const singleChoice: Kind = {
  group: true,
  role: 'radiogroup',
  view(cell): View {
    const inputs = cell.field.choices.map((choice, index) => {
      const input = h('input', {
        type: 'radio',
        id: index ? `${cell.id}-${index}` : cell.id,
        name: cell.id,
        value: choice.value,
        onchange: () => cell.change(choice.value),
      });
      input.checked = choice.value === cell.value;
      return input;
    });
    const box = cards(cell.field.choices.map((choice, index) => card(inputs[index]!, ...choiceText(choice))));
    if (cell.advance) advanceByPointer(cell, box);
    return { target: inputs.find((input) => input.checked) ?? inputs[0] ?? box, nodes: [box] };
  },
};

/**
 * Go on when a card was chosen with a pointer, never from the keyboard: arrows pass through the choices on the way to the
 * wanted one. A click without a pointer (a screen reader's, a speech control's) doesn't advance either.
 */
function advanceByPointer(cell: Cell, box: HTMLElement): void {
  let pointed = false;
  box.addEventListener('pointerdown', () => (pointed = true));
  box.addEventListener('keydown', () => (pointed = false));
  box.addEventListener('click', (event) => {
    // The label's click brings one on its input; only the input's counts, and then the answer is already set.
    if (!pointed || !(event.target instanceof HTMLInputElement)) return;
    pointed = false;
    cell.change(event.target.value);
    cell.advance?.();
  });
}
