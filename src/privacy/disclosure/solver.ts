import type { Highs } from 'highs';

let loading: Promise<Highs> | null = null;

/**
 * The solver of linear and mixed-integer programmes (HiGHS, compiled to WebAssembly). It is fetched from this origin
 * when it is first needed, and only then.
 */
export function loadSolver(): Promise<Highs> {
  loading ??= import('highs').then((highs) => highs.default());
  return loading;
}

/** What a programme has found: the value of each variable by name, or null when it has no solution. */
export type Solution = Readonly<Record<string, number>> | null;

/** Branches after which a search for an optimum is given up, so that it ends, and always in the same place. */
const MOST_BRANCHES = 2000;

/** A limit was met before the optimum was proven. */
export class Unproven extends Error {}

/**
 * Solves a programme in the CPLEX LP format. One thread and fixed seeds: the same programme has the same solution.
 *
 * @throws Unproven when the optimum could not be proven within the limit
 */
export function solve(highs: Highs, programme: string): Solution {
  const { Status, Columns } = highs.solve(programme, {
    output_flag: false,
    threads: 1,
    random_seed: 0,
    mip_rel_gap: 0,
    mip_abs_gap: 1e-6,
    mip_max_nodes: MOST_BRANCHES,
  });
  if (Status === 'Infeasible') return null;
  if (Status !== 'Optimal') throw new Unproven(Status);
  return Object.fromEntries(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal ?? 0]));
}
