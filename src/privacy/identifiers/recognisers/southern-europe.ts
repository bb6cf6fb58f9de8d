import { passesLuhn } from '../checksums/luhn.ts';
import { base36Value, digitsOf, lettersAndDigitsOf } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const SPAIN = { region: 'ES', subject: 'person', legal: IDENTITY_DOCUMENT } as const;
const ITALY = { region: 'IT', subject: 'person', legal: IDENTITY_DOCUMENT } as const;

const SPANISH_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Tax numbers of Spaniards. SOURCE: Real Decreto 1065/2007; the letter is the number modulo 23. */
export const esNif = recogniserFrom({
  ...SPAIN,
  kind: 'esNif',
  falsePositiveRate: 1 / 23,
  shapes: [/\b\d{7,8}-?[A-Z]\b/gi],
  check: (candidate) => hasSpanishLetter(lettersAndDigitsOf(candidate)),
});

/** Numbers of foreigners in Spain: X, Y, Z stand for 0, 1, 2. SOURCE: Orden INT/2058/2008. */
export const esNie = recogniserFrom({
  ...SPAIN,
  kind: 'esNie',
  falsePositiveRate: 1 / 23,
  distinctive: true,
  shapes: [/\b[XYZ]\d{7}-?[A-Z]\b/gi],
  check: (candidate) => {
    const plain = lettersAndDigitsOf(candidate);
    return hasSpanishLetter(`${'XYZ'.indexOf(plain.charAt(0))}${plain.slice(1)}`);
  },
});

function hasSpanishLetter(plain: string): boolean {
  return plain.at(-1) === SPANISH_LETTERS[Number(plain.slice(0, -1)) % 23];
}

/** Spanish passports: three letters, six digits. */
export const esPassport = recogniserFrom({ ...SPAIN, kind: 'esPassport', shapes: [/\b[A-Z]{3}\d{6}\b/gi] });

/** What a character at an odd place counts (the first is odd), by its value at an even one. */
const ITALIAN_ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/**
 * Italian tax codes of persons. Where two persons would share a code, digits become the letters LMNPQRSTUV.
 *
 * SOURCE: Decreto ministeriale 23 dicembre 1976, n. 345; check letter Σ mod 26.
 */
export const itFiscalCode = recogniserFrom({
  ...ITALY,
  kind: 'itFiscalCode',
  falsePositiveRate: 1 / 26,
  distinctive: true,
  findsUnchecked: true,
  shapes: [/\b[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]\b/gi],
  check: (candidate) => {
    const characters = Array.from(candidate.toUpperCase());
    const sum = characters.slice(0, 15).reduce((total, character, place) => {
      const value = base36Value(character);
      const even = value > 9 ? value - 10 : value;
      return total + (place % 2 === 0 ? (ITALIAN_ODD[even] ?? 0) : even);
    }, 0);
    return characters[15] === String.fromCharCode(65 + (sum % 26));
  },
});

/** Italian VAT numbers: eleven digits that pass Luhn. SOURCE: DPR 633/1972, art. 35. */
export const itVatCode = recogniserFrom({
  ...ITALY,
  kind: 'itVatCode',
  subject: 'organisation',
  falsePositiveRate: 0.1,
  shapes: [/\b(?:IT)?\d{8}_?\d{3}\b/gi],
  check: (candidate) => passesLuhn(digitsOf(candidate)) && Number(digitsOf(candidate)) > 0,
});

/** Italian driving licences: two letters, seven digits, a letter; or U1, seven characters without vowels, a letter. */
export const itDriversLicence = recogniserFrom({
  ...ITALY,
  kind: 'itDriversLicence',
  shapes: [/\b(?:[A-Z]{2}\d{7}[A-Z]|U1[B-DF-HJ-NP-TV-Z\d]{7}[A-Z])\b/gi],
});

/** Italian identity cards: on paper, of the first electronic kind, and of the present one. */
export const itIdentityCard = recogniserFrom({
  ...ITALY,
  kind: 'itIdentityCard',
  shapes: [/\b(?:[A-Z]{2} ?\d{7}|\d{7}[A-Z]{2}|[A-Z]{2}\d{5}[A-Z]{2})\b/gi],
});

/** Italian passports: two letters, seven digits. */
export const itPassport = recogniserFrom({ ...ITALY, kind: 'itPassport', shapes: [/\b[A-Z]{2}\d{7}\b/gi] });
