/** A line of text. */

import type { Kind } from './kind';
import { textInput } from './text_input';

export const shortText: Kind = {
  group: false,
  view(cell) {
    const target = textInput(cell, {});
    return { target, nodes: [target] };
  },
};
