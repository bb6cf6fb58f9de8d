import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import { column, type ResultSet, type Value } from '../../src/contract/result-set.ts';
import { decide, type Verdict } from '../../src/privacy/decide.ts';
import type { NestedRows, ReleaseShape } from '../../src/privacy/shape.ts';
import { policyOf } from './tables.ts';

const policy = policyOf({ formats: ['csv'] });

interface Row {
  readonly line: string;
  readonly customers: number;
  readonly revenue: number;
}

/** Rows with a running total of revenue along each line. */
function runningTable(rows: readonly Row[]): Private<ResultSet> {
  const totals = new Map<string, number>();
  const running = rows.map(({ line, revenue }) => {
    const total = (totals.get(line) ?? 0) + revenue;
    totals.set(line, total);
    return total;
  });
  const of = (values: readonly Value[]): readonly Value[] => values;
  return asPrivate({
    rowCount: rows.length,
    columns: [
      { name: 'line', type: 'text', values: of(rows.map(({ line }) => line)) },
      { name: 'place', type: 'integer', values: of(rows.map((_, place) => place)) },
      { name: 'customers', type: 'integer', unit: 'customers', values: of(rows.map((row) => row.customers)) },
      { name: 'revenue', type: 'number', unit: 'currency', values: of(rows.map((row) => row.revenue)) },
      { name: 'so_far', type: 'number', unit: 'currency', values: running },
    ],
  });
}

function shapeOf(ranked: boolean, nested?: NestedRows): ReleaseShape {
  return {
    kind: 'aggregate',
    columns: [
      { name: 'line', meaning: 'group' },
      { name: 'place', meaning: 'group' },
      { name: 'customers', meaning: 'contributors' },
      { name: 'revenue', meaning: 'measure' },
      {
        name: 'so_far',
        meaning: 'measure',
        disclosure: { kind: 'running', of: 'revenue', within: ['line'], ranked },
      },
    ],
    ...(ranked ? { ranked } : {}),
    ...(nested === undefined ? {} : { nested }),
  };
}

type Released = Extract<Verdict, { outcome: 'released' }>;

async function released(rows: readonly Row[], ranked: boolean, nested?: NestedRows): Promise<Released> {
  const verdict = await decide({
    table: runningTable(rows),
    shape: shapeOf(ranked, nested),
    policy,
    format: 'csv',
  });
  if (verdict.outcome === 'refused') throw new Error(verdict.reason);
  return verdict;
}

function rowsOf(line: string, counts: readonly number[]): Row[] {
  return counts.map((customers, place) => ({ line, customers, revenue: 1000 + 37 * place + customers }));
}

describe('running totals', () => {
  test('stop at the first withheld row of their line; other lines run on', async () => {
    const { table, reasons, withheldFigures } = await released(
      [...rowsOf('a', [40, 4, 30, 6, 50]), ...rowsOf('b', [20, 30])],
      false,
    );
    const soFar = column(table, 'so_far').values;
    expect(soFar.map((value) => value !== null)).toEqual([true, false, false, false, false, true, true]);
    expect(column(table, 'revenue').values[2]).not.toBeNull();
    expect([...(withheldFigures.get('so_far') ?? [])]).toEqual([2, 4]);
    expect(reasons).toEqual(['belowThreshold', 'complement']);
  });

  test('of a ranking are shown in all rows or in none, or the place where they stop would tell', async () => {
    const whole = await released(rowsOf('a', [40, 30, 20]), true);
    expect(column(whole.table, 'so_far').values.every((value) => value !== null)).toBe(true);
    const cut = await released(rowsOf('a', [40, 30, 6, 4, 20]), true);
    expect(column(cut.table, 'so_far').values.every((value) => value === null)).toBe(true);
    // Rows are not put in another order for it.
    expect(column(cut.table, 'place').values).toEqual([0, 1, 4, 2, 3]);
  });

  test('of rows that hold all that follow stop a row earlier: they are what the next row lacks of the whole', async () => {
    const nested = { within: ['line'], holds: 'following', counts: ['customers'] } as const;
    const { table } = await released(rowsOf('a', [60, 40, 20, 8, 5]), false, nested);
    expect(column(table, 'so_far').values.map((value) => value !== null)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('no difference of two gives the figure of a withheld row back', async () => {
    const line = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 60 })), {
      minLength: 2,
      maxLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(line, line, fc.boolean(), async (one, other, ranked) => {
        const rows = [...rowsOf('a', one), ...rowsOf('b', other)];
        const question = {
          table: runningTable(rows),
          shape: shapeOf(ranked),
          policy,
          format: 'csv',
        } as const;
        const verdict = await decide(question);
        if (verdict.outcome === 'refused') return;
        const [revenue, soFar, place, lines] = ['revenue', 'so_far', 'place', 'line'].map(
          (name) => column(verdict.table, name).values,
        );
        for (const name of ['a', 'b']) {
          const own = rows.flatMap((_, row) => (lines?.[row] === name ? [row] : []));
          const known = own.filter((row) => typeof soFar?.[row] === 'number');
          for (const from of [null, ...known]) {
            for (const to of known) {
              const start = from === null ? -1 : Number(place?.[from]);
              const between = own.filter(
                (row) => Number(place?.[row]) > start && Number(place?.[row]) <= Number(place?.[to]),
              );
              expect(between.every((row) => revenue?.[row] !== null)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
