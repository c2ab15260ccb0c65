/** A line of text. */

import type { Kind } from './kind';
import { textInput } from './text_input';

/** Field keys whose meaning browsers can fill in (WCAG 1.3.5), in the two languages they are written in. */
const PURPOSES: [RegExp, string][] = [
  [/^(full_)?name$/, 'name'],
  [/^(first_name|vorname)$/, 'given-name'],
  [/^(last_name|nachname)$/, 'family-name'],
  [/^(company|firma)$/, 'organization'],
  [/^(street|strasse)$/, 'street-address'],
  [/^(postal_code|postcode|plz)$/, 'postal-code'],
  [/^(city|ort)$/, 'address-level2'],
  [/^(phone|telefon)$/, 'tel'],
];

export const shortText: Kind = {
  group: false,
  view(cell) {
    const autocomplete = PURPOSES.find(([pattern]) => pattern.test(cell.field.key))?.[1] ?? null;
    const inputmode = autocomplete === 'tel' ? 'tel' : null;
    const target = textInput(cell, { autocomplete, inputmode });
    return { target, nodes: [target] };
  },
};
