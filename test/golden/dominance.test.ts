import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isDominated, isEstimable } from '../../src/privacy/disclosure/contribution-rules.ts';

const GOLDEN = '/work/shared/golden/dominance-adult-capital-gain.json';

interface Cell {
  readonly cell: readonly string[];
  readonly n: number;
  readonly total: number;
  readonly x1: number;
  readonly x2: number;
  readonly unsafe_freq: boolean;
  readonly unsafe_nk: boolean;
  readonly unsafe_p: boolean;
  readonly unsafe_pq: boolean;
}

const tables = existsSync(GOLDEN)
  ? (JSON.parse(readFileSync(GOLDEN, 'utf8')) as { tables: Record<string, readonly Cell[]> }).tables
  : {};

describe.skipIf(!existsSync(GOLDEN))('rules on contributions, capital gain of Adult', () => {
  test.each(Object.entries(tables))('by %s: every cell, every rule', (_, cells) => {
    const verdicts = cells.map(({ cell, n, total, x1, x2 }) => {
      const sum = { total, largest: [x1, x2] };
      return {
        cell,
        unsafe_freq: n > 0 && n < 10,
        unsafe_nk: isDominated(sum, { n: 2, k: 85 }),
        unsafe_p: isEstimable(sum, { p: 10, q: 100 }),
        unsafe_pq: isEstimable(sum, { p: 10, q: 50 }),
      };
    });
    expect(verdicts).toEqual(
      cells.map(({ cell, unsafe_freq, unsafe_nk, unsafe_p, unsafe_pq }) => ({
        cell,
        unsafe_freq,
        unsafe_nk,
        unsafe_p,
        unsafe_pq,
      })),
    );
  });
});
