import { digitsOf, weightedSum } from '../checksums/weighted-sum.ts';
import { HEALTH_NUMBER, IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

/** Businesses. SOURCE: Australian Business Register: 1 off the first digit, weights 10, 1, 3 … 19, modulus 89. */
export const auAbn = recogniserFrom({
  kind: 'auAbn',
  region: 'AU',
  subject: 'organisation',
  falsePositiveRate: 1 / 89,
  shapes: [/\b[1-9]\d( ?)\d{3}\1\d{3}\1\d{3}\b/gu],
  check: (candidate) =>
    (weightedSum(digitsOf(candidate), [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
});

/** Companies. SOURCE: Australian Securities and Investments Commission: weights 8 to 1, check 10 − Σ mod 10. */
export const auAcn = recogniserFrom({
  kind: 'auAcn',
  region: 'AU',
  subject: 'organisation',
  falsePositiveRate: 0.1,
  shapes: [/\b\d{3}( ?)\d{3}\1\d{3}\b/gu],
  check: (candidate) => weightedSum(digitsOf(candidate), [8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0,
});

/** Taxpayers. SOURCE: Australian Taxation Office: weights 1, 4, 3, 7, 5, 8, 6, 9, 10, modulus 11. */
export const auTfn = recogniserFrom({
  kind: 'auTfn',
  region: 'AU',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 1 / 11,
  shapes: [/\b\d{3}( ?)\d{3}\1\d{3}\b/gu],
  check: (candidate) => weightedSum(digitsOf(candidate), [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
});

/** Patients of Medicare. SOURCE: Services Australia: weights 1, 3, 7, 9 repeated, the ninth digit is Σ mod 10. */
export const auMedicare = recogniserFrom({
  kind: 'auMedicare',
  region: 'AU',
  subject: 'person',
  legal: HEALTH_NUMBER,
  falsePositiveRate: 0.1,
  shapes: [/\b[2-6]\d{3}( ?)\d{5}\1\d\b/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    return weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digits[8]);
  },
});
