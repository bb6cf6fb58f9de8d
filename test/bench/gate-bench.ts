import { asPrivate, type Policy, type Private } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { decide } from '../../src/privacy/decide.ts';
import { intervalByProgramme } from '../../src/privacy/disclosure/attacker-programme.ts';
import { withheldCells } from '../../src/privacy/disclosure/complementary-cells.ts';
import { loadSolver } from '../../src/privacy/disclosure/solver.ts';
import type { ReleaseShape } from '../../src/privacy/shape.ts';
import { figure, type Figure } from './figures.ts';

/** Rows and columns of the table. */
const SIDE = 100;
/** What a decision on it may take, ms. */
const GOAL = 100;
/** Withheld cells that are looked at the plain way; the others are reckoned from them. */
const LOOKED_AT = 20;

const policy: Policy = {
  threshold: 10,
  formats: ['csv'],
  dominance: null,
  estimation: null,
  groupDisclosure: true,
  protection: 0,
  rounding: null,
  differencing: false,
  rows: { deidentified: null, lists: null },
  unverified: false,
  noise: null,
};

const shape: ReleaseShape = {
  kind: 'aggregate',
  dimensions: ['row', 'col'],
  columns: [
    { name: 'row', meaning: 'group' },
    { name: 'col', meaning: 'group' },
    { name: 'customers', meaning: 'contributors' },
  ],
};

/** Numbers from 0 to below 1, always the same ones (xorshift32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A two-way table with its margins: a share of its cells below the threshold, the others from it to ten times it. */
function tableWith(small: number): Private<ResultSet> {
  const random = seeded(20_261_122);
  const counts = Array.from({ length: SIDE }, () =>
    Array.from({ length: SIDE }, () => Math.floor(random() < small ? 1 + 9 * random() : 10 + 90 * random())),
  );
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const cells = counts.flatMap((line, row) =>
    line.map((count, col) => [`r${row}`, `c${col}`, count] as const),
  );
  const byRow = counts.map((line, row) => [`r${row}`, null, sum(line)] as const);
  const byCol = counts.map((_, col) => [null, `c${col}`, sum(counts.map((line) => line[col] ?? 0))] as const);
  const rows = [...cells, ...byRow, ...byCol, [null, null, sum(counts.flat())] as const];
  return asPrivate({
    rowCount: rows.length,
    columns: [
      { name: 'row', type: 'text', values: rows.map(([row]) => row) },
      { name: 'col', type: 'text', values: rows.map(([, col]) => col) },
      { name: 'customers', type: 'integer', values: rows.map(([, , count]) => count) },
    ],
  });
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [ms: number, result: T]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

/** What every withheld cell can be, with two linear programmes for each of them, ms; reckoned from some of them. */
async function plainWay(table: ResultSet): Promise<number> {
  const { cells, hidden, reasons } = await withheldCells(table, shape, policy);
  const highs = await loadSolver();
  const all = [...reasons.keys()];
  const some = all.slice(0, LOOKED_AT);
  const [ms] = await timed(() =>
    Promise.resolve(some.map((cell) => intervalByProgramme(highs, cells.linear, hidden, cell))),
  );
  return (ms / Math.max(1, some.length)) * all.length;
}

/**
 * Measures the gate under Node: its decision on a two-way table of 10,000 cells with margins, and what an attacker can
 * infer of each withheld cell, against one pair of linear programmes for each.
 */
export async function benchGate(repeats: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const small of [0.005, 0.05, 0.3]) {
    const table = tableWith(small);
    const decisions: number[] = [];
    const inferences: number[] = [];
    let withheld = 0;
    // The first is left out: the code has not been compiled yet.
    for (let repeat = 0; repeat <= repeats; repeat += 1) {
      // A policy of its own each time, so that the last decision is not taken again.
      const [ms, verdict] = await timed(() => decide({ table, shape, policy: { ...policy }, format: 'csv' }));
      if (verdict.outcome === 'refused') throw new Error(`the gate has refused: ${verdict.reason}`);
      const [inferring] = await timed(verdict.infer);
      if (repeat === 0) continue;
      decisions.push(ms);
      inferences.push(inferring);
      withheld = verdict.suppressedRows;
    }
    const title = `gate, ${SIDE} × ${SIDE} cells, ${small * 100} % small`;
    const note = `${withheld} rows withheld`;
    figures.push(
      figure(`${title}: decision`, 'ms', decisions, { goal: GOAL, note }),
      figure(
        `${title}: intervals of withheld cells, to one pair of linear programmes each`,
        'ms',
        inferences,
        {
          baselines: [await plainWay(table)],
          note: `${note}; the plain way reckoned from ${LOOKED_AT}`,
        },
      ),
    );
  }
  return figures;
}
