import type { KernelCall } from '../../src/contract/kernel.ts';
import type { DeidentifyOutcome } from '../../src/contract/records.ts';
import { searchKernel } from '../../src/privacy/deidentify/kernels/search-kernel.ts';
import { fromSearchOptions, problemOf } from '../../src/privacy/deidentify/kernels/search-tables.ts';
import type { Levels } from '../../src/privacy/deidentify/lattice.ts';
import { NodeChecker } from '../../src/privacy/deidentify/node-checker.ts';

/** A call as it is handed to the page: columns as plain numbers. */
export type PlainCall = Omit<KernelCall, 'inputs'> & {
  readonly inputs: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
};

/** What one measurement found. */
export interface SearchTimes {
  readonly search: number;
  readonly checked: number;
  readonly latticeSize: number;
  readonly loss: number;
  /** Looking at every node of the lattice, rolled up alike but without tagging and bounds. */
  readonly everyNode: number;
  readonly leastLoss: number;
}

function typed({ inputs, ...rest }: PlainCall): KernelCall {
  const tables = Object.entries(inputs).map(([name, table]) => [
    name,
    Object.fromEntries(Object.entries(table).map(([column, values]) => [column, Float64Array.from(values)])),
  ]);
  return { ...rest, inputs: Object.fromEntries(tables) as KernelCall['inputs'] };
}

function lookAtAll(call: KernelCall): number {
  const checker = new NodeChecker(problemOf(call.inputs, fromSearchOptions(call.options)));
  let least = Infinity;
  const visit = (levels: Levels): void => {
    least = Math.min(least, checker.check(levels).solution?.loss ?? Infinity);
    checker.lattice.branches(levels).forEach(visit);
  };
  visit(checker.lattice.bottom);
  return least;
}

/** Times the kernel, and looking at every node, once each in this page. */
export function timeSearch(plain: PlainCall): SearchTimes {
  const call = typed(plain);
  const started = performance.now();
  const output = searchKernel(call, () => undefined);
  const search = performance.now() - started;
  const outcome = JSON.parse(String(output['outcome']?.['json']?.[0])) as DeidentifyOutcome;
  const startedAll = performance.now();
  const leastLoss = lookAtAll(call);
  const everyNode = performance.now() - startedAll;
  const { best, checked, latticeSize } = outcome;
  return { search, checked, latticeSize, loss: best?.loss ?? Number.NaN, everyNode, leastLoss };
}
