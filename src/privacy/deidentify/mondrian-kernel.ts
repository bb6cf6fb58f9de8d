import * as v from 'valibot';
import { numbersOf, type Kernel, type KernelCall } from '../../contract/kernel.ts';
import type { PrivacyModel } from '../../contract/records.ts';
import { totalsOf } from '../anonymity/class-measures.ts';
import { tuplesOf } from '../anonymity/tuples.ts';
import { mondrianRegions } from './mondrian-regions.ts';
import type { SensitiveAttribute } from './search-problem.ts';

/** A sensitive attribute as it crosses to the worker. */
export interface SensitiveOption {
  readonly name: string;
  /** Code of the empty value; −1: there is none. */
  readonly empty: number;
  /** Tree over its values, null where no distance asks for one. */
  readonly tree: {
    readonly parents: readonly (readonly number[])[];
    readonly sizes: readonly number[];
  } | null;
}

const numbers = v.array(v.number());
const Options = v.object({
  quasi: v.number(),
  sensitive: v.array(
    v.object({
      name: v.string(),
      empty: v.number(),
      tree: v.nullable(v.object({ parents: v.array(numbers), sizes: numbers })),
    }),
  ),
  models: v.custom<readonly PrivacyModel[]>(Array.isArray),
});

/**
 * What to call the kernel with.
 *
 * @param tuples as `groupRecords` hands them out; `p` counts the population, where there is one
 * @param places of the quasi-identifiers' codes, in their order
 */
export function mondrianCall(
  tuples: KernelCall['inputs'][string],
  places: readonly Float64Array[],
  sensitive: readonly SensitiveOption[],
  models: readonly PrivacyModel[],
): KernelCall {
  const lines = places.map((at, place) => [`places${place + 1}`, { at }] as const);
  const options = {
    quasi: places.length,
    sensitive: sensitive.map(({ tree, ...each }) => ({ ...each, tree: tree === null ? null : { ...tree } })),
    models: models.map((model) => ({ ...model })),
  };
  return {
    kernel: 'deidentify.mondrian',
    inputs: { tuples, ...Object.fromEntries(lines) },
    options,
    part: null,
  };
}

/**
 * Partitions tuples by Mondrian in the compute worker: see {@link mondrianRegions}. Its tables: `tuples` with the
 * `region` of each, −1 where it is suppressed; `regions` with codes `low1`, `high1`, …, NaN where a stretch holds
 * everything.
 */
export const mondrianKernel: Kernel = ({ inputs, options }, tell) => {
  const { quasi, sensitive, models } = v.parse(Options, options);
  const tuples = tuplesOf(inputs['tuples'], quasi, sensitive.length);
  const attributes = sensitive.map(({ name, empty, tree }, place): SensitiveAttribute => {
    const totals = totalsOf(tuples.sensitive[place] ?? new Int32Array(0), tuples.counts, empty);
    if (tree === null) return { name, totals, tree };
    const parents = tree.parents.map((each) => Int32Array.from(each));
    return { name, totals, tree: { parents, sizes: tree.sizes } };
  });
  const places = Array.from({ length: quasi }, (_, place) => numbersOf(inputs[`places${place + 1}`], 'at'));
  const people = inputs['tuples']?.['p'];
  const population = people instanceof Float64Array ? people : null;
  const problem = { tuples, population, sensitive: attributes, models };
  const { regions, regionOf } = mondrianRegions(problem, places, tell);
  const bounds = places.flatMap((_, attribute) => {
    const end = (side: 0 | 1): Float64Array =>
      Float64Array.from(regions, (region) => region[attribute]?.[side] ?? Number.NaN);
    return [
      [`low${attribute + 1}`, end(0)],
      [`high${attribute + 1}`, end(1)],
    ] as const;
  });
  return { tuples: { region: Float64Array.from(regionOf) }, regions: Object.fromEntries(bounds) };
};

/** Reads the regions a kernel has found. */
export function regionsFrom(
  output: ReturnType<Kernel>,
  quasi: number,
): {
  readonly kind: 'regions';
  readonly regions: readonly (readonly [number, number] | null)[][];
  readonly regionOf: Int32Array;
} {
  const regionOf = Int32Array.from(numbersOf(output['tuples'], 'region'));
  const ends = Array.from({ length: quasi }, (_, place) => ({
    low: numbersOf(output['regions'], `low${place + 1}`),
    high: numbersOf(output['regions'], `high${place + 1}`),
  }));
  const count = ends[0]?.low.length ?? 0;
  const regions = Array.from({ length: count }, (_, region) =>
    ends.map(({ low, high }): readonly [number, number] | null => {
      const [from = Number.NaN, to = Number.NaN] = [low[region], high[region]];
      return Number.isNaN(from) || Number.isNaN(to) ? null : [from, to];
    }),
  );
  return { kind: 'regions', regions, regionOf };
}
