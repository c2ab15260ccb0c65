/** A telephone number: the twin of builder/fields/phone.py. */

import { Invalid, type Kind } from '../kind';
import { readText } from '../lines';
import { BLANKS, own } from '../text';
import type { Field } from '../types';
import { DASHES } from './compact';

const LIMIT = 40;
/** Where a tenant's people are at home: each has the trunk prefix 0. */
const HOME: Record<string, string> = { DE: '49', AT: '43', CH: '41' };
const BETWEEN = new RegExp(`[${BLANKS}${DASHES}()/.]`, 'g');
const UNDIALLED_ZERO = new RegExp(`\\([${BLANKS}]*0[${BLANKS}]*\\)`, 'g');
const TRUNK_ZERO = /^\+(49|43|41)0/;
const NUMBER = /^\+[1-9][0-9]{6,14}$/;
/** Where the area code ends. Numbers that no rule here fits are said without a gap. */
const AREAS: Record<string, RegExp> = {
  49: /^(?:1[5-7][0-9]|3[02]|40|[68]9|20[1-389]|21[124]|228|234|2[2-9]1|3[3-9][15]|340|4[2-9]1|[5-9][1-9]1|906|80[01]|90[0-5]|[24-9][0-9]{3})/,
  43: /^(?:1|6[5-9][0-9]|316|463|512|732|[2-7][0-9]{3})/,
  41: /^[0-9]{2}/,
};
const COUNTRY = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3})/;

const home = ({ config }: Field): string => (own(HOME, config.region ?? '') as string | undefined) ?? HOME.DE!;

export const phone: Kind = {
  required: 'required',
  read(field, raw) {
    const text = readText(raw, LIMIT);
    if (text === undefined) return undefined;
    let number = text.replace(BETWEEN, '');
    if (/^(?:\+|00)/.test(number)) number = text.replace(UNDIALLED_ZERO, '').replace(BETWEEN, '');
    if (number.startsWith('00')) number = `+${number.slice(2)}`;
    else if (number.startsWith('0')) number = `+${home(field)}${number.slice(1)}`;
    number = number.replace(TRUNK_ZERO, '+$1');
    if (!NUMBER.test(number)) throw new Invalid('invalid_phone');
    return number;
  },
  answer: (_, value) => ({ type: 'text', value }),
  words(field, value) {
    const digits = String(value).slice(1);
    const country = COUNTRY.exec(digits)?.[0] ?? '';
    const national = digits.slice(country.length);
    const area = AREAS[country]?.exec(national)?.[0] ?? '';
    const start = country === home(field) ? `0${area}` : `+${country}${area && ` ${area}`}`;
    return `${start}${start === '0' ? '' : ' '}${national.slice(area.length)}`;
  },
};
