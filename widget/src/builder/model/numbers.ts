/** Numbers as people type them, and as documents write them; the twin of `read_decimal` in builder/admin. */

const DECIMAL = /^-?\d{1,15}(\.\d{1,4})?$/;
const THOUSANDS = /^-?\d{1,3}(\.\d{3})+$/;

/** Read "1.200,50" or "12.5" into a decimal string; null for what is no number. */
export function readDecimal(typed: string, language: string): string | null {
  let text = typed.replace(/[\s\u00a0]/g, '').replace('\u2212', '-');
  if (language === 'de' && (text.includes(',') || THOUSANDS.test(text))) text = text.replaceAll('.', '').replace(',', '.');
  if (!DECIMAL.test(text)) return null;
  const [sign, digits] = text.startsWith('-') ? ['-', text.slice(1)] : ['', text];
  return sign + digits.replace(/^0+(?=\d)/, '');
}

/** Show a decimal string the way the language writes it. */
export function showDecimal(number: string, language: string): string {
  return language === 'de' ? number.replace('.', ',') : number;
}
