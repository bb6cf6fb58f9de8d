import type { Highs } from 'highs';
import { intervalByProgramme } from './attacker-programme.ts';
import type { LinearTable, Need, Suppression } from './linear-table.ts';
import { written, type Constraint, type Term } from './programme.ts';
import type { Complement } from './protect.ts';
import { solve } from './solver.ts';

/** Changes smaller than this are noise of the solver. */
const NOTHING = 1e-6;

function isMet(highs: Highs, table: LinearTable, hidden: ReadonlySet<number>, need: Need): boolean {
  const { low, high } = intervalByProgramme(highs, table, hidden, need.cell);
  const value = table.values[need.cell] ?? 0;
  const up = (high ?? Number.POSITIVE_INFINITY) - value;
  const down = value - (low ?? Number.NEGATIVE_INFINITY);
  return up >= need.up - NOTHING && down >= need.down - NOTHING && up + down >= need.width - NOTHING;
}

/** The cheapest change that takes a cell as far as it must go: the cells it moves, or null when there is none. */
function cheapestChange(
  highs: Highs,
  { values, relations }: LinearTable,
  { fixed, cost }: Suppression,
  hidden: ReadonlySet<number>,
  [cell, far]: readonly [number, number],
): number[] | null {
  const movable = (each: number): boolean => hidden.has(each) || !fixed.has(each);
  const cells = values.flatMap((_, each) => (movable(each) ? [each] : []));
  const change = (each: number): Term[] => [
    [1, `u${each}`],
    [-1, `d${each}`],
  ];
  const negated = (terms: readonly Term[]): Term[] => terms.map(([by, name]) => [-by, name]);
  const constraints = relations.map(({ parts, total }): Constraint => {
    const terms = parts.filter(movable).flatMap(change);
    if (total !== null && movable(total)) terms.push(...negated(change(total)));
    return { terms, sign: '=', bound: 0 };
  });
  constraints.push({ terms: change(cell), sign: '=', bound: far });
  const objective = cells.flatMap((each): Term[] => {
    const price = hidden.has(each) ? 0 : (cost[each] ?? 0);
    return [
      [price, `u${each}`],
      [price, `d${each}`],
    ];
  });
  const bounds = new Map<string, readonly [number | null, number | null]>(
    cells.flatMap((each) => [
      [`u${each}`, [0, null] as const],
      [`d${each}`, [0, Math.max(0, values[each] ?? 0)] as const],
    ]),
  );
  const found = solve(highs, written({ sense: 'Minimize', objective, constraints, bounds, binaries: [] }));
  if (found === null) return null;
  return cells.filter((each) => Math.abs((found[`u${each}`] ?? 0) - (found[`d${each}`] ?? 0)) > NOTHING);
}

/**
 * Secondary suppression for tables of any form, such as those of three dimensions: for one cell after the other the
 * cheapest change of the table that takes it far enough is found by a linear programme, and all cells it moves are
 * withheld. (Kelly, Golden & Assad, Networks 22 (1992) 397–417.) It is no optimum.
 *
 * @param highs the solver
 * @returns the further cells to withhold, or null when even all of them are not enough
 */
export function protectByProgrammes(highs: Highs, table: LinearTable, start: Suppression): Complement {
  const hidden = new Set(start.hidden);
  for (const need of start.needs) {
    if (isMet(highs, table, hidden, need)) continue;
    const { cell, up, down, width } = need;
    const falls = down > 0 ? cheapestChange(highs, table, start, hidden, [cell, -down]) : [];
    const rises = cheapestChange(highs, table, start, hidden, [cell, Math.max(up, width)]);
    if (falls === null || rises === null) return null;
    for (const each of [...falls, ...rises]) hidden.add(each);
  }
  const given = new Set(start.hidden);
  return [...hidden].filter((cell) => !given.has(cell));
}
