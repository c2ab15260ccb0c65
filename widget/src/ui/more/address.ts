/** Street, number, postcode and city. */

import { address as twin } from '../../engine/more/records';
import type { Kind } from '../kinds/kind';
import { Parts } from './parts';

export const address: Kind = {
  group: true,
  view(cell) {
    const parts = new Parts(cell, twin);
    // Browsers know no word for the number: they fill it in with the street, and the engine takes them apart.
    parts.add('street', { autocomplete: 'address-line1' });
    parts.add('number', { autocomplete: 'off', autocapitalize: 'none' });
    parts.add('postcode', { autocomplete: 'postal-code', inputmode: 'numeric' });
    parts.add('city', { autocomplete: 'address-level2' });
    return parts.view();
  },
};
