import { isShortDay } from '../calendar.ts';
import { digitsOf, modulo, weightedSum } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const KOREA = { region: 'KR', subject: 'person', legal: IDENTITY_DOCUMENT } as const;
const RESIDENT_WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/**
 * Resident registration numbers. Those given out since October 2020 are random after the seventh digit and have no
 * check digit, so a text that fails the check is found all the same.
 *
 * SOURCE: Resident Registration Act, enforcement rules; weights 2 to 9, 2 to 5, check (11 − Σ mod 11) mod 10.
 */
export const krRrn = recogniserFrom({
  ...KOREA,
  kind: 'krRrn',
  falsePositiveRate: 0.1,
  findsUnchecked: true,
  shapes: [/(?<![\w-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[1-4]\d{6}(?![\w-])/gu],
  check: (candidate) => passesResidentCheck(digitsOf(candidate), 11),
});

/** Registration numbers of foreigners, as those of residents. SOURCE: Immigration Act; check (13 − Σ mod 11) mod 10. */
export const krFrn = recogniserFrom({
  ...KOREA,
  kind: 'krFrn',
  falsePositiveRate: 0.1,
  findsUnchecked: true,
  shapes: [/(?<![\w-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[5-8]\d{6}(?![\w-])/gu],
  check: (candidate) => passesResidentCheck(digitsOf(candidate), 13),
});

function passesResidentCheck(digits: string, base: number): boolean {
  const check = (base - (weightedSum(digits, RESIDENT_WEIGHTS) % 11)) % 10;
  return isShortDay(digits.slice(0, 6)) && check === Number(digits.at(-1));
}

/**
 * Business registration numbers.
 *
 * SOURCE: National Tax Service; weights 1, 3, 7, 1, 3, 7, 1, 3, 5, the tens of the last product added, modulus 10.
 */
export const krBrn = recogniserFrom({
  ...KOREA,
  kind: 'krBrn',
  subject: 'organisation',
  legal: ['personal'],
  falsePositiveRate: 0.1,
  shapes: [/(?<![\w-])\d{3}-\d{2}-\d{5}(?![\w-])/gu, /(?<![\w-])\d{10}(?![\w-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const tens = Math.floor((Number(digits[8]) * 5) / 10);
    const sum = weightedSum(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + tens;
    return modulo(-sum, 10) === Number(digits[9]);
  },
});

/** Driving licences: region 11 to 28, year, serial number, check and issue. */
export const krDriversLicense = recogniserFrom({
  ...KOREA,
  kind: 'krDriversLicense',
  shapes: [/(?<![\w-])(?:1[1-9]|2[0-8])([ -]?)\d{2}\1\d{6}\1\d{2}(?![\w-])/gu],
});

/** Passports: of before 2021 a letter and eight digits; since then the fifth character is a letter. */
export const krPassport = recogniserFrom({
  ...KOREA,
  kind: 'krPassport',
  shapes: [/(?<![A-Z\d])[MSRODG](?:\d{3}[A-Z]\d{4}|\d{8})(?![A-Z\d])/gi],
});
