import { numbersOf } from '../../src/contract/kernel.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import {
  BUCKETS,
  type ContributionSketch,
  sketchOffset,
  WAYS,
} from '../../src/privacy/register/contribution-sketches.ts';
import type { ReleaseView } from '../../src/privacy/register/released-cells.ts';
import type { Database, Run } from './database.ts';
import {
  ASKED,
  type AskedTable,
  figureName,
  type Membership,
  type SeenRows,
  standSeen,
} from './register-tables.ts';

/** Share of a check or an entry that is done before it. */
const SKETCHING = 0.8;

/**
 * SQL of one way of throwing customers into buckets, one row per cell and bucket. Hashes are DuckDB's own: another
 * version of it may give others, and then earlier releases cannot be compared with; a test holds them fast.
 */
function bucketsOf(figures: readonly string[], way: number): Sql {
  const mixed = figures.map(
    (_, place): Sql =>
      sql`(bit_xor(hash(customer_key, ${identifier(figureName(place))}, ${way})) & 65535)::DOUBLE AS ${identifier(`m${place}`)}`,
  );
  return sql`SELECT cell::DOUBLE AS cell, ${way * BUCKETS}::DOUBLE + hash(customer_key, ${-1 - way}) % ${BUCKETS} AS bucket,
      ${mixed} FROM ${ASKED} GROUP BY ALL`;
}

/** Sketches that were made, by how their table sees customers: a check is mostly followed by the entry. */
const known = new WeakMap<ReleaseView, ContributionSketch>();

/**
 * Sketches what single customers add to the rows of a table that was seen.
 *
 * @param membership it was seen by
 * @param seen how it sees customers
 */
export async function sketchSeen(
  db: Database,
  run: Run,
  asked: AskedTable,
  membership: Membership,
  seen: SeenRows,
): Promise<ContributionSketch> {
  const { view } = seen;
  const { figures } = membership;
  const made = known.get(view);
  if (made !== undefined) return made;
  run.report({ phase: 'computing', share: SKETCHING });
  const { cells } = view;
  const mixed = new Uint16Array(sketchOffset({ figures }, cells.length, 0));
  const sketch = { figures, rows: cells, mixed };
  if (figures.length === 0) return sketch;
  await standSeen(db, run, asked, membership, seen);
  const ways = Array.from({ length: WAYS }, (_, way) => bucketsOf(figures, way));
  const found = await db.columns(joined(ways, '\nUNION ALL\n'), run);
  const places = new Map(cells.map(({ row }, place) => [row, place]));
  const [cell, bucket] = [numbersOf(found, 'cell'), numbersOf(found, 'bucket')];
  for (const figure of figures.keys()) {
    const values = numbersOf(found, `m${figure}`);
    for (const [index, value] of values.entries()) {
      const place = places.get(cell[index] ?? -1);
      if (place !== undefined) mixed[sketchOffset(sketch, place, figure) + (bucket[index] ?? 0)] = value;
    }
  }
  known.set(view, sketch);
  return sketch;
}

/** Whether two sketches say the same, so that one can stand for both. */
export function sameSketch(a: ContributionSketch, b: ContributionSketch): boolean {
  return (
    a.mixed.length === b.mixed.length &&
    JSON.stringify([a.figures, a.rows]) === JSON.stringify([b.figures, b.rows]) &&
    a.mixed.every((value, index) => b.mixed[index] === value)
  );
}
