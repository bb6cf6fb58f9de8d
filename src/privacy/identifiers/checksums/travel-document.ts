import { weightedSum } from './weighted-sum.ts';

const WEIGHTS = [7, 3, 1];

/**
 * Whether the last digit is the check digit of a travel document: weights 7, 3, 1 repeated, modulus 10. One in ten
 * random numbers passes.
 *
 * SOURCE: ICAO Doc 9303, part 3, section 4.9.
 *
 * @param text - Digits and capital letters, the check digit last.
 */
export function passesTravelDocumentCheck(text: string): boolean {
  const body = text.slice(0, -1);
  const weights = Array.from(body, (_, place) => WEIGHTS[place % WEIGHTS.length] ?? 0);
  return weightedSum(body, weights) % 10 === Number(text.at(-1));
}
