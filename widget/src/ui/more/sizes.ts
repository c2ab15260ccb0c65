/** Say the size of a file the way people do. */

const MEGA = 2 ** 20;
const KILO = 2 ** 10;

/** Give a size in megabytes or, where that would be little, in kilobytes: "2,4 MB". */
export function megabytes(bytes: number, locale: string): string {
  const unit = bytes < MEGA ? 'kilobyte' : 'megabyte';
  const amount = bytes / (bytes < MEGA ? KILO : MEGA);
  const maximumFractionDigits = bytes < MEGA ? 0 : 1;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(amount);
}
