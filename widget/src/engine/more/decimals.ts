/** Numbers as people type them, in whole ten-thousandths: the twin of builder/fields/decimals.py, where the rule is told. */

import { Invalid } from '../kind';

export const PLACES = 4;
export const MOST = BigInt('9'.repeat(15 + PLACES));
const LONGEST = 40;

const DECIMAL = /^-?[0-9]{1,15}(\.[0-9]{1,4})?$/;
const WHOLE = /^(?:[1-9][0-9]{0,2}([ '.,])[0-9]{3}(?:\1[0-9]{3})*|[0-9]+)$/;
const BY_POINTS = /^[1-9][0-9]{0,2}\.[0-9]{3}$/;
const DIGITS = /^[0-9]*$/;

/** Read what was typed. Throws Invalid. */
export function readNumber(text: string, decimals: number): bigint {
  const plain = text.replace(/[\u00a0\u2009\u202f]/g, ' ').replaceAll('\u2019', "'").replaceAll('\u2212', '-');
  const unsigned = plain.replace(/^-/, '');
  const [whole, mark, typed] = split(unsigned, decimals);
  const shaped = WHOLE.test(whole) && DIGITS.test(typed);
  if ([...text].length > LONGEST || !shaped || (mark && !typed)) throw new Invalid('invalid_number');
  const fraction = typed.replace(/0+$/, '');
  if (fraction.length > decimals) {
    throw decimals ? new Invalid('too_many_decimals', { max: decimals }) : new Invalid('whole_number');
  }
  const number = BigInt(whole.replace(/[^0-9]/g, '') + fraction.padEnd(PLACES, '0'));
  return plain === unsigned ? number : -number;
}

function split(text: string, decimals: number): [whole: string, mark: string, fraction: string] {
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const mark = text.charAt(at);
  const groups = decimals < 3 && BY_POINTS.test(text);
  if (at < 0 || text.indexOf(mark) < at || groups) return [text, '', ''];
  return [text.slice(0, at), mark, text.slice(at + 1)];
}

/** Read a config's decimal string; undefined for what isn't one. */
export function scaled(decimal: unknown): bigint | undefined {
  if (typeof decimal !== 'string' || !DECIMAL.test(decimal)) return undefined;
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(PLACES, '0'));
}

/** Write ten-thousandths as a decimal string without needless zeros, but for `least` decimals. */
export function decimal(number: bigint, least = 0): string {
  const digits = String(number).replace('-', '').padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '').padEnd(least, '0');
  return `${number < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction && '.'}${fraction}`;
}
