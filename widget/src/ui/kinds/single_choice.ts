/** One of several choices. */

import { choiceCards } from './cards';
import type { Cell, Kind, View } from './kind';

/** How long the choice is seen before the next step comes, in milliseconds. */
const LOOK = 160;

export const singleChoice: Kind = {
  group: true,
  role: 'radiogroup',
  advances: true,
  view(cell): View {
    const view = choiceCards(cell, 'radio', [cell.value], ([value]) => cell.change(value));
    if (cell.advance) advanceByPointer(cell.advance, view.nodes[0]!);
    return view;
  },
};

/**
 * Go on when a card was chosen with a pointer, never from the keyboard: arrows pass through the choices on the way to the
 * wanted one. A click without a pointer (a screen reader's, a speech control's) doesn't advance either.
 */
export function advanceByPointer(advance: NonNullable<Cell['advance']>, box: Node): void {
  let pointed = false;
  box.addEventListener('pointerdown', () => (pointed = true));
  box.addEventListener('keydown', () => (pointed = false));
  box.addEventListener('click', (event) => {
    // The label's click brings one on its input: only that counts.
    if (!pointed || !(event.target instanceof HTMLInputElement)) return;
    pointed = false;
    setTimeout(() => box.isConnected && advance(), LOOK);
  });
}
