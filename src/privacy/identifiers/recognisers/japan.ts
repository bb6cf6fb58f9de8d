import { digitsOf, weightedSum } from '../checksums/weighted-sum.ts';
import { IDENTITY_DOCUMENT } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

/**
 * Japanese individual numbers ("My Number").
 *
 * SOURCE: Ministry of Internal Affairs, ordinance 85 of 2014, art. 5: weights 6, 5 … 2, 7 … 2, modulus 11.
 */
export const jpMyNumber = recogniserFrom({
  kind: 'jpMyNumber',
  region: 'JP',
  subject: 'person',
  legal: IDENTITY_DOCUMENT,
  falsePositiveRate: 1 / 10,
  shapes: [/(?<![\w-])\d{4}([ -]?)\d{4}\1\d{4}(?![\w-])/gu],
  check: (candidate) => {
    const digits = digitsOf(candidate);
    const rest = weightedSum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return Number(digits[11]) === (rest < 2 ? 0 : 11 - rest);
  },
});
