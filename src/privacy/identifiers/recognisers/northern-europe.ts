import { isBirthDay, isDay, isShortDay } from '../calendar.ts';
import { passesLuhn } from '../checksums/luhn.ts';
import { digitsOf, weightedSum } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const FINNISH_CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY';
/** Signs of the century in which someone was born; more were added in 2023. */
const FINNISH_CENTURIES: Readonly<Record<string, number>> = { '+': 1800, '-': 1900 };

/**
 * Finnish personal identity codes: day of birth, sign of the century, serial number, check character.
 *
 * SOURCE: Digital and Population Data Services Agency: the nine digits modulo 31.
 */
export const fiPersonalIdentityCode = recogniserFrom({
  kind: 'fiPersonalIdentityCode',
  region: 'FI',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 1 / 31,
  distinctive: true,
  shapes: [/(?<![\d+-])\d{6}[+\-A-FU-Y]\d{3}[\dA-FHJ-NPR-Y](?![\dA-Za-z])/gu],
  check: (candidate) => {
    const sign = candidate.charAt(6);
    const century = FINNISH_CENTURIES[sign] ?? (/[U-Y]/u.test(sign) ? 1900 : 2000);
    const [day, month, year] = [candidate.slice(0, 2), candidate.slice(2, 4), candidate.slice(4, 6)].map(
      Number,
    );
    const number = Number(candidate.slice(0, 6) + candidate.slice(7, 10));
    return (
      isDay(century + (year ?? 0), month ?? 0, day ?? 0) && candidate[10] === FINNISH_CHECKS[number % 31]
    );
  },
});

/**
 * Swedish personal identity numbers, and coordination numbers (day plus 60).
 *
 * SOURCE: Skatteverket, SKV 704; Luhn over the last ten digits.
 */
export const sePersonnummer = recogniserFrom({
  kind: 'sePersonnummer',
  region: 'SE',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.01,
  shapes: [/(?<!\d)(?:18|19|20)?\d{6}[-+]?\d{4}(?![\dA-Za-z])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const short = digits.slice(-10);
    const shift = Number(short.slice(4, 6)) > 60 ? 60 : 0;
    const day = String(Number(short.slice(4, 6)) - shift).padStart(2, '0');
    const born = digits.slice(0, -10) + short.slice(0, 4) + day;
    return passesLuhn(short) && (born.length === 8 ? isBirthDay(born) : isShortDay(born));
  },
});

/** Swedish organisations: ten digits, the third at least 2. SOURCE: Skatteverket, SKV 709; Luhn. */
export const seOrganisationsnummer = recogniserFrom({
  kind: 'seOrganisationsnummer',
  region: 'SE',
  subject: 'organisation',
  falsePositiveRate: 0.1,
  shapes: [/(?<!\d)[1-35-9]\d[2-9]\d{3}-?\d{4}(?![\dA-Za-z])/gu],
  check: (candidate) => passesLuhn(digitsOf(candidate)),
});

/** What is added to the month for each century, by its number after 1900. */
const POLISH_CENTURIES = [1900, 2000, 2100, 2200, 1800];

/**
 * Polish personal numbers: day of birth with the century in the month, serial number, check digit.
 *
 * SOURCE: Ustawa o ewidencji ludności, art. 15; weights 1, 3, 7, 9 repeated, modulus 10.
 */
export const plPesel = recogniserFrom({
  kind: 'plPesel',
  region: 'PL',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.018,
  shapes: [/\b\d{11}\b/gu],
  check: (candidate) => {
    const [year, coded, day] = [candidate.slice(0, 2), candidate.slice(2, 4), candidate.slice(4, 6)].map(
      Number,
    );
    if (year === undefined || coded === undefined || day === undefined) return false;
    const century = POLISH_CENTURIES[Math.floor(coded / 20)] ?? 1900;
    return (
      isDay(century + year, coded % 20, day) &&
      weightedSum(candidate, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
    );
  },
});

/**
 * Norwegian national numbers: day of birth (plus 40 for those of foreigners), serial number, two check digits.
 *
 * SOURCE: Skatteetaten; weights 3, 7, 6, 1, 8, 9, 4, 5, 2 and 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, modulus 11.
 */
export const noNationalNumber = recogniserFrom({
  kind: 'noNationalNumber',
  region: 'NO',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.001,
  shapes: [/(?<![\w.-])\d{6} ?\d{5}(?![\w.-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const day = Number(digits.slice(0, 2)) % 40;
    const born = digits.slice(4, 6) + digits.slice(2, 4) + String(day).padStart(2, '0');
    return (
      isShortDay(born) &&
      weightedSum(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
      weightedSum(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
    );
  },
});

/**
 * Danish personal numbers: day of birth and four digits, without a check since 2007. Order numbers that begin with the
 * day they were given look the same, so only a header can tell. SOURCE: CPR-kontoret.
 */
export const dkCpr = recogniserFrom({
  kind: 'dkCpr',
  region: 'DK',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  evidence: 'shape',
  shapes: [/(?<![\w.-])\d{6}-?\d{4}(?![\w.-])/gu],
  check: (candidate) => isShortDay(candidate.slice(4, 6) + candidate.slice(2, 4) + candidate.slice(0, 2)),
});

/**
 * Czech and Slovak birth numbers: day of birth (women plus 50 in the month, and 20 where numbers ran out), a serial
 * number that makes the whole a multiple of 11.
 *
 * SOURCE: Zákon č. 133/2000 Sb., § 13.
 */
export const czBirthNumber = recogniserFrom({
  kind: 'czBirthNumber',
  region: 'CZ',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.015,
  shapes: [/(?<![\w.-])\d{6}\/?\d{4}(?![\w.-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const month = (Number(digits.slice(2, 4)) % 50) % 20;
    const born = digits.slice(0, 2) + String(month).padStart(2, '0') + digits.slice(4, 6);
    return Number(digits) % 11 === 0 && isShortDay(born);
  },
});
