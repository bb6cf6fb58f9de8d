/** Multiplication in the dihedral group of order ten. */
const PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];

/** What becomes of a digit at each place; the places repeat after eight. */
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/**
 * Whether digits pass the Verhoeff test, which finds every single wrong digit and every swap of neighbours. One in ten
 * random numbers passes.
 *
 * SOURCE: J. Verhoeff, Error Detecting Decimal Codes, Mathematical Centre Tracts 29 (1969).
 *
 * @param digits - Digits only, the check digit last.
 */
export function passesVerhoeff(digits: string): boolean {
  let product = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const permuted = Number(PERMUTATION[place % 8]?.[digit]);
    product = Number(PRODUCT[product]?.[permuted]);
  }
  return product === 0;
}
