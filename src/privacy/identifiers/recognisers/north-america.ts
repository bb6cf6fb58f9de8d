import { passesLuhn } from '../checksums/luhn.ts';
import { digitsOf } from '../checksums/weighted-sum.ts';
import { HEALTH_NUMBER, IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const STATES = { region: 'US', subject: 'person', legal: IDENTITY_DOCUMENT } as const;

/** Numbers that were printed in advertisements and are used as examples. */
const EXAMPLE_SSN = new Set(['078051120', '123456789', '219099999', '457555462']);

/**
 * Social security numbers. There is no check digit: a ninth of all nine digits are ruled out.
 *
 * SOURCE: 20 CFR 422.103; Social Security Administration, randomisation of 2011: area not 000, 666 or 900 to 999, group
 * not 00, serial number not 0000.
 */
export const usSsn = recogniserFrom({
  ...STATES,
  kind: 'usSsn',
  evidence: 'prefix',
  falsePositiveRate: 0.89,
  shapes: [
    /(?<![\w-])\d{3}([-. ])\d{2}\1\d{4}(?![\w-])/gu,
    /(?<![\w-])\d{3}(?:-?\d{2}|\d{2}-)\d{4}(?![\w-])/gu,
  ],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/u.test(digits) && !EXAMPLE_SSN.has(digits);
  },
});

/** Taxpayers without a social security number. SOURCE: Internal Revenue Service: 9, group 50 to 65, 70 to 88, 90 to 92, 94 to 99. */
export const usItin = recogniserFrom({
  ...STATES,
  kind: 'usItin',
  shapes: [/\b9\d{2}-?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-?\d{4}\b/gu],
});

/** Passports: nine digits, or a letter and eight. */
export const usPassport = recogniserFrom({ ...STATES, kind: 'usPassport', shapes: [/\b[A-Z\d]\d{8}\b/gi] });

/** Driving licences. Each state has its own form; together they have no shape that other numbers have not. */
export const usDriversLicense = recogniserFrom({
  ...STATES,
  kind: 'usDriversLicense',
  shapes: [/\b(?:[A-Z]\d{3,14}|[A-Z]{2}\d{2,7}|\d{6,14})\b/gi],
});

/** Medicare beneficiaries. SOURCE: CMS, MBI format: letters without S, L, O, I, B, Z. */
export const usMbi = recogniserFrom({
  ...STATES,
  kind: 'usMbi',
  legal: HEALTH_NUMBER,
  distinctive: true,
  shapes: [
    /\b[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b/gi,
  ],
});

/** Providers of health care. SOURCE: 45 CFR 162.406; Luhn with 80840 in front. */
export const usNpi = recogniserFrom({
  ...STATES,
  kind: 'usNpi',
  legal: ['personal'],
  falsePositiveRate: 0.1,
  shapes: [/\b[12]\d{9}\b/gu, /\b[12]\d{3}([ -])\d{3}\1\d{3}\b/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    return passesLuhn(`80840${digits}`) && !/^(\d)\1{8}/u.test(digits);
  },
});

/**
 * Registrations to prescribe controlled substances: two letters (or a letter and 9), six digits, a check digit.
 *
 * SOURCE: Drug Enforcement Administration: (d₁ + d₃ + d₅) + 2 (d₂ + d₄ + d₆) mod 10.
 */
export const usMedicalLicense = recogniserFrom({
  ...STATES,
  kind: 'usMedicalLicense',
  legal: ['personal'],
  falsePositiveRate: 0.1,
  shapes: [/\b[A-HJ-MPR-UX][A-Z9]\d{7}\b/gi],
  check: (candidate) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, check] = Array.from(candidate.slice(2), Number);
    return (a + c + e + 2 * (b + d + f)) % 10 === check;
  },
});

/** Canadian social insurance numbers: not with 0 or 8 in front. SOURCE: Service Canada; Luhn. */
export const caSin = recogniserFrom({
  kind: 'caSin',
  region: 'CA',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.08,
  shapes: [/(?<![\w-])\d{3}([ -]?)\d{3}\1\d{3}(?![\w-])/gu],
  check: (candidate) => /^[1-79]/u.test(candidate) && passesLuhn(digitsOf(candidate)),
});
