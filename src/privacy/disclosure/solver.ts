import type { Highs } from 'highs';
import { appError, AppFailure } from '../../contract/error.ts';

/**
 * There is no proven optimum: the solver could not be loaded, has broken down, or met a limit before the end. Where
 * there is another way to protect a table it is taken; elsewhere nothing leaves.
 */
export class Unsolved extends AppFailure {
  constructor(detail: string, cause?: unknown) {
    super(appError('gate.unsolved', { detail }), cause);
  }
}

/** Branches after which a search for an optimum is given up, so that it ends, and always in the same place. */
const MOST_BRANCHES = 2000;

let loading: Promise<Highs> | null = null;

/**
 * The solver of linear and mixed-integer programmes (HiGHS, compiled to WebAssembly). It is fetched from this origin
 * when it is first needed, and only then; the service worker keeps it, so that it is there without a network too. What
 * failed is tried again the next time.
 *
 * @throws Unsolved when it cannot be loaded
 */
export function loadSolver(): Promise<Highs> {
  loading ??= import('highs')
    .then((highs) => highs.default())
    .catch((thrown: unknown) => {
      loading = null;
      throw new Unsolved('the solver could not be loaded', thrown);
    });
  return loading;
}

type Answer = ReturnType<Highs['solve']>;

/** After it has broken down, the memory of a WebAssembly program is not to be relied on, so another one is loaded. */
function answered(highs: Highs, programme: string): Answer {
  try {
    return highs.solve(programme, {
      output_flag: false,
      threads: 1,
      random_seed: 0,
      mip_rel_gap: 0,
      mip_abs_gap: 1e-6,
      mip_max_nodes: MOST_BRANCHES,
    });
  } catch (thrown) {
    loading = null;
    throw new Unsolved('the solver broke down', thrown);
  }
}

/** What a programme has found: the value of each variable by name, or null when it has no solution. */
export type Solution = Readonly<Record<string, number>> | null;

/**
 * Solves a programme in the CPLEX LP format. One thread and fixed seeds: the same programme has the same solution.
 *
 * @throws Unsolved when the optimum could not be proven within the limit, or the solver has broken down
 */
export function solve(highs: Highs, programme: string): Solution {
  const { Status, Columns } = answered(highs, programme);
  if (Status === 'Infeasible') return null;
  if (Status !== 'Optimal') throw new Unsolved(Status);
  return Object.fromEntries(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal ?? 0]));
}
