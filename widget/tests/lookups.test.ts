/** What is found when somebody types: an option by a part of it, a city by its postcode. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readCities } from '../src/ui/more/cities';
import { matches } from '../src/ui/more/combobox';

const LABEL = 'Württembergische Straßen-AG';

for (const typed of ['Württ', 'WÜRTT', 'wurtt', 'wuertt', 'bergische', ' straß', 'strassen', 'AG', '']) {
  test(`"${typed}" finds it`, () => ok(matches(LABEL, typed)));
}

for (const typed of ['wirtt', 'AGs', 'ttw', 'Württ AG']) {
  test(`"${typed}" does not find it`, () => ok(!matches(LABEL, typed)));
}

test('a line has a postcode and its places, or those of the line before', () => {
  const found = readCities('# head\n01067 Dresden\n01069\n01454 Radeberg|Wachau\n\n');
  deepStrictEqual([...found], [['01067', ['Dresden']], ['01069', ['Dresden']], ['01454', ['Radeberg', 'Wachau']]]);
});

test('what is no list of postcodes is empty', () => strictEqual(readCities('<!doctype html>\n<p>404 10115').size, 0));

test('the shipped list is read whole', () => {
  const text = readFileSync('../builder/embed/data/postcodes-de.txt', 'utf8');
  const found = readCities(text);
  strictEqual(found.size, 8168);
  deepStrictEqual(found.get('10115'), ['Berlin']);
  ok([...found.values()].flat().every((place) => place && place === place.trim()));
});
