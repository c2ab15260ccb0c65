/** Lines of text that have to fit a pattern: each with the keyboard that goes with it. */

import type { Kind } from '../kinds/kind';
import { shortText } from '../kinds/short_text';
import { textInput } from '../kinds/text_input';

const typing = (attributes: Record<string, string>): Kind => ({
  group: false,
  view(cell) {
    const target = textInput(cell, { spellcheck: 'false', ...attributes });
    return { target, nodes: [target] };
  },
});

export const patterns: Record<string, Kind> = {
  'short_text.digits': typing({ inputmode: 'numeric', autocomplete: 'off' }),
  'short_text.letters': shortText,
  'short_text.letters_digits': shortText,
  'short_text.web_address': typing({ inputmode: 'url', autocomplete: 'url', autocapitalize: 'none' }),
  'short_text.vin': typing({ autocomplete: 'off', autocapitalize: 'characters' }),
};
