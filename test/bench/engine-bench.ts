import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure, median, type Figure } from './figures.ts';
import { runChild } from './run-child.ts';
import { NOTHING, type Request, type Times } from './times.ts';
import type { ColumnSet } from './textbook-sql.ts';

/** What is measured. */
export interface EngineBench {
  readonly file: string;
  readonly orders: number;
  readonly repeats: number;
  readonly columns: readonly ColumnSet[];
}

const MEASURE = fileURLToPath(new URL('./measure.ts', import.meta.url));

/** Measures once, in a new process. */
export async function measureOnce(request: Request): Promise<Times> {
  return (
    ((await runChild(MEASURE, request)) as Times | null) ?? { ...NOTHING, failure: 'ended without figures' }
  );
}

type Measured = 'importSeconds' | 'rfmSeconds' | 'importCpu' | 'rfmCpu' | 'bytes';
type Series = Record<Measured, number[]> & { failures: string[] };

function series(times: readonly Times[]): Series {
  const of = (key: Measured): number[] => times.flatMap((each) => each[key] ?? []);
  return {
    importSeconds: of('importSeconds'),
    rfmSeconds: of('rfmSeconds'),
    importCpu: of('importCpu'),
    rfmCpu: of('rfmCpu'),
    bytes: of('bytes'),
    failures: times.flatMap((each) => each.failure ?? []),
  };
}

const TITLES: Record<ColumnSet, string> = { rfm: 'columns of RFM', roles: 'all columns with a role' };

/**
 * Measures import and RFM in the engine under Node, against native DuckDB on one thread (the same statements,
 * and the plainest that load the same columns) and against the plain way in DuckDB-WASM. The repeats of all
 * of them take turns, so that a busy machine is busy for all.
 */
export async function benchEngine({ file, orders, repeats, columns }: EngineBench): Promise<Figure[]> {
  const figures: Figure[] = [];
  const plain: Times[] = [];
  for (const set of columns) {
    const recorded = path.resolve('.cache', `bench-statements-${set}`);
    await measureOnce({ kind: 'record', columns: set, file, recorded });
    const requests: readonly Request[] = [
      { kind: 'app', columns: set, file, recorded },
      { kind: 'replay', file, recorded },
      { kind: 'native', columns: set, file, recorded },
    ];
    const taken = new Map<Request['kind'], Times[]>(requests.map(({ kind }) => [kind, []]));
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      for (const request of requests) {
        const times = await measureOnce(request);
        taken.get(request.kind)?.push(times);
        console.error(`${TITLES[set]}, ${request.kind} ${repeat} of ${repeats}: ${JSON.stringify(times)}`);
      }
      if (plain.length < repeats) {
        const times = await measureOnce({ kind: 'plain', file, recorded });
        plain.push(times);
        console.error(`everything, plain ${repeat} of ${repeats}: ${JSON.stringify(times)}`);
      }
    }
    await rm(recorded, { recursive: true, force: true });
    const of = (kind: Request['kind']): Series => series(taken.get(kind) ?? []);
    figures.push(
      ...compare(set, orders, of('app'), [
        { to: 'plain SQL on native DuckDB', series: of('native'), judged: true },
        { to: 'the same SQL on native DuckDB', series: of('replay'), judged: true },
        { to: 'plain SQL in DuckDB-WASM', series: series(plain), judged: false },
      ]),
    );
  }
  return figures;
}

/** The same comparison in processor time, for a machine that is busy with other things too. */
function inCpu(app: readonly number[], other: readonly number[]): string {
  const [mine, others] = [median(app), median(other)];
  return mine === null || others === null ? '' : `in processor time ${(mine / others).toFixed(2)}`;
}

function compare(
  set: ColumnSet,
  orders: number,
  app: Series,
  others: readonly { readonly to: string; readonly series: Series; readonly judged: boolean }[],
): Figure[] {
  const perOrder = app.bytes.map((each) => each / orders);
  const against = (what: 'import' | 'RFM', values: Measured, cpu: Measured, goal: number): Figure[] =>
    others.map(({ to, series: other, judged }) => {
      const failure = app.failures[0] ?? other.failures[0];
      return figure(`${what}, ${TITLES[set]}, to ${to}`, 's', app[values], {
        baselines: other[values],
        goal: judged ? goal : null,
        note: failure ?? inCpu(app[cpu], other[cpu]),
      });
    });
  return [
    ...against('import', 'importSeconds', 'importCpu', 1.3),
    figure(`table memory, ${TITLES[set]}`, 'bytes/order', perOrder, { goal: 40 }),
    ...against('RFM', 'rfmSeconds', 'rfmCpu', 1.5),
  ];
}
