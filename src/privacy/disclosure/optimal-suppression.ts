import type { Highs } from 'highs';
import type { LinearTable, Need, Suppression } from './linear-table.ts';
import { written, type Constraint, type Programme, type Term } from './programme.ts';
import { solve, type Solution } from './solver.ts';

/** Cells told apart in one programme when ties are broken; powers of two beyond this lose precision. */
const TIES_AT_ONCE = 10;

const isWithheld = (cell: number): string => `y${cell}`;

/**
 * The programme of one direction of one need: changes of the cells that keep all sums, that only withheld cells
 * take part in, and that take the cell as far as it must be able to go.
 */
class Model {
  readonly constraints: Constraint[] = [];
  readonly bounds = new Map<string, readonly [number | null, number | null]>();
  readonly #table: LinearTable;
  readonly #start: Suppression;
  readonly #given: ReadonlySet<number>;
  readonly free: readonly number[];

  constructor(table: LinearTable, start: Suppression) {
    this.#table = table;
    this.#start = start;
    this.#given = new Set(start.hidden);
    this.free = table.values.flatMap((_, cell) =>
      start.fixed.has(cell) || this.#given.has(cell) ? [] : [cell],
    );
    start.needs.forEach((need, index) => {
      this.#require(need, index);
    });
  }

  #require(need: Need, index: number): void {
    const { cell, up, down, width } = need;
    const far = Math.max(up, down, width);
    if (far <= 0) return;
    const above = `u${index}_${cell}`;
    const below = `v${index}_${cell}`;
    this.#change(`u${index}`, far);
    this.constraints.push({ terms: [[1, above]], sign: '>=', bound: up });
    const falls = Math.min(far, this.#table.values[cell] ?? 0);
    if (falls <= 0) {
      this.constraints.push({ terms: [[1, above]], sign: '>=', bound: width });
      if (down > 0) this.constraints.push({ terms: [[1, above]], sign: '>=', bound: far + 1 });
      return;
    }
    this.#change(`v${index}`, far);
    this.constraints.push({ terms: [[1, below]], sign: '<=', bound: -down });
    const apart: Term[] = [
      [1, above],
      [-1, below],
    ];
    this.constraints.push({ terms: apart, sign: '>=', bound: width });
  }

  /** One copy of the changes. On a network none has to be larger than the change that is asked for. */
  #change(copy: string, far: number): void {
    const { values, relations } = this.#table;
    const movable = (cell: number): boolean => !this.#start.fixed.has(cell) || this.#given.has(cell);
    values.forEach((value, cell) => {
      if (!movable(cell)) return;
      const name = `${copy}_${cell}`;
      const down = Math.min(value, far);
      this.bounds.set(name, [-down, far]);
      if (this.#given.has(cell)) return;
      const upper: Term[] = [
        [1, name],
        [-far, isWithheld(cell)],
      ];
      this.constraints.push({ terms: upper, sign: '<=', bound: 0 });
      const lower: Term[] = [[1, name], ...(down > 0 ? [[down, isWithheld(cell)] as const] : [])];
      this.constraints.push({ terms: lower, sign: '>=', bound: 0 });
    });
    for (const { parts, total } of relations) {
      const terms = parts.filter(movable).map((cell): Term => [1, `${copy}_${cell}`]);
      if (total !== null && movable(total)) terms.push([-1, `${copy}_${total}`]);
      this.constraints.push({ terms, sign: '=', bound: 0 });
    }
  }

  programme(
    change: Pick<Programme, 'sense' | 'objective'> & { readonly more: readonly Constraint[] },
  ): string {
    const { sense, objective, more } = change;
    return written({
      sense,
      objective,
      constraints: [...this.constraints, ...more],
      bounds: this.bounds,
      binaries: this.free.map(isWithheld),
    });
  }
}

function chosen(solution: Solution, free: readonly number[]): number[] {
  return free.filter((cell) => (solution?.[isWithheld(cell)] ?? 0) > 0.5);
}

/**
 * Secondary suppression at the least cost that there is: which cells to withhold besides the given ones so that all
 * needs are met. One pair of copies of the table for each need says how far its cell can rise and fall (Fischetti &
 * Salazar-González, Management Science 47 (2001) 1008–1027, here with every attacker written out, which suits small
 * tables). Of equally cheap choices the lexicographically first is taken: the one with the first cell, then with
 * the first cell that remains, and so on.
 *
 * @param highs the solver
 * @param table a table whose sums form a network, whole numbers of 0 and more
 * @param start what is withheld, what must stay, cost and needs
 * @returns the further cells to withhold, in order, or null when even all of them are not enough
 * @throws Unsolved when the table is too large for the limit of the search
 */
export function optimalSuppression(highs: Highs, table: LinearTable, start: Suppression): number[] | null {
  const model = new Model(table, start);
  const { free } = model;
  if (model.constraints.length === 0) return [];
  const cost = free.map((cell): Term => [start.cost[cell] ?? 0, isWithheld(cell)]);
  if (cost.length === 0) cost.push([0, 'none']);
  const cheapest = solve(highs, model.programme({ sense: 'Minimize', objective: cost, more: [] }));
  if (cheapest === null) return null;
  let best = chosen(cheapest, free);
  const least = best.reduce((sum, cell) => sum + (start.cost[cell] ?? 0), 0);
  if (best.length === 0) return best;
  const settled: Constraint[] = [{ terms: cost, sign: '<=', bound: least }];
  for (let at = 0; at < free.length; at += TIES_AT_ONCE) {
    const block = free.slice(at, at + TIES_AT_ONCE);
    const objective = block.map((cell, place): Term => [2 ** (TIES_AT_ONCE - 1 - place), isWithheld(cell)]);
    best = chosen(solve(highs, model.programme({ sense: 'Maximize', objective, more: settled })), free);
    for (const cell of block) {
      settled.push({ terms: [[1, isWithheld(cell)]], sign: '=', bound: best.includes(cell) ? 1 : 0 });
    }
  }
  return best;
}
