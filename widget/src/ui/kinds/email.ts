/** An e-mail address, with a hint at a likely slip that never blocks. */

import { suggestion } from '../../typo';
import { h } from '../dom';
import type { Cell, Kind, View } from './kind';
import { note, textInput } from './text_input';

// While typing, not on leaving: a line that appears then would move the button that is just being clicked.
const PAUSE = 600;

export const email: Kind = {
  group: false,
  view(cell): View {
    const hint = note(`${cell.id}-n`);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const target = textInput(cell, {
      type: 'email',
      inputmode: 'email',
      autocomplete: 'email',
      autocapitalize: 'none',
      spellcheck: 'false',
    });
    target.addEventListener('input', () => {
      hint.replaceChildren();
      clearTimeout(timer);
      timer = setTimeout(() => propose(cell, target, hint), PAUSE);
    });
    propose(cell, target, hint);
    return { target, nodes: [target, hint], describedBy: [hint.id] };
  },
};

function propose(cell: Cell, input: HTMLInputElement, hint: HTMLElement): void {
  const meant = suggestion(input.value);
  if (!meant) return;
  const text = cell.t('email_typo', { suggestion: meant });
  const take = (): void => {
    input.value = meant;
    cell.change(meant);
    hint.replaceChildren();
    input.focus();
  };
  hint.replaceChildren(h('button', { type: 'button', class: 'link', onclick: take }, text));
  cell.announce(text);
}
