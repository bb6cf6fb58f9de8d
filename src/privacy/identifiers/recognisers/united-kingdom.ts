import { digitsOf, weightedSum } from '../checksums/weighted-sum.ts';
import { HEALTH_NUMBER, IDENTITY_DOCUMENT, NOBODY } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const KINGDOM = { region: 'GB', subject: 'person', legal: IDENTITY_DOCUMENT } as const;

/** Patients of the National Health Service. SOURCE: NHS Data Dictionary: weights 10 to 1, modulus 11. */
export const ukNhs = recogniserFrom({
  ...KINGDOM,
  kind: 'ukNhs',
  legal: HEALTH_NUMBER,
  falsePositiveRate: 1 / 11,
  shapes: [/(?<![\w-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    return weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && !/^(\d)\1+$/u.test(digits);
  },
});

/** National Insurance numbers. SOURCE: HMRC NIM39110: letters and pairs that are not given out. */
export const ukNino = recogniserFrom({
  ...KINGDOM,
  kind: 'ukNino',
  distinctive: true,
  shapes: [/\b(?!BG|GB|NK|KN|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gi],
});

/** Driving licences: surname, year, month (plus 50 for women) and day of birth, initials. SOURCE: DVLA. */
export const ukDrivingLicence = recogniserFrom({
  ...KINGDOM,
  kind: 'ukDrivingLicence',
  distinctive: true,
  shapes: [
    /\b(?=[A-Z]+9*\d{6})[A-Z9]{5}\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z][A-Z9][A-Z\d][A-Z]{2}\b/gi,
  ],
});

/** Passports: two letters, seven digits. */
export const ukPassport = recogniserFrom({ ...KINGDOM, kind: 'ukPassport', shapes: [/\b[A-Z]{2}\d{7}\b/gi] });

/** Postcodes. SOURCE: BS 7666; letters that a place does not have are left out. */
export const ukPostcode = recogniserFrom({
  ...KINGDOM,
  kind: 'ukPostcode',
  subject: 'thing',
  legal: NOBODY,
  distinctive: true,
  shapes: [
    /\b(?:GIR ?0AA|(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRVWXY]?) ?\d[ABD-HJLNP-UW-Z]{2})\b/gi,
  ],
});

/** Number plates since 1963: current, with the year as first letter, with the year as last letter. SOURCE: DVLA. */
export const ukVehicleRegistration = recogniserFrom({
  ...KINGDOM,
  kind: 'ukVehicleRegistration',
  subject: 'vehicle',
  legal: ['personal'],
  shapes: [
    /\b[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ -]?[A-HJ-PR-Z]{3}\b/gi,
    /\b[A-HJ-NPR-TV-Y]\d{1,3}[ -]?[A-HJ-PR-Y]{3}\b/gi,
    /\b[A-HJ-PR-Y]{3}[ -]?\d{1,3}[A-HJ-NPR-TV-Y]\b/gi,
  ],
});
