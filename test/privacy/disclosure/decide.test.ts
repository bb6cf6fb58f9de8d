import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asPrivate, type Policy } from '../../../src/contract/privacy.ts';
import { column, type ResultColumn, type ResultSet, type Value } from '../../../src/contract/result-set.ts';
import { decide, type GateQuestion, type Verdict } from '../../../src/privacy/decide.ts';
import type { ReleaseShape } from '../../../src/privacy/shape.ts';
import { policyOf } from '../tables.ts';

type Row = Readonly<Record<string, Value>>;

function tableOf(rows: readonly Row[]): ResultSet {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name): ResultColumn => {
    const values = rows.map((row) => row[name] ?? null);
    const isText = values.some((value) => typeof value === 'string');
    return { name, type: isText ? 'text' : 'number', values };
  });
  return { columns, rowCount: rows.length };
}

type Released = Extract<Verdict, { outcome: 'released' }>;

async function released(
  question: Omit<GateQuestion, 'table' | 'format'>,
  rows: readonly Row[],
): Promise<Released> {
  const verdict = await decide({ ...question, table: asPrivate(tableOf(rows)), format: 'csv' });
  if (verdict.outcome === 'refused') throw new Error(verdict.reason);
  return verdict;
}

const reasonsOf = ({ verdicts }: Released): Value[] => [...verdicts];

