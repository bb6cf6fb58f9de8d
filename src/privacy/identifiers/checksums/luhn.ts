/**
 * Whether digits pass the Luhn test: from the right every second digit is doubled, nine taken off above nine, and the
 * sum is a multiple of ten. One in ten random numbers passes.
 *
 * SOURCE: H. P. Luhn, US patent 2,950,048 (1960); ISO/IEC 7812-1:2017, Annex B.
 *
 * @param digits - Digits only, the check digit last.
 */
export function passesLuhn(digits: string): boolean {
  if (!/^\d+$/u.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighted = place % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
