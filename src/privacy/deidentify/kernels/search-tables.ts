import { type KernelOptions, type KernelTable, numbersOf } from '../../../contract/kernel.ts';
import type { DeidentifyRequest, PrivacyModel } from '../../../contract/records.ts';
import { totalsOf, valueTree } from '../../anonymity/class-measures.ts';
import { type CodedHierarchy, tuplesOf } from '../../anonymity/tuples.ts';
import type { LevelBounds } from '../lattice.ts';
import type { SearchProblem, SensitiveAttribute } from '../search-problem.ts';

/** Settings of the kernel `deidentify.search`. */
export interface SearchOptions {
  readonly columns: readonly string[];
  /** Sensitive columns, with the code of the empty value (−1: none). */
  readonly sensitive: readonly { readonly name: string; readonly empty: number }[];
  readonly models: readonly PrivacyModel[];
  readonly suppressible: number;
  readonly bounds: readonly LevelBounds[];
  readonly metric: DeidentifyRequest['metric'];
  readonly aggregate: DeidentifyRequest['aggregate'];
  readonly method: 'lattice' | 'local';
  readonly timeBudgetMs: number;
  readonly alternatives: boolean;
  /** Levels to recode at instead of searching, in the order of columns; null: search. */
  readonly levels: readonly number[] | null;
}

/** Options as they cross to the worker. */
export function toSearchOptions(options: SearchOptions): KernelOptions {
  return { ...options } as unknown as KernelOptions;
}

/** Reads options back; only {@link toSearchOptions} writes them. */
export function fromSearchOptions(options: KernelOptions): SearchOptions {
  return options as unknown as SearchOptions;
}

/** A hierarchy as a table: by code its group at each level (`g0`…), and the leaves under that group (`w0`…). */
export function hierarchyTable({ groups, leaves }: CodedHierarchy): KernelTable {
  return Object.fromEntries(
    groups.flatMap((codes, level) => [
      [`g${level}`, Float64Array.from(codes)],
      [`w${level}`, Float64Array.from(codes, (group) => leaves[level]?.[group] ?? 0)],
    ]),
  );
}

/** Reads a hierarchy back from {@link hierarchyTable}. */
export function hierarchyOf(table: KernelTable | undefined): CodedHierarchy {
  const levels = Object.keys(table ?? {}).length / 2;
  const groups = Array.from({ length: levels }, (_, level) => Int32Array.from(numbersOf(table, `g${level}`)));
  const sizes = groups.map((codes) => codes.reduce((most, code) => Math.max(most, code + 1), 0));
  const leaves = groups.map((codes, level) => {
    const byCode = numbersOf(table, `w${level}`);
    const byGroup = new Float64Array(sizes[level] ?? 0);
    codes.forEach((group, code) => {
      byGroup[group] = byCode[code] ?? 0;
    });
    return byGroup;
  });
  return { groups, sizes, leaves };
}

/**
 * Reads a problem from the tables of a call: `tuples` (see `tuplesOf`; `p` counts the population, where there is
 * one), `h1`… hierarchies of quasi-identifiers, `t1`… those of sensitive columns that have one.
 */
export function problemOf(
  inputs: Readonly<Record<string, KernelTable>>,
  options: SearchOptions,
): SearchProblem {
  const { columns, sensitive, models, suppressible, bounds, metric, aggregate } = options;
  const table = inputs['tuples'];
  const tuples = tuplesOf(table, columns.length, sensitive.length);
  const population = table?.['p'];
  const attributes = sensitive.map(({ name, empty }, place): SensitiveAttribute => {
    const tree = inputs[`t${place + 1}`];
    return {
      name,
      totals: totalsOf(tuples.sensitive[place] ?? new Int32Array(0), tuples.counts, empty),
      tree: tree === undefined ? null : valueTree(hierarchyOf(tree)),
    };
  });
  return {
    tuples,
    population: population instanceof Float64Array ? population : null,
    hierarchies: columns.map((_, place) => hierarchyOf(inputs[`h${place + 1}`])),
    sensitive: attributes,
    models,
    suppressible,
    bounds,
    metric,
    aggregate,
  };
}
