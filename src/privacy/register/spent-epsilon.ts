import type { Policy, RegisteredRelease } from '../../contract/privacy.ts';

/**
 * ε that releases of one data set have spent: by sequential composition the sum of the ε each left with. Releases
 * without noise have no ε and are not in it: the budget is one of noise. Of a release from before the register kept
 * its ε, the present one is taken.
 *
 * @param releases as the register holds them
 * @param noise of the policy in force; null: no noise is asked for
 * @see Dwork & Roth, The Algorithmic Foundations of Differential Privacy, 2014, theorem 3.16
 */
export function spentEpsilon(
  releases: readonly Pick<RegisteredRelease, 'epsilon'>[],
  noise: Policy['noise'],
): number {
  return releases.reduce((sum, { epsilon = noise?.epsilon ?? 0 }) => sum + (epsilon ?? 0), 0);
}
