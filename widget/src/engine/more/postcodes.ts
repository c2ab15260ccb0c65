/** Postcodes of the countries whose addresses are asked for: the twin of builder/fields/postcodes.py. */

import { Invalid } from '../kind';
import { own } from '../text';
import { compact } from './compact';

/** How many figures a postcode has, what may precede it, and what it looks like. */
const SHAPES: Record<string, [figures: number, shape: RegExp]> = {
  DE: [5, /^(?:[Dd][Ee]?)?((?!00)[0-9]{5})$/],
  AT: [4, /^(?:[Aa][Tt]?)?([1-9][0-9]{3})$/],
  CH: [4, /^(?:[Cc][Hh]|[Ff][Ll])?([1-9][0-9]{3})$/],
};
export const LONGEST = 20;

/** Take blanks and "D-" out of a postcode. Throws Invalid where its shape is another. */
export function readPostcode(text: string, country: string | undefined): string {
  const [figures, shape] = (own(SHAPES, country ?? '') as typeof SHAPES.DE) ?? SHAPES.DE!;
  const found = shape.exec(compact(text))?.[1];
  if (!found) throw new Invalid('invalid_postcode', { figures });
  return found;
}
