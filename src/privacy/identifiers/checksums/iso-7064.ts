import { base36Value } from './weighted-sum.ts';

/**
 * Whether digits pass ISO/IEC 7064 mod 11,10 (hybrid system: one check digit, 0 to 9). One in ten passes by chance.
 *
 * SOURCE: ISO/IEC 7064:2003, clause 9; used for German tax and VAT numbers.
 *
 * @param digits - Digits only, the check digit last.
 */
export function passesMod11And10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (product + Number(digits.at(-1))) % 10 === 1;
}

/**
 * Whether digits pass ISO/IEC 7064 mod 11-2 (pure system: check character 0 to 9 or X). One in eleven passes by chance.
 * The weights of GB 11643-1999 (7 9 10 5 8 4 2 1 6 3 …) are its powers of two modulo 11.
 *
 * SOURCE: ISO/IEC 7064:2003, clause 7; GB 11643-1999.
 *
 * @param text - Digits, the check character last.
 */
export function passesMod11Minus2(text: string): boolean {
  const body = text.slice(0, -1);
  return /^\d+$/u.test(body) && text.at(-1) === mod11Minus2Check(body);
}

/** Check character of ISO/IEC 7064 mod 11-2 for digits that have none yet: `0` to `9` or `X`. */
export function mod11Minus2Check(digits: string): string {
  let product = 0;
  for (const digit of digits) product = ((product + Number(digit)) * 2) % 11;
  const check = (12 - product) % 11;
  return check === 10 ? 'X' : String(check);
}

/**
 * Remainder of a long number by 97, letters read as two digits (A is 10, Z is 35).
 *
 * SOURCE: ISO/IEC 7064:2003 mod 97-10; ISO 13616-1 for IBAN, where the remainder must be 1.
 *
 * @param text - Digits and capital letters.
 */
export function remainderBy97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = base36Value(character);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}
