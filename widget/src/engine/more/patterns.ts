/** The shapes that a line of text can be asked to have: the twin of builder/fields/patterns.py. */

import { Invalid, type Kind } from '../kind';
import { typedText } from '../lines';

// Letters of European languages, listed: what a platform calls a letter depends on its Unicode.
const LETTERS =
  'A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386' +
  '\u0388-\u03ff\u0400-\u0481\u048a-\u052f\u1e00-\u1eff';
// Letters beyond ASCII are welcome in addresses, but for the blanks among them.
const BEYOND = '\\u00a1-\\u167f\\u1681-\\u1fff\\u2070-\\u2fff\\u3001-\\ufefe\\uff00-\\u{10ffff}';
const LABEL = `[0-9A-Za-z${BEYOND}][\\-0-9A-Za-z${BEYOND}]{0,62}`;
const REST = `[!#-;=?-~${BEYOND}]*`;
const WEB_ADDRESS = `(?:https?://)?(?:${LABEL}\\.)+(?![0-9]+(?:[:/?#]|$))${LABEL}(?::[0-9]{1,5})?(?:[/?#]${REST})?`;

const shortText = typedText(false);

const matching = (code: string, pattern: string, shape = (text: string): string => text): Kind => {
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  return {
    ...shortText,
    read(field, raw) {
      const text = shortText.read(field, raw);
      if (text === undefined) return undefined;
      const shaped = shape(String(text));
      if (!whole.test(shaped)) throw new Invalid(code);
      return shaped;
    },
  };
};

const bareCapitals = (text: string): string =>
  text.replaceAll(' ', '').replace(/[a-z]/g, (letter) => letter.toUpperCase());

export const patterns: Record<string, Kind> = {
  'short_text.digits': matching('not_digits', '[0-9]+'),
  'short_text.letters': matching('not_letters', `[${LETTERS}][${LETTERS} '\u2019.\\-]*`),
  'short_text.letters_digits': matching('not_letters_digits', `[${LETTERS}0-9 \\-]+`),
  'short_text.web_address': matching('invalid_web_address', WEB_ADDRESS),
  'short_text.vin': matching('invalid_vin', '[A-HJ-NPR-Z0-9]{17}', bareCapitals),
};
