/** Several lines of text. */

import { longest } from '../../engine/lines';
import { codePoints } from '../../engine/text';
import { h } from '../dom';
import type { Kind, View } from './kind';
import { note } from './text_input';

/** From here on the note is read out, once typing has paused. */
const NEARLY_FULL = 50;
const PAUSE = 1000;

export const longText: Kind = {
  group: false,
  view(cell): View {
    const counter = note(`${cell.id}-n`);
    const max = longest(cell.field);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const target = h('textarea', {
      id: cell.id,
      class: 'input',
      rows: 4,
      oninput: () => {
        cell.change(target.value);
        clearTimeout(timer);
        const left = count();
        if (left <= NEARLY_FULL) timer = setTimeout(() => cell.announce(cell.t('characters_left', { count: left })), PAUSE);
      },
    });
    target.value = typeof cell.value === 'string' ? cell.value : '';

    const count = (): number => {
      const left = max - codePoints(target.value);
      const worthSaying = cell.field.config.max_length || left < max / 10;
      counter.textContent = worthSaying ? cell.t('characters_left', { count: left }) : '';
      return left;
    };
    count();
    return { target, nodes: [target, counter], describedBy: [counter.id] };
  },
};
