/** Notice a slip in the domain of an e-mail address. It is a hint: the address is taken as it stands. */

const COMMON = (
  'gmail.com googlemail.com gmx.de gmx.net web.de t-online.de freenet.de outlook.com outlook.de hotmail.com hotmail.de ' +
  'icloud.com yahoo.com yahoo.de'
).split(' ');
/** Real neighbours of the common ones: no slips. */
const REAL = 'mail.com ymail.com mail.de gmx.com gmx.eu'.split(' ');

/** Give the address that was probably meant, or null. */
export function suggestion(address: string): string | null {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).trim().toLowerCase();
  if (at < 1 || COMMON.includes(domain) || REAL.includes(domain)) return null;
  const meant = COMMON.find((common) => oneSlip(domain, common));
  return meant ? address.slice(0, at + 1) + meant : null;
}

/** Tell whether two words differ by one letter: missing, extra, wrong, or two swapped. */
function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  );
}
