import { crossSum, digitsOf, lettersAndDigitsOf, weightedSum } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

/** A blank before one letter counts 36, so that cards with one and with two letters share their weights. */
const BLANK = 36;

/**
 * Hong Kong identity cards: one or two letters, six digits, a check digit (0 to 9 or A) in brackets.
 *
 * SOURCE: weights 9 to 2 with A = 10 … Z = 35, check 11 − Σ mod 11 (10 is A, 11 is 0); Immigration Department.
 */
export const hkId = recogniserFrom({
  kind: 'hkId',
  region: 'HK',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 1 / 11,
  shapes: [/(?<![\dA-Z])[A-Z]{1,2}\d{6}(?:\([\dA]\)|[\dA](?![\dA-Z]))/gi],
  check: (candidate) => {
    const plain = lettersAndDigitsOf(candidate);
    const body = plain.slice(0, -1);
    const blank = body.length === 7 ? BLANK * 9 : 0;
    const sum = blank + weightedSum(body, [9, 8, 7, 6, 5, 4, 3, 2].slice(8 - body.length));
    const check = (11 - (sum % 11)) % 11;
    return plain.at(-1) === (check === 10 ? 'A' : String(check));
  },
});

/** Macao identity cards: seven digits that begin with 1, 5 or 7, a check digit in brackets. Its rule is not public. */
export const moId = recogniserFrom({
  kind: 'moId',
  region: 'MO',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  shapes: [
    /(?<![\w.-])[157]\d{6}\(\d\)|(?<![\w.-])[157]\/?\d{6}\/\d(?!\w)|(?<![\w.-])[157]\d{7}(?![\w.-])/gu,
  ],
});

/** Numbers of the letters, in the order in which the counties got them: A is 10, O is 35. */
const TAIWAN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/**
 * Taiwan identity cards, and resident certificates of foreigners in the form of 2021 (second digit 8 or 9) and in the
 * one before (second letter A to D).
 *
 * SOURCE: letter as two digits, weights 1, 9, 8 … 1, 1, Σ mod 10 = 0; National Immigration Agency.
 */
export const twId = recogniserFrom({
  kind: 'twId',
  region: 'TW',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.1,
  shapes: [/\b[A-Z][1289A-D]\d{8}\b/gi],
  check: (candidate) => {
    const plain = candidate.toUpperCase();
    const first = taiwanLetter(plain.charAt(0));
    const second = /\d/u.test(plain.charAt(1)) ? plain.charAt(1) : String(taiwanLetter(plain.charAt(1)) % 10);
    const digits = `${first}${second}${plain.slice(2)}`;
    return weightedSum(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0;
  },
});

function taiwanLetter(letter: string): number {
  return TAIWAN_LETTERS.indexOf(letter) + 10;
}

/**
 * Taiwan business numbers: eight digits; a seventh of 7 may count as 1 or as 0.
 *
 * SOURCE: weights 1, 2, 1, 2, 1, 2, 4, 1, digits of the products added, multiple of 5 (since 2023; of 10 before);
 * Ministry of Finance.
 */
export const twBusinessNumber = recogniserFrom({
  kind: 'twBusinessNumber',
  region: 'TW',
  subject: 'organisation',
  falsePositiveRate: 0.22,
  shapes: [/(?<![\w.-])\d{8}(?![\w.-])/gu],
  check: (candidate) => {
    const sum = crossSum(digitsOf(candidate), [1, 2, 1, 2, 1, 2, 4, 1]);
    return sum % 5 === 0 || (candidate.charAt(6) === '7' && (sum + 1) % 5 === 0);
  },
});
