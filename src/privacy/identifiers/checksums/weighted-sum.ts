/** Weights 3, 1, 3, 1 … and the like repeat; national numbers list theirs in full. */
export type Weights = readonly number[];

/** Value of a character: digits are themselves, A is 10 … Z is 35. Other characters are NaN. */
export function base36Value(character: string): number {
  return /^[0-9A-Z]$/u.test(character) ? Number.parseInt(character, 36) : Number.NaN;
}

/**
 * Σ weight · value over the characters that have a weight.
 *
 * @param text - Digits and capital letters; A counts 10, Z counts 35.
 * @param weights - One per character from the left; characters beyond them do not count.
 * @throws RangeError when there are more weights than characters.
 */
export function weightedSum(text: string, weights: Weights): number {
  return weights.reduce((sum, weight, place) => sum + weight * characterAt(text, place), 0);
}

/**
 * As `weightedSum`, but of each product the digits are added up (12 counts 3).
 *
 * @throws RangeError when there are more weights than digits.
 */
export function crossSum(digits: string, weights: Weights): number {
  return weights.reduce((sum, weight, place) => {
    const product = weight * characterAt(digits, place);
    return sum + Math.floor(product / 10) + (product % 10);
  }, 0);
}

/** The rest of a division that is never negative. */
export function modulo(value: number, modulus: number): number {
  return ((value % modulus) + modulus) % modulus;
}

/** A text without anything but digits. */
export function digitsOf(text: string): string {
  return text.replace(/\D/gu, '');
}

/** A text in capitals without anything but letters A to Z and digits. */
export function lettersAndDigitsOf(text: string): string {
  return text.toUpperCase().replace(/[^0-9A-Z]/gu, '');
}

function characterAt(text: string, place: number): number {
  const character = text[place];
  if (character === undefined) throw new RangeError('There are more weights than characters.');
  return base36Value(character);
}
