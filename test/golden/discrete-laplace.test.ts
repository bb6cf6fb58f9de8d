import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { discreteLaplace, discreteLaplaceMass } from '../../src/privacy/disclosure/discrete-laplace.ts';

const GOLDEN = '/work/shared/golden/dp-golden.json';

interface Case {
  readonly scale_t: number;
  readonly pmf: Readonly<Record<string, number>>;
}

const cases = existsSync(GOLDEN)
  ? (JSON.parse(readFileSync(GOLDEN, 'utf8')) as { discreteLaplace: { cases: readonly Case[] } })
      .discreteLaplace.cases
  : [];

/** A seeded generator of bytes (xorshift32), so that a failure can be repeated. */
function seeded(seed: number): (count: number) => Uint8Array {
  let state = seed;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 8) & 0xff;
    });
}

/** Share of draws at each value from −reach to reach, and beyond. */
function chiSquared(draws: readonly number[], scale: number, reach: number): number {
  const counts = new Map<number, number>();
  for (const each of draws) {
    const at = Math.max(-reach - 1, Math.min(reach + 1, each));
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const inside = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
  const masses = new Map(inside.map((value) => [value, discreteLaplaceMass(value, scale)]));
  const tail = (1 - [...masses.values()].reduce((sum, mass) => sum + mass, 0)) / 2;
  masses.set(-reach - 1, tail).set(reach + 1, tail);
  return [...masses].reduce((sum, [value, mass]) => {
    const expected = mass * draws.length;
    return sum + ((counts.get(value) ?? 0) - expected) ** 2 / expected;
  }, 0);
}

describe.skipIf(cases.length === 0)('the discrete Laplace distribution', () => {
  test.each(cases.map((each) => [each.scale_t, each.pmf] as const))(
    'scale %s: probabilities',
    (scale, pmf) => {
      for (const [value, mass] of Object.entries(pmf)) {
        expect(Math.abs(discreteLaplaceMass(Number(value), scale) / mass - 1)).toBeLessThan(1e-9);
      }
    },
  );
});

describe('the sampler', () => {
  const draws = 20_000;

  test.each([
    [1n, 2n],
    [1n, 1n],
    [2n, 1n],
  ])('draws from the distribution of scale %s/%s, and not from one a tenth wider', (t, s) => {
    const bytes = seeded(20_261_122);
    const drawn = Array.from({ length: draws }, () => Number(discreteLaplace(t, s, bytes)));
    const scale = Number(t) / Number(s);
    // χ² with 8 degrees of freedom is above 42.7 once in a million.
    expect(chiSquared(drawn, scale, 3)).toBeLessThan(42.7);
    expect(chiSquared(drawn, scale * 1.1, 3)).toBeGreaterThan(42.7);
  });

  test('takes its randomness from the platform unless told otherwise', () => {
    const drawn = new Set(Array.from({ length: 50 }, () => discreteLaplace(10_000_000n, 1n)));
    expect(drawn.size).toBeGreaterThan(40);
  });
});
