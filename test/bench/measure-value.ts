import type { Analysis, BoundData, ComputeStep, PlanStep } from '../../src/analyses/analysis.ts';
import { USUAL_VALUE, valueSteps } from '../../src/analyses/clv/value-steps.ts';
import { findKernel } from '../../src/analyses/kernels.ts';
import type { KernelOutput, KernelTable } from '../../src/contract/kernel.ts';
import { numbersOf } from '../../src/contract/kernel.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { bootstrapWeights, prepareRefit } from '../../src/stats/btyd/bootstrap.ts';
import type { CustomerBase } from '../../src/stats/btyd/customer-base.ts';
import { fitModel } from '../../src/stats/btyd/fit.ts';
import { Random } from '../../src/stats/random/random.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { makeTables, StepCache } from '../../workers/engine/make-tables.ts';
import { newRun, type AnalysedOrders } from '../analyses/orders-in-engine.ts';
import { loadValued, type ValuedCustomers } from './value-orders.ts';

/** One measurement of how customers are valued, in a process of its own. */
export interface ValueRequest {
  readonly customers: ValuedCustomers;
  /** Refits of the bootstrap; 0 leaves them out. */
  readonly refits: number;
}

/** How long it took, seconds; null where it was not asked for. */
export interface ValueTimes {
  /** Statistics in SQL, both fits, predictions, and value of every customer: the first time in a new engine. */
  readonly firstPath: number;
  /** The same again. */
  readonly path: number;
  /** Kernels of the path alone, on the distinct statistics. */
  readonly kernels: number;
  /** The same kernels on one row per customer. */
  readonly rows: number;
  /** The whole analysis with its health card and all tables. */
  readonly analysis: number;
  readonly refits: number | null;
  /** As many full fits of resampled customers, from some of them. */
  readonly plainRefits: number | null;
  /** Log-likelihood of the purchases on the distinct statistics, and how far that on the rows is from it, relative. */
  readonly logLikelihood: number;
  readonly likelihoodGap: number;
  readonly entries: number;
  readonly customers: number;
}

const SCHEMA = 'bench';
const SEED = 7;
/** Full fits that the plain bootstrap is reckoned from. */
const PLAIN_FITS = 10;

function isCompute(step: PlanStep): step is ComputeStep {
  return step.kind === 'compute';
}

/** One entry per customer, as {@link entriesInput} has them for the distinct statistics. */
const CUSTOMER_ROWS = sql`SELECT row_number() OVER (ORDER BY customer_key)::DOUBLE AS entry, x::DOUBLE AS x,
  tx::DOUBLE AS tx, t::DOUBLE AS t, 1::DOUBLE AS customers
FROM bench.statistics ORDER BY customer_key`;

async function inputsOf(
  orders: AnalysedOrders,
  step: ComputeStep,
  entries: Sql | null,
): Promise<Record<string, KernelTable>> {
  const inputs: Record<string, KernelTable> = {};
  for (const [name, query] of Object.entries(step.inputs)) {
    inputs[name] = await orders.db.columns(
      name === 'entries' && entries !== null ? entries : query,
      newRun(),
    );
  }
  return inputs;
}

/** Runs the kernels of a plan on what stands in the engine. */
async function timeKernels(
  orders: AnalysedOrders,
  steps: readonly PlanStep[],
  entries: Sql | null,
): Promise<{ seconds: number; outputs: KernelOutput; entries: KernelTable | undefined }> {
  let seconds = 0;
  let outputs: KernelOutput = {};
  let used: KernelTable | undefined;
  for (const step of steps.filter(isCompute)) {
    const inputs = await inputsOf(orders, step, entries);
    used ??= inputs['entries'];
    const { kernel, options } = step;
    const started = performance.now();
    const output = findKernel(kernel)({ kernel, inputs, options, part: null }, () => undefined);
    seconds += (performance.now() - started) / 1000;
    outputs = { ...outputs, ...output };
  }
  return { seconds, outputs, entries: used };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function logLikelihoodOf(outputs: KernelOutput): number {
  return numbersOf(outputs['fit'], 'log_likelihood')[0] ?? Number.NaN;
}

/** Refits of the bootstrap from the optimum, and the plain way: a full fit of every resample. */
async function timeRefits(
  base: CustomerBase,
  refits: number,
): Promise<Pick<ValueTimes, 'refits' | 'plainRefits'>> {
  if (refits === 0) return { refits: null, plainRefits: null };
  const fit = fitModel('bgnbd', base);
  const quick = await timed(() => {
    const random = new Random().seed(SEED, 0, 0);
    const refit = prepareRefit(fit, base);
    for (let i = 0; i < refits; i += 1) refit(bootstrapWeights(base.weight, random));
    return Promise.resolve();
  });
  const plain = await timed(() => {
    const random = new Random().seed(SEED, 0, 0);
    for (let i = 0; i < PLAIN_FITS; i += 1) {
      fitModel('bgnbd', { ...base, weight: bootstrapWeights(base.weight, random) });
    }
    return Promise.resolve();
  });
  return { refits: quick, plainRefits: (plain * refits) / PLAIN_FITS };
}

async function measure({ customers, refits }: ValueRequest): Promise<ValueTimes> {
  const orders = await loadValued(customers);
  const data: BoundData = orders.data;
  const steps = valueSteps(SCHEMA, data, { ...USUAL_VALUE, asOf: data.lastOrder ?? '1970-01-01' });
  const analysis = { id: SCHEMA } as unknown as Analysis;
  const makeAll = (): Promise<unknown> =>
    makeTables(
      { db: orders.db, compute: computeHere, run: newRun(), cache: new StepCache() },
      analysis,
      steps,
    );
  const firstPath = await timed(makeAll);
  const path = await timed(makeAll);
  // In turns, and the faster of two, so that neither has the warmer code.
  const [distinct, rows] = [
    await timeKernels(orders, steps, null),
    await timeKernels(orders, steps, CUSTOMER_ROWS),
  ];
  const [again, rowsAgain] = [
    await timeKernels(orders, steps, null),
    await timeKernels(orders, steps, CUSTOMER_ROWS),
  ];
  const whole = await timed(() => orders.analyse('clv', {}));
  const base: CustomerBase = {
    x: numbersOf(distinct.entries, 'x'),
    tx: numbersOf(distinct.entries, 'tx'),
    T: numbersOf(distinct.entries, 't'),
    weight: numbersOf(distinct.entries, 'customers'),
  };
  const logLikelihood = logLikelihoodOf(distinct.outputs);
  return {
    firstPath,
    path,
    kernels: Math.min(distinct.seconds, again.seconds),
    rows: Math.min(rows.seconds, rowsAgain.seconds),
    analysis: whole,
    ...(await timeRefits(base, refits)),
    logLikelihood,
    likelihoodGap: Math.abs(logLikelihoodOf(rows.outputs) / logLikelihood - 1),
    entries: base.x.length,
    customers: base.weight.reduce((sum, each) => sum + each, 0),
  };
}

const request = JSON.parse(process.argv[2] ?? '{}') as ValueRequest;
try {
  console.log(JSON.stringify(await measure(request)));
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown));
}
process.exit();
