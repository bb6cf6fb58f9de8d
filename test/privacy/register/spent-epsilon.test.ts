import { expect, test } from 'vitest';
import { spentEpsilon } from '../../../src/privacy/register/spent-epsilon.ts';

test('what was spent is the sum of what each release left with, whatever the policy asks for now', () => {
  const releases = [{ epsilon: 0.5 }, { epsilon: 0.25 }, { epsilon: null }];
  expect(spentEpsilon(releases, { epsilon: 0.1, budget: 1 })).toBe(0.75);
  expect(spentEpsilon(releases, { epsilon: 2, budget: 4 })).toBe(0.75);
  expect(spentEpsilon([], { epsilon: 2, budget: 4 })).toBe(0);
});

test('releases of which the register did not keep it count as the present one', () => {
  expect(spentEpsilon([{}, { epsilon: 0.5 }], { epsilon: 0.25, budget: 1 })).toBe(0.75);
  expect(spentEpsilon([{}], null)).toBe(0);
});
