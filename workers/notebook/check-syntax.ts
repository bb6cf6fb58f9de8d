import { AppFailure } from '../../src/contract/error.ts';
import { Sql, sql } from '../../src/contract/sql.ts';
import { engineFailure } from '../../src/query/engine-failure.ts';
import { guard } from '../../src/query/guard.ts';
import { PositionMap } from '../../src/query/position-map.ts';
import type { Database, Run } from '../engine/database.ts';

/**
 * Has DuckDB parse a SELECT. Whether its names exist is not asked: the cells that make them may not have run.
 *
 * @param text SQL as a user has written it
 * @throws AppFailure `sql.invalid`, `sql.openPivot` with the place, or as the guard
 */
export async function checkSyntax(db: Database, run: Run, text: string): Promise<void> {
  const places = new PositionMap();
  for (const token of guard(text)) places.add(token.text, token);
  try {
    await db.prepare(sql`SELECT * FROM (\n${new Sql(places.text)}\n)`, run);
  } catch (thrown) {
    if (!(thrown instanceof AppFailure) || thrown.error.code !== 'engine.query') throw thrown;
    const { cause } = thrown;
    const message = cause instanceof Error ? cause.message : thrown.error.params.detail;
    if (!/Parser Error|multiple statements/u.test(message)) return;
    throw new AppFailure(
      engineFailure(message, { written: text, places, relations: [], columns: [] }),
      thrown,
    );
  }
}