const crossShape: ReleaseShape = {
  kind: 'aggregate',
  dimensions: ['country', 'channel'],
  columns: [
    { name: 'country', meaning: 'group' },
    { name: 'channel', meaning: 'group' },
    { name: 'customers', meaning: 'contributors' },
  ],
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Rows of a two-way table with its margins, cells by name. */
function crossed(table: readonly (readonly number[])[]): Row[] {
  const cells = table.flatMap((line, row) =>
    line.map((customers, col) => ({ country: `c${row}`, channel: `h${col}`, customers })),
  );
  const byRow = table.map((line, row) => ({ country: `c${row}`, channel: null, customers: sum(line) }));
  const byCol = (table[0] ?? []).map((_, col) => ({
    country: null,
    channel: `h${col}`,
    customers: sum(table.map((line) => line[col] ?? 0)),
  }));
  return [...cells, ...byRow, ...byCol, { country: null, channel: null, customers: sum(table.flat()) }];
}

describe('a table with totals', () => {
  const textbook = [
    [20, 50, 10],
    [8, 19, 22],
    [17, 32, 12],
  ];
  const question = { shape: crossShape, policy: policyOf({}) };

  test('withholds the cheapest cells that protect the small one against all of them', async () => {
    const verdict = await released(question, crossed(textbook));
    const withheld = verdict.verdicts.flatMap((reason, row) => (reason === null ? [] : [[row, reason]]));
    // The small cell is 8; 12, 17 and 22 with it add up to the least that there is.
    expect(withheld).toEqual([
      [3, 'belowThreshold'],
      [5, 'complement'],
      [6, 'complement'],
      [8, 'complement'],
    ]);
    expect(await verdict.infer()).toEqual([
      { row: 3, column: 'customers', reason: 'belowThreshold', low: 0, high: 25 },
      { row: 5, column: 'customers', reason: 'complement', low: 5, high: 30 },
      { row: 6, column: 'customers', reason: 'complement', low: 0, high: 25 },
      { row: 8, column: 'customers', reason: 'complement', low: 4, high: 29 },
    ]);
  });

  test('withholds totals where the cells are not enough', async () => {
    const verdict = await released(
      question,
      crossed([
        [3, 0],
        [40, 50],
      ]),
    );
    expect(reasonsOf(verdict)[0]).toBe('belowThreshold');
    expect(reasonsOf(verdict)[4]).toBe('belowThreshold');
    const [inferred] = await verdict.infer();
    expect(inferred?.high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(10);
  });

  test('counts what a total holds beyond its rows as a group of its own', async () => {
    const rows = [
      { country: 'a', channel: null, customers: 60 },
      { country: 'b', channel: null, customers: 37 },
      { country: null, channel: null, customers: 100 },
    ];
    // 3 customers are in no listed country: with all rows shown they could be told apart.
    const shape = { ...crossShape, dimensions: ['country'] };
    expect(reasonsOf(await released({ ...question, shape }, rows))).toContain('complement');
  });

  test('bounds groups that customers share by their totals', async () => {
    const rows = [
      { country: 'a', channel: null, customers: 4 },
      { country: 'b', channel: null, customers: 60 },
      { country: 'c', channel: null, customers: 70 },
      { country: null, channel: null, customers: 80 },
    ];
    const verdict = await released(question, rows);
    expect(reasonsOf(verdict)).toEqual(['belowThreshold', 'complement', null, null]);
    expect(await verdict.infer()).toMatchObject([
      { low: 0, high: 80 },
      { low: 0, high: 80 },
    ]);
  });

  const tables = fc
    .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
    .chain(([rows, cols]) =>
      fc.array(fc.array(fc.oneof(fc.nat(15), fc.nat(300)), { minLength: cols, maxLength: cols }), {
        minLength: rows,
        maxLength: rows,
      }),
    );

  test('lets no small count be told, and none that looks as if it must be small', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        const rows = crossed(table);
        const verdict = await decide({ ...question, table: asPrivate(tableOf(rows)), format: 'csv' });
        if (verdict.outcome === 'refused') return;
        for (const { row, reason, low, high } of await verdict.infer()) {
          const value = Number(rows[row]?.['customers']);
          expect(low ?? 0).toBeLessThanOrEqual(value);
          expect(high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(value);
          if (reason !== 'belowThreshold') continue;
          expect(low).not.toBe(high);
          expect(high ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(10);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('is decided the same whatever order rows and columns stand in', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.infiniteStream(fc.nat(1000)), async (table, random) => {
        const rows = crossed(table);
        const keys = rows.map(() => Number(random.next().value));
        const order = rows.map((_, row) => row).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
        const mixed = order.map((row) => rows[row] ?? {});
        const turned = {
          ...crossShape,
          dimensions: ['channel', 'country'],
          columns: [...crossShape.columns].reverse(),
        };
        const ask = (shape: ReleaseShape, given: readonly Row[]): Promise<Verdict> =>
          decide({ ...question, shape, table: asPrivate(tableOf(given)), format: 'csv' });
        const [plain, other] = [await ask(crossShape, rows), await ask(turned, mixed)];
        expect(other.outcome).toBe(plain.outcome);
        if (plain.outcome === 'refused' || other.outcome === 'refused') return;
        expect(other.verdicts).toEqual(order.map((row) => plain.verdicts[row]));
      }),
      { numRuns: 8 },
    );
  });
});

describe('what holds for a whole group', () => {
  const question = { shape: crossShape, policy: policyOf({ groupDisclosure: true }) };

  test('is withheld where everybody of a line is in one group, with rows on nobody beside it', async () => {
    const verdict = await released(
      question,
      crossed([
        [40, 0],
        [50, 60],
      ]),
    );
    expect(reasonsOf(verdict)[0]).toBe('groupDisclosure');
    const [first] = await verdict.infer();
    expect(first?.low).toBeLessThan(40);
  });

  test('is withheld where all or none of the customers have a property', async () => {
    const shape: ReleaseShape = {
      kind: 'aggregate',
      columns: [
        { name: 'segment', meaning: 'group' },
        { name: 'customers', meaning: 'contributors' },
        { name: 'lapsed', meaning: 'measure', disclosure: { kind: 'count' } },
      ],
    };
    const rows = [
      { segment: 'a', customers: 40, lapsed: 40 },
      { segment: 'b', customers: 50, lapsed: 0 },
      { segment: 'c', customers: 60, lapsed: 20 },
    ];
    expect(reasonsOf(await released({ ...question, shape }, rows))).toEqual([
      'groupDisclosure',
      'groupDisclosure',
      null,
    ]);
    const lax = { shape, policy: policyOf({}) };
    expect(reasonsOf(await released(lax, rows))).toEqual([null, null, null]);
  });
});

describe('sums of money', () => {
  const shape: ReleaseShape = {
    kind: 'aggregate',
    columns: [
      { name: 'segment', meaning: 'group' },
      { name: 'customers', meaning: 'contributors' },
      { name: 'revenue', meaning: 'measure', disclosure: { kind: 'sum', largest: ['first', 'second'] } },
      { name: 'first', meaning: 'contribution' },
      { name: 'second', meaning: 'contribution' },
    ],
  };
  const row = (segment: string, customers: number, revenue: number, first: number, second: number): Row => ({
    segment,
    customers,
    revenue,
    first,
    second,
  });
  const rows = [
    row('a', 40, 1000, 900, 20),
    row('b', 20, 400, 30, 25),
    row('c', 60, 4000, 100, 90),
    row('d', 70, 5000, 100, 90),
  ];

  test.each<[string, Partial<Policy>, string]>([
    ['dominated by few customers', { dominance: { n: 2, k: 85 } }, 'dominance'],
    ['that tell one customer’s part', { estimation: { p: 10, q: 100 } }, 'estimation'],
  ])('%s are withheld with enough beside them', async (_, rule, reason) => {
    const verdict = await released({ shape, policy: policyOf(rule) }, rows);
    expect(reasonsOf(verdict)).toEqual([reason, 'complement', null, null]);
  });

  test('leave without the contributions of single customers', async () => {
    const { table } = await released({ shape, policy: policyOf({}) }, rows);
    expect(table.columns.map(({ name }) => name)).toEqual(['segment', 'customers', 'revenue']);
  });

  test('are restated for a rounded number of customers, so that no exact count comes back', async () => {
    const { table } = await released({ shape, policy: policyOf({ rounding: { base: 50 } }) }, rows);
    expect(column(table, 'customers').values).toEqual([50, 0, 50, 50]);
    expect(column(table, 'revenue').values).toEqual([1250, 0, (4000 * 50) / 60, (5000 * 50) / 70]);
  });
});

describe('figures that tell of single customers', () => {
  const shape: ReleaseShape = {
    kind: 'aggregate',
    columns: [
      { name: 'segment', meaning: 'group' },
      { name: 'customers', meaning: 'contributors' },
      { name: 'largest', meaning: 'measure', disclosure: { kind: 'extreme' } },
      { name: 'median', meaning: 'measure', disclosure: { kind: 'quantile', share: 0.5 } },
      { name: 'p90', meaning: 'measure', disclosure: { kind: 'quantile', share: 0.9 } },
    ],
  };

  test('minima and maxima never leave, quantiles only with half the threshold on each side', async () => {
    const rows = [
      { segment: 'a', customers: 49, largest: 9, median: 5, p90: 8 },
      { segment: 'b', customers: 50, largest: 9, median: 5, p90: 8 },
    ];
    const { table, reasons, withheldFigures } = await released({ shape, policy: policyOf({}) }, rows);
    expect(column(table, 'largest').values).toEqual([null, null]);
    expect(column(table, 'median').values).toEqual([5, 5]);
    expect(column(table, 'p90').values).toEqual([null, 8]);
    expect(reasons).toEqual(['extreme', 'quantile']);
    expect([...(withheldFigures.get('p90') ?? [])]).toEqual([0]);
  });
});

describe('noise', () => {
  const shape: ReleaseShape = {
    kind: 'aggregate',
    disjoint: true,
    columns: [
      { name: 'segment', meaning: 'group' },
      { name: 'customers', meaning: 'contributors' },
      { name: 'mean', meaning: 'measure' },
    ],
  };
  const rows = Array.from({ length: 40 }, (_, index) => ({ segment: `s${index}`, customers: 1000, mean: 7 }));
  const policy = policyOf({ noise: { epsilon: 0.5, budget: 1 } });

  test('is added to counts, and what it cannot cover does not leave', async () => {
    const { table } = await released({ shape, policy }, rows);
    const counts = column(table, 'customers').values.map(Number);
    expect(new Set(counts).size).toBeGreaterThan(1);
    expect(counts.every((count) => Number.isInteger(count) && Math.abs(count - 1000) < 100)).toBe(true);
    expect(new Set(column(table, 'mean').values)).toEqual(new Set([null]));
  });

  test('is paid for from a budget', async () => {
    const table = asPrivate(tableOf(rows));
    const asked = { shape, policy, table, format: 'csv' } as const;
    expect(await decide({ ...asked, spent: 0.5 })).toMatchObject({ outcome: 'released' });
    expect(await decide({ ...asked, spent: 0.6 })).toMatchObject({
      outcome: 'refused',
      reason: 'budgetSpent',
    });
  });
});

describe('figures whose contributors somebody declares', () => {
  const shape: ReleaseShape = {
    kind: 'aggregate',
    disjoint: true,
    provenance: 'declared',
    columns: [
      { name: 'segment', meaning: 'group' },
      { name: 'customers', meaning: 'contributors' },
    ],
  };
  const rows = [20, 30].map((customers, index) => ({ segment: `s${index}`, customers }));
  const open = policyOf({ unverified: true });
  const ask = (change: Partial<GateQuestion>, given: readonly Row[] = rows): Promise<Verdict> =>
    decide({
      shape,
      policy: open,
      customers: 50,
      table: asPrivate(tableOf(given)),
      format: 'csv',
      ...change,
    });

  test('leave marked as unverified, where the policy lets them', async () => {
    expect(await ask({})).toMatchObject({ outcome: 'released', unverified: true });
    expect(await ask({ policy: policyOf({}) })).toMatchObject({ reason: 'unverified' });
    expect(await ask({ shape: { ...shape, provenance: 'unknown' } })).toMatchObject({ reason: 'unverified' });
  });

  test.each<[string, Partial<GateQuestion>, readonly Row[]]>([
    ['are more than there are', { customers: 29 }, rows],
    ['add up to more than there are', { customers: 49 }, rows],
    ['are no whole numbers', {}, [{ segment: 'a', customers: 20.5 }]],
    ['are missing', {}, [{ segment: 'a', customers: null }]],
    ['cannot be checked', { customers: null }, rows],
  ])('are refused when they %s', async (_, change, given) => {
    expect(await ask(change, given)).toMatchObject({ outcome: 'refused', reason: 'unverified' });
  });
});

describe('earlier releases', () => {
  test('refuse a table that they would give away together, where the policy asks for it', async () => {
    const conflict = { with: 'x', at: '', subject: 's', customers: 1, rows: [], cures: [] } as never;
    const rows = crossed([
      [20, 30],
      [40, 50],
    ]);
    const asked = {
      shape: crossShape,
      table: asPrivate(tableOf(rows)),
      format: 'csv',
      conflicts: [conflict],
    } as const;
    expect(await decide({ ...asked, policy: policyOf({ differencing: true }) })).toMatchObject({
      outcome: 'refused',
      reason: 'differencing',
    });
    expect(await decide({ ...asked, policy: policyOf({}) })).toMatchObject({ outcome: 'released' });
  });
});
