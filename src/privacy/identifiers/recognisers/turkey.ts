import { digitsOf, modulo, weightedSum } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

const ODD_PLACES = [1, 0, 1, 0, 1, 0, 1, 0, 1];
const EVEN_PLACES = [0, 1, 0, 1, 0, 1, 0, 1];

/**
 * Turkish identity numbers: nine digits and two check digits.
 *
 * SOURCE: Nüfus ve Vatandaşlık İşleri: d₁₀ = (7 Σ odd places − Σ even places) mod 10, d₁₁ = Σ d₁…d₁₀ mod 10.
 */
export const trNationalId = recogniserFrom({
  kind: 'trNationalId',
  region: 'TR',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 0.01,
  shapes: [/\b[1-9]\d{10}\b/gu],
  check: (candidate) => {
    const tenth = modulo(7 * weightedSum(candidate, ODD_PLACES) - weightedSum(candidate, EVEN_PLACES), 10);
    const eleventh =
      weightedSum(
        candidate,
        Array.from({ length: 10 }, () => 1),
      ) % 10;
    return tenth === Number(candidate[9]) && eleventh === Number(candidate[10]);
  },
});

/**
 * Turkish telephone numbers, mobile ones (5) and those of places (2 to 4). Ten bare digits will do, so only a header
 * can tell them from order numbers.
 */
export const trPhone = recogniserFrom({
  kind: 'trPhone',
  region: 'TR',
  subject: 'person',
  evidence: 'prefix',
  shapes: [/(?<![\w+.-])(?:\+90[ -]?|0[ -]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{2}[ .-]?\d{2}(?![\w-])/gu],
  check: (candidate) => /^(?:90|0)?[2-5]\d{9}$/u.test(digitsOf(candidate)),
});

/** Turkish number plates: province 01 to 81, one to three letters, two to four digits. */
export const trLicensePlate = recogniserFrom({
  kind: 'trLicensePlate',
  region: 'TR',
  subject: 'vehicle',
  shapes: [/\b(?:0[1-9]|[1-7]\d|8[01]) ?[A-Z]{1,3} ?\d{2,4}\b/gi],
});
