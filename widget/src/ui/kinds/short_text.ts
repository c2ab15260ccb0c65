/** A line of text. */

import type { Kind } from './kind';
import { textInput } from './text_input';

/** Field keys whose meaning browsers can fill in (WCAG 1.3.5), in the two languages they are written in. */
const PURPOSES: [RegExp, string][] = [
  [/^(full_?)?name$/, 'name'],
  [/^(first_?name|given_?name|vorname)$/, 'given-name'],
  [/^(last_?name|family_?name|surname|nachname)$/, 'family-name'],
  [/^(company|organi[sz]ation|firma)$/, 'organization'],
  [/^(street|street_?address|strasse)$/, 'street-address'],
  [/^(zip|postcode|postal_?code|plz)$/, 'postal-code'],
  [/^(city|town|ort|stadt)$/, 'address-level2'],
  [/^(phone|telephone|telefon)$/, 'tel'],
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
