/** A bank account: the twin of builder/fields/iban.py. */

import { Invalid, type Kind } from '../kind';
import { readText } from '../lines';
import { own } from '../text';
import { capitals, compact } from './compact';

const LIMIT = 60;
/** How long each country's are (SWIFT's registry): a missing figure is told apart from a wrong one. */
const LENGTHS: Record<string, string> = {
  15: 'NO',
  16: 'BE',
  18: 'DK FI FK FO GL NL SD',
  19: 'MK SI',
  20: 'AT BA EE KZ LT LU MN XK',
  21: 'CH HR LI LV',
  22: 'BG BH CR DE GB GE IE ME RS VA',
  23: 'AE GI IL IQ OM SO TL',
  24: 'AD CZ ES MD PK RO SA SE SK TN VG',
  25: 'LY PT ST',
  26: 'IS TR',
  27: 'BI DJ FR GR IT MC MR SM',
  28: 'AL AZ BY CY DO GT HN HU LB NI PL SV',
  29: 'BR EG PS QA UA',
  30: 'JO KW MU YE',
  31: 'MT SC',
  32: 'LC',
  33: 'RU',
};

/** Tell whether the check digits fit (ISO 7064, modulo 97 with remainder 1). */
function checks(number: string): boolean {
  let rest = 0;
  for (const character of number.slice(4) + number.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const fits = (number: string): boolean =>
  /^[A-Z]{2}[0-9]{2}[A-Z0-9]+$/.test(number) &&
  String(own(LENGTHS, String(number.length)) ?? '').split(' ').includes(number.slice(0, 2)) &&
  checks(number);

export const iban: Kind = {
  required: 'required',
  read(_, raw) {
    const text = readText(raw, LIMIT);
    if (text === undefined) return undefined;
    const number = capitals(compact(text));
    if (!fits(number)) throw new Invalid('invalid_iban');
    return number;
  },
  answer: (_, value) => ({ type: 'text', value }),
  words: (_, value) => String(value).replace(/.{4}(?=.)/g, '$& '),
};
