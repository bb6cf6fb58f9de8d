import type { Highs } from 'highs';
import type { LinearTable } from './linear-table.ts';
import { written, type Constraint, type Term } from './programme.ts';
import { solve } from './solver.ts';

/** Least and most that a withheld cell can be, given all that is published; null: there is no such bound. */
export interface Interval {
  readonly cell: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * What an attacker can work out of one withheld cell in a table of any form, as two linear programmes: least and
 * most of it over all tables of non-negative cells that agree with what is published. (Fischetti & Salazar-González,
 * Mathematical Programming 84 (1999) 283–312.)
 *
 * @param highs the solver
 * @param table cells and sums
 * @param hidden which cells are withheld
 * @param cell the one to look at
 */
export function intervalByProgramme(
  highs: Highs,
  { values, relations }: LinearTable,
  hidden: ReadonlySet<number>,
  cell: number,
): Interval {
  const constraints = relations.flatMap(({ parts, total }): Constraint[] => {
    const all = [
      ...parts.map((part) => [1, part] as const),
      ...(total === null ? [] : [[-1, total] as const]),
    ];
    const terms = all.filter(([, each]) => hidden.has(each)).map(([sign, each]): Term => [sign, `x${each}`]);
    const bound = all
      .filter(([, each]) => hidden.has(each))
      .reduce((sum, [sign, each]) => sum + sign * (values[each] ?? 0), 0);
    return terms.length === 0 ? [] : [{ terms, sign: '=', bound }];
  });
  const bounds = new Map([...hidden].map((each) => [`x${each}`, [0, null] as const]));
  const most = 1e7;
  bounds.set(`x${cell}`, [0, null]);
  const end = (sense: 'Minimize' | 'Maximize'): number => {
    const capped = new Map<string, readonly [number | null, number | null]>(bounds);
    capped.set(`x${cell}`, [0, most]);
    const programme = written({
      sense,
      objective: [[1, `x${cell}`]],
      constraints,
      bounds: capped,
      binaries: [],
    });
    return solve(highs, programme)?.[`x${cell}`] ?? values[cell] ?? 0;
  };
  const high = end('Maximize');
  return { cell, low: end('Minimize'), high: high >= most ? null : high };
}
