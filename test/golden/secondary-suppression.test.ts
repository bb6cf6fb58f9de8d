import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Highs } from 'highs';
import { networkOf } from '../../src/privacy/disclosure/cell-network.ts';
import { intervalByProgramme } from '../../src/privacy/disclosure/attacker-programme.ts';
import { NetworkAttacker } from '../../src/privacy/disclosure/network-attacker.ts';
import { optimalSuppression } from '../../src/privacy/disclosure/optimal-suppression.ts';
import { protect } from '../../src/privacy/disclosure/protect.ts';
import { loadSolver } from '../../src/privacy/disclosure/solver.ts';
import type { Suppression } from '../../src/privacy/disclosure/linear-table.ts';
import { twoWay } from '../privacy/disclosure/two-way.ts';

const GOLDEN = '/work/shared/golden/bruteforce-secondary-suppression.json';

type Place = [number, number];
interface Optimum {
  readonly cost: number;
  readonly solutions: readonly (readonly Place[])[];
  readonly numberOfOptima: number;
}
interface Case {
  readonly name: string;
  readonly table: readonly (readonly number[])[];
  readonly threshold: number;
  readonly primary: readonly Place[];
  readonly intervalsPrimaryOnly: Readonly<Record<string, readonly [number, number]>>;
  readonly [optimum: `optimal_${string}`]: Optimum;
}

const cases = existsSync(GOLDEN)
  ? (JSON.parse(readFileSync(GOLDEN, 'utf8')) as { cases: readonly Case[] }).cases
  : [];

/** The golden's rules: zeros and margins are published and never taken, small cells must not be too certain. */
function problemOf({ table, primary }: Case, width: number, cost: 'count' | 'sum') {
  const { linear, cellAt, margins } = twoWay(table);
  const hidden = primary.map(([row, col]) => cellAt(row, col));
  const fixed = new Set([...margins, ...linear.values.flatMap((value, cell) => (value === 0 ? [cell] : []))]);
  const start: Suppression = {
    hidden,
    fixed,
    cost: linear.values.map((value) => (cost === 'sum' ? value : 1)),
    needs: hidden.map((cell) => ({ cell, up: 0, down: 0, width })),
  };
  return { linear, start, cellAt };
}

describe.skipIf(cases.length === 0)('secondary suppression equals exhaustive search', () => {
  let highs: Highs;
  beforeAll(async () => {
    highs = await loadSolver();
  });

  const asked = cases.flatMap((each) =>
    (['count', 'sum'] as const).flatMap((cost) =>
      ['exact', String(each.threshold)].map((need) => [each.name, cost, need, each] as const),
    ),
  );

  test.each(asked)('%s: least %s of cells, need %s', (_, cost, need, each) => {
    const { linear, start, cellAt } = problemOf(each, need === 'exact' ? 1 : Number(need), cost);
    const golden = each[`optimal_${cost}_need_${need}`];
    const found = optimalSuppression(highs, linear, start) ?? [];
    expect(found.reduce((sum, cell) => sum + (start.cost[cell] ?? 0), 0)).toBe(golden?.cost);
    const optima = golden?.solutions.map((cells) =>
      cells.map(([row, col]) => cellAt(row, col)).sort((a, b) => a - b),
    );
    if (optima?.length === golden?.numberOfOptima) expect(optima).toContainEqual(found);

    const network = networkOf(linear);
    const quick = network === null ? null : protect(network, linear.values, start);
    const spent = (quick ?? []).reduce((sum, cell) => sum + (start.cost[cell] ?? 0), 0);
    expect(quick).not.toBeNull();
    expect(spent).toBeGreaterThanOrEqual(golden?.cost ?? 0);
  });

  test.each(cases.map((each) => [each.name, each] as const))('%s: intervals', (_, each) => {
    const { linear, start, cellAt } = problemOf(each, 1, 'sum');
    const network = networkOf(linear);
    if (network === null) throw new Error('a table of two dimensions is a network');
    const attacker = new NetworkAttacker(network, linear.values);
    for (const cell of start.hidden) attacker.hide(cell);
    for (const [place, golden] of Object.entries(each.intervalsPrimaryOnly)) {
      const [row = 0, col = 0] = place.split(',').map(Number);
      const cell = cellAt(row, col);
      const value = linear.values[cell] ?? 0;
      expect([value - attacker.reach(cell, -1), value + attacker.reach(cell, 1)]).toEqual(golden);
      const { low, high } = intervalByProgramme(highs, linear, new Set(start.hidden), cell);
      expect([low, high].map((bound) => Math.round((bound ?? Number.NaN) * 1e6) / 1e6)).toEqual(golden);
    }
  });
});
