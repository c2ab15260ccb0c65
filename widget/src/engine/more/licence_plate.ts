/** The registration of a German vehicle: the twin of builder/fields/licence_plate.py. */

import { Invalid, type Kind } from '../kind';
import { readText } from '../lines';
import { capitals, GAPS, whole } from './compact';

const LIMIT = 30;
const TAIL = `${GAPS}*([1-9][0-9]{0,3})${GAPS}*([EH]?)`;
const PLATES = [
  whole(`([A-ZÄÖÜ]{1,3})${GAPS}+([A-Z]{1,2})${TAIL}`),
  // Without a gap, only two and five letters say where the place ends.
  whole(`([A-ZÄÖÜ])([A-Z])${TAIL}`),
  whole(`([A-ZÄÖÜ]{3})([A-Z]{2})${TAIL}`),
];

export const licencePlate: Kind = {
  required: 'required',
  read(_, raw) {
    const text = readText(raw, LIMIT);
    if (text === undefined) return undefined;
    for (const plate of PLATES) {
      const found = plate.exec(capitals(text));
      if (found) return `${found[1]}-${found[2]} ${found[3]}${found[4]}`;
    }
    throw new Invalid('invalid_licence_plate');
  },
  answer: (_, value) => ({ type: 'text', value }),
  words: (_, value) => String(value),
};
