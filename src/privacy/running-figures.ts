import type { ResultSet } from '../contract/result-set.ts';
import { partitionsOf } from './partitions.ts';
import type { ReleaseShape } from './shape.ts';
import type { RowVerdict, WithheldFigures } from './suppression.ts';

/**
 * How many of the first rows of a partition a running total is shown in: it stops at the first row that is withheld, or
 * the withheld figure would be the difference of two totals. Where rows hold all that follow, a total and the figure of the
 * next row add up to the whole, so that it stops a row earlier. Where rows stand in the order of the figure, it is shown
 * in all of them or in none, since where it stops would tell the place of the withheld row.
 */
function shownUntil(
  rows: readonly number[],
  isHidden: (row: number) => boolean,
  { ranked, holdsRest }: { readonly ranked: boolean; readonly holdsRest: boolean },
): number {
  const first = rows.findIndex(isHidden);
  if (first < 0) return rows.length;
  if (ranked) return 0;
  return holdsRest ? Math.max(0, first - 1) : first;
}

/**
 * Running totals that may not leave because a row they run over is withheld: with the figures that are shown they would
 * give that of the withheld row by subtraction. What is left is known from the shown figures anyway.
 *
 * @param table the table as computed, in the order its totals run
 * @param verdicts one for each row
 * @param figures other figures that are withheld in rows that are shown
 * @returns by column, the shown rows in which it is withheld
 */
export function runningFigures(
  table: ResultSet,
  shape: ReleaseShape,
  verdicts: readonly RowVerdict[],
  figures: WithheldFigures,
): WithheldFigures {
  const withheld = new Map<string, ReadonlySet<number>>();
  const holdsRest = shape.nested?.holds === 'following';
  for (const { name, disclosure } of shape.columns) {
    if (disclosure?.kind !== 'running') continue;
    const { of, within, ranked = false } = disclosure;
    const alone = of === null ? undefined : figures.get(of);
    const isHidden = (row: number): boolean => verdicts[row] !== null || alone?.has(row) === true;
    const hidden = partitionsOf(table, within).flatMap((rows) =>
      rows.slice(shownUntil(rows, isHidden, { ranked, holdsRest })).filter((row) => verdicts[row] === null),
    );
    if (hidden.length > 0) withheld.set(name, new Set(hidden));
  }
  return withheld;
}
