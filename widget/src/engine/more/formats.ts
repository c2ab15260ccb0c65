/** How numbers, amounts and days are said in a language: the twin of builder/fields/formats.py. */

import formats from '../../../../builder/fields/formats.json';
import type { Kind } from '../kind';
import { fill, own } from '../text';

export const SIGNS: Record<string, string> = { EUR: '€', CHF: 'CHF', USD: '$', GBP: '£' };
const GROUPED_FROM = 5;
const NO_BREAK = '\u00a0';

type Format = (typeof formats)['de'] & { months: string[] };

/** Give the formats of a locale's language, else those of German. */
export const saidIn = (locale: string): Format =>
  (own(formats, locale.split('-')[0] ?? '') as Format | undefined) ?? formats.de;

/** Say a decimal string: "-1234567.5" is "-1.234.567,5" in German. */
export function sayNumber(decimal: string, locale: string, unit = '', groupedFrom = GROUPED_FROM): string {
  const form = saidIn(locale);
  const [whole = '', fraction] = decimal.replace('-', '').split('.');
  const grouped = whole.length < groupedFrom ? whole : whole.replace(/\B(?=(?:[0-9]{3})+$)/g, form.group);
  const sign = decimal.startsWith('-') ? '-' : '';
  return sign + grouped + (fraction ? form.decimal + fraction : '') + (unit && NO_BREAK + unit);
}

/** Say an amount: "-1234.50" of "EUR" is "-€1,234.50" in English. */
export function sayMoney(decimal: string, locale: string, currency: string): string {
  const { money } = saidIn(locale);
  const known = (own(SIGNS, currency) as string | undefined) ?? currency;
  // A sign of letters must not run into the figures.
  const sign = money.startsWith('{sign}{') && /^[A-Z]+$/.test(known) ? known + NO_BREAK : known;
  const amount = sayNumber(decimal.replace('-', ''), locale, '', 4);
  return (decimal.startsWith('-') ? '-' : '') + fill(money.replaceAll(' ', NO_BREAK), { amount, sign });
}

/** Say an ISO day: "1985-03-12" is "12.03.1985" in German, "12 March 1985" in English. */
export function sayDay(day: string, locale: string): string {
  const { date, months } = saidIn(locale);
  const [year = '', mm = '', dd = ''] = day.split('-');
  return fill(date, { year, mm, dd, d: Number(dd), month: months[Number(mm) - 1] ?? '' });
}

/** Let a kind say a problem's bounds the way it says values; counts stay. */
export const sayingBounds = (kind: Kind): Kind => ({
  ...kind,
  spoken: (field, params, locale) =>
    Object.fromEntries(
      Object.entries(params).map(([name, param]) => [
        name,
        typeof param === 'string' ? kind.words(field, param, locale) : param,
      ]),
    ),
});
