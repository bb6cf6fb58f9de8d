import { isShortDay } from '../calendar.ts';
import { passesMod11And10 } from '../checksums/iso-7064.ts';
import { passesTravelDocumentCheck } from '../checksums/travel-document.ts';
import { crossSum, digitsOf, weightedSum } from '../checksums/weighted-sum.ts';
import { HEALTH_NUMBER, IDENTITY_DOCUMENT, NOBODY } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const GERMANY = { region: 'DE', subject: 'person' } as const;
const ALTERNATING = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2];

/**
 * Tax identification numbers of persons: no leading zero, no digit more than three times among the first ten.
 *
 * SOURCE: § 139b AO; Bundeszentralamt für Steuern; ISO/IEC 7064 mod 11,10.
 */
export const deTaxId = recogniserFrom({
  ...GERMANY,
  kind: 'deTaxId',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.1,
  shapes: [/\b[1-9]\d{10}\b/gu],
  check: (candidate) => {
    const body = candidate.slice(0, 10);
    return (
      passesMod11And10(candidate) && Array.from(body).every((digit) => body.split(digit).length - 1 <= 3)
    );
  },
});

/** Tax numbers in the form of the federation (13 digits) and in those of the states (with slashes). */
export const deTaxNumber = recogniserFrom({
  ...GERMANY,
  kind: 'deTaxNumber',
  shapes: [/\b(?:0[1-9]|1[0-6])\d{11}\b/gu, /(?<![\w/])\d{2,3}\/\d{3,4}\/\d{4,5}(?![\w/])/gu],
});

/** VAT numbers. SOURCE: § 27a UStG; ISO/IEC 7064 mod 11,10. */
export const deVatId = recogniserFrom({
  ...GERMANY,
  kind: 'deVatId',
  subject: 'organisation',
  falsePositiveRate: 0.1,
  distinctive: true,
  shapes: [/\bDE[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{3}\b/gi],
  check: (candidate) => passesMod11And10(digitsOf(candidate)),
});

/**
 * Numbers of health insurance: a letter, eight digits, a check digit; the letter counts as two digits (A is 01).
 *
 * SOURCE: § 290 SGB V; weights 1, 2 alternating, digits of the products added, modulus 10.
 */
export const deHealthInsurance = recogniserFrom({
  ...GERMANY,
  kind: 'deHealthInsurance',
  legal: HEALTH_NUMBER,
  falsePositiveRate: 0.1,
  shapes: [/\b[A-Z]\d{9}\b/gi],
  check: (candidate) => {
    const digits = letterAsDigits(candidate.charAt(0)) + candidate.slice(1);
    return crossSum(digits, ALTERNATING) % 10 === Number(digits.at(-1));
  },
});

/**
 * Numbers of the pension insurance: office, day of birth, first letter of the name at birth, serial number, check.
 *
 * SOURCE: VKVV § 2; weights 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1, digits of the products added, modulus 10.
 */
export const deSocialSecurity = recogniserFrom({
  ...GERMANY,
  kind: 'deSocialSecurity',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.008,
  distinctive: true,
  shapes: [/\b\d{8}[A-Z]\d{3}\b/gi],
  check: (candidate) => {
    const digits = candidate.slice(0, 8) + letterAsDigits(candidate.charAt(8)) + candidate.slice(9);
    // Where the serial numbers of a day ran out, fifty is added to the day.
    const day = Number(candidate.slice(2, 4)) % 50;
    const born = `${candidate.slice(6, 8)}${candidate.slice(4, 6)}${String(day).padStart(2, '0')}`;
    const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    return isShortDay(born) && crossSum(digits, weights) % 10 === Number(digits.at(-1));
  },
});

/** Place of a letter in the alphabet as two digits: A is 01, Z is 26. */
function letterAsDigits(letter: string): string {
  return String(letter.toUpperCase().charCodeAt(0) - 64).padStart(2, '0');
}

const DOCUMENT = {
  ...GERMANY,
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.1,
  shapes: [/\b[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{7}\d\b/gi],
  check: (candidate: string) => passesTravelDocumentCheck(candidate.toUpperCase()),
};

/** Identity cards: nine characters without vowels, the last a check digit. SOURCE: PAuswV; ICAO Doc 9303. */
export const deIdCard = recogniserFrom({ ...DOCUMENT, kind: 'deIdCard' });

/** Passports: as identity cards, the first character of those of passport offices. SOURCE: PassV; ICAO Doc 9303. */
export const dePassport = recogniserFrom({ ...DOCUMENT, kind: 'dePassport' });

/** Driving licences: two letters of the authority, eight digits, a check character. */
export const deDriversLicence = recogniserFrom({
  ...GERMANY,
  kind: 'deDriversLicence',
  legal: IDENTITY_DOCUMENT,
  shapes: [/\b[A-Z]{2}\d{8}[A-Z\d]\b/gi],
});

/**
 * Numbers of doctors: six digits, a check digit, two digits of the field.
 *
 * SOURCE: Kassenärztliche Bundesvereinigung, rule for LANR: weights 4, 9 alternating, check 10 − Σ mod 10.
 */
export const deDoctorNumber = recogniserFrom({
  ...GERMANY,
  kind: 'deDoctorNumber',
  falsePositiveRate: 0.1,
  shapes: [/\b\d{9}\b/gu],
  check: (candidate) =>
    (10 - (weightedSum(candidate, [4, 9, 4, 9, 4, 9]) % 10)) % 10 === Number(candidate[6]),
});

/** Places of practice: nine digits that begin with the code of an association of doctors. */
export const dePracticeNumber = recogniserFrom({
  ...GERMANY,
  kind: 'dePracticeNumber',
  subject: 'organisation',
  shapes: [/\b(?:01|02|03|17|20|38|46|51|52|71|72|73|78|83|88|93|98)\d{7}\b/gu],
});

/** Entries in the register of companies: section A or B and up to six digits. */
export const deCommercialRegister = recogniserFrom({
  ...GERMANY,
  kind: 'deCommercialRegister',
  subject: 'organisation',
  distinctive: true,
  shapes: [/\bHR[AB] ?\d{1,6}\b/gi],
});

/** Number plates: district, one or two letters, up to four digits; H for old, E for electric vehicles. */
export const deLicensePlate = recogniserFrom({
  ...GERMANY,
  kind: 'deLicensePlate',
  subject: 'vehicle',
  shapes: [/(?<![\wÄÖÜäöü])[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -][1-9]\d{0,3}[EH]?(?!\w)/gi],
});

/** Postcodes: five digits from 01001 to 99998. */
export const dePostcode = recogniserFrom({
  ...GERMANY,
  kind: 'dePostcode',
  subject: 'thing',
  legal: NOBODY,
  shapes: [/\b(?!01000|99999)(?:0[1-9]|[1-9]\d)\d{3}\b/gu],
});
