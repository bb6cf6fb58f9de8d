import { passesVerhoeff } from '../checksums/verhoeff.ts';
import { base36Value, digitsOf, modulo } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const INDIA = { region: 'IN', subject: 'person', legal: IDENTITY_DOCUMENT } as const;

/** Aadhaar numbers: twelve digits, the first at least 2, no palindrome. SOURCE: UIDAI, numbering scheme; Verhoeff. */
export const inAadhaar = recogniserFrom({
  ...INDIA,
  kind: 'inAadhaar',
  falsePositiveRate: 0.08,
  shapes: [/(?<![\w:-])\d{4}([ :-]?)\d{4}\1\d{4}(?![\w:-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    return (
      /^[2-9]/u.test(digits) && digits !== Array.from(digits).reverse().join('') && passesVerhoeff(digits)
    );
  },
});

/** Permanent account numbers of taxpayers; the fourth letter is the kind of holder. */
export const inPan = recogniserFrom({
  ...INDIA,
  kind: 'inPan',
  distinctive: true,
  shapes: [/\b[A-Z]{5}\d{4}[A-Z]\b/gi],
});

/**
 * Goods and services tax: state (01 to 38, 97, 99), account number, number of the entity, Z, check character. The check
 * is not asked of what is found in a text.
 *
 * SOURCE: GSTN; Luhn modulo 36.
 */
export const inGstin = recogniserFrom({
  ...INDIA,
  kind: 'inGstin',
  subject: 'organisation',
  legal: ['personal'],
  falsePositiveRate: 1 / 36,
  distinctive: true,
  findsUnchecked: true,
  shapes: [/\b(?:0[1-9]|[12]\d|3[0-8]|97|99)[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]\b/gi],
  check: (candidate) => {
    const values = Array.from(candidate.toUpperCase(), base36Value);
    const sum = values.slice(0, 14).reduce((total, value, place) => {
      const product = value * (place % 2 === 0 ? 1 : 2);
      return total + Math.floor(product / 36) + (product % 36);
    }, 0);
    return modulo(-sum, 36) === values[14];
  },
});

/** Passports: a letter, seven digits, neither the first nor the last of them 0. */
export const inPassport = recogniserFrom({
  ...INDIA,
  kind: 'inPassport',
  shapes: [/\b[A-Z][1-9]\d{5}[1-9]\b/gu],
});

/** Voters: three letters, seven digits. */
export const inVoter = recogniserFrom({ ...INDIA, kind: 'inVoter', shapes: [/\b[A-Z]{3}\d{7}\b/gi] });

/** Number plates: state, district, series, number; those of before 1989 and of the army have fewer parts. */
export const inVehicleRegistration = recogniserFrom({
  ...INDIA,
  kind: 'inVehicleRegistration',
  subject: 'vehicle',
  legal: ['personal'],
  shapes: [/\b(?:[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}|[A-Z]{2,3}\d{4}|[A-Z]\d{5})\b/gu],
});
