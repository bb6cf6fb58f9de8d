import { digitsOf, lettersAndDigitsOf, modulo, weightedSum } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const SINGAPORE_WEIGHTS = [2, 7, 6, 5, 4, 3, 2];
/** What is added to the sum, and the letters for the rests 0 to 10, by the first letter. */
const SINGAPORE_SERIES: Readonly<Record<string, readonly [number, string]>> = {
  S: [0, 'JZIHGFEDCBA'],
  T: [4, 'JZIHGFEDCBA'],
  F: [0, 'XWUTRQPNMLK'],
  G: [4, 'XWUTRQPNMLK'],
  M: [3, 'XWUTRQPNJLK'],
};

/**
 * Singapore: identity cards (S, T) and foreigners (F, G, M). The check letter is not asked of what is found in a text.
 *
 * SOURCE: Immigration and Checkpoints Authority; weights 2, 7, 6, 5, 4, 3, 2, modulus 11.
 */
export const sgNricFin = recogniserFrom({
  kind: 'sgNricFin',
  region: 'SG',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 1 / 11,
  distinctive: true,
  findsUnchecked: true,
  shapes: [/\b[STFGM]\d{7}[A-Z]\b/gi],
  check: (candidate) => {
    const plain = candidate.toUpperCase();
    const [offset, letters] = SINGAPORE_SERIES[plain.charAt(0)] ?? [0, ''];
    const rest = (weightedSum(plain.slice(1), SINGAPORE_WEIGHTS) + offset) % 11;
    // The letters of M run the other way: rest 0 is its last one.
    return plain.at(-1) === (plain.startsWith('M') ? letters[10 - rest] : letters[rest]);
  },
});

const UEN_OTHER = 'ABCDEFGHJKLMNPQRSTUVWX0123456789';

/**
 * Singapore organisations: businesses (nine characters), local companies (ten, the year first), others (T or S first).
 *
 * SOURCE: Accounting and Corporate Regulatory Authority, unique entity number; modulus 11 in each form.
 */
export const sgUen = recogniserFrom({
  kind: 'sgUen',
  region: 'SG',
  subject: 'organisation',
  falsePositiveRate: 1 / 11,
  shapes: [/\b(?:\d{8}[A-Z]|(?:18|19|20)\d{7}[A-Z]|[TSR]\d{2}[A-Z]{2}\d{4}[A-Z])\b/gi],
  check: (candidate) => uenCheck(candidate.toUpperCase()) === candidate.at(-1)?.toUpperCase(),
});

function uenCheck(plain: string): string | undefined {
  const body = plain.slice(0, -1);
  if (body.length === 8) return 'XMKECAWLJDB'[weightedSum(body, [10, 4, 9, 3, 8, 2, 7, 1]) % 11];
  if (/^\d/u.test(body)) return 'ZKCMDNERGWH'[weightedSum(body, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11];
  const weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
  const sum = weights.reduce(
    (total, weight, place) => total + weight * UEN_OTHER.indexOf(body.charAt(place)),
    0,
  );
  return UEN_OTHER[modulo(sum - 5, 11)];
}

/**
 * Thai national numbers: kind of person, province, place and serial number, check digit.
 *
 * SOURCE: Department of Provincial Administration; weights 13 to 2, check (11 − Σ mod 11) mod 10.
 */
export const thNationalId = recogniserFrom({
  kind: 'thNationalId',
  region: 'TH',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.06,
  shapes: [/(?<![\w-])\d{13}(?![\w-])/gu, /(?<![\w-])\d-\d{4}-\d{5}-\d{2}-\d(?![\w-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const rest = weightedSum(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    const place = /^[1-8](?:1\d|2[0-7]|3\d|4\d|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6])/u;
    return place.test(digits) && (11 - rest) % 10 === Number(digits.at(-1));
  },
});

/** Philippine mobile numbers, with 0 or +63 in front. SOURCE: National Telecommunications Commission. */
export const phMobile = recogniserFrom({
  kind: 'phMobile',
  region: 'PH',
  subject: 'person',
  evidence: 'prefix',
  falsePositiveRate: 0.1,
  shapes: [/(?<![\w+-])(?:\+63|0)[ -]?\(?\d{3}\)?[ -]?\d{3}[ -]?\d{4}(?![\w-])/gu],
  check: (candidate) => /^(?:63|0)9\d{9}$/u.test(digitsOf(candidate)),
});

/** Philippine taxpayers: nine digits, perhaps a branch. SOURCE: Bureau of Internal Revenue; weights 9 to 2, mod 11. */
export const phTin = recogniserFrom({
  kind: 'phTin',
  region: 'PH',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 1 / 11,
  shapes: [/(?<![\w-])\d{3}(-?)\d{3}\1\d{3}(?:\1\d{3,5})?(?![\w-])/gu],
  check: (candidate) => {
    const digits = lettersAndDigitsOf(candidate);
    return weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(digits[8]);
  },
});
