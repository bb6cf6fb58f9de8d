import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Analysis, ComputeStep } from '../../src/analyses/analysis.ts';
import { rfm } from '../../src/analyses/rfm/index.ts';
import type { Kernel, KernelOutput } from '../../src/contract/kernel.ts';
import { numbersOf, textsOf } from '../../src/contract/kernel.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { Compute } from '../../workers/engine/compute.ts';
import { type AnalysisBench, makeTables, StepCache } from '../../workers/engine/make-tables.ts';
import { AnalysedOrders, asObjects, newRun } from './orders-in-engine.ts';

const double: Kernel = ({ inputs, part }, tell) => {
  const x = numbersOf(inputs['rows'], 'x');
  const name = textsOf(inputs['rows'], 'name');
  tell(1);
  const from = part?.from ?? 0;
  const to = part?.to ?? x.length;
  return {
    doubled: {
      x: x.slice(from, to).map((each) => 2 * each),
      name: name.slice(from, to),
      day: x.slice(from, to),
    },
  };
};

/** Runs one kernel, in as many pieces as asked for. */
function computeWith(kernel: Kernel, width: number, calls: string[]): Compute {
  return {
    width,
    call(call, _run, onShare): Promise<KernelOutput> {
      calls.push(call.part === null ? 'whole' : `${call.part.from}-${call.part.to}`);
      return Promise.resolve(kernel(call, onShare));
    },
  };
}

const STEP: ComputeStep = {
  kind: 'compute',
  table: 'doubling',
  kernel: 'double',
  inputs: { rows: sql`SELECT * FROM (VALUES (1::DOUBLE, 'a'), (NULL, '乙'), (2.5, NULL)) AS t(x, name)` },
  options: null,
  outputs: {
    doubled: { x: 'number', name: 'text', day: 'day' },
    missing: { n: 'integer' },
  },
  reusable: true,
};

describe('steps that are computed', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  const analysis = { ...rfm, id: 'computed' } as unknown as Analysis;
  const rowsIn = async (table: string): Promise<unknown> =>
    asObjects(await orders.db.query(sql`SELECT * FROM computed.${identifier(table)}`, newRun()));

  test.each([1, 2, 3])(
    'make tables of columns and take unknown numbers for NULL, in %i pieces',
    async (width) => {
      const calls: string[] = [];
      const bench: AnalysisBench = {
        db: orders.db,
        compute: computeWith(double, width, calls),
        run: newRun(),
        cache: new StepCache(),
      };
      const step = width === 1 ? STEP : { ...STEP, pieces: 3 };
      const texts = await makeTables(bench, analysis, [step]);
      expect(await rowsIn('doubled')).toEqual([
        { x: 2, name: 'a', day: Date.UTC(1970, 0, 2) },
        { x: null, name: '乙', day: null },
        { x: 5, name: '', day: Date.UTC(1970, 0, 3) },
      ]);
      expect(await rowsIn('missing')).toEqual([]);
      expect(calls).toHaveLength(width);
      expect(texts['doubled']).toMatch(/kernel double[\s\S]*SELECT/u);
      await makeTables(bench, analysis, [step]);
      expect(calls).toHaveLength(width);
      await makeTables(bench, analysis, [{ ...step, options: { other: true } }]);
      expect(calls).toHaveLength(2 * width);
    },
  );
});
