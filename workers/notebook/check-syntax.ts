import { AppFailure } from '../../src/contract/error.ts';
import { identifier, Sql, sql } from '../../src/contract/sql.ts';
import { engineFailure } from '../../src/query/engine-failure.ts';
import { guard } from '../../src/query/guard.ts';
import { PositionMap } from '../../src/query/position-map.ts';
import type { Database, Run } from '../engine/database.ts';
import { engineMessage } from './engine-message.ts';

/** A table that is not there: DuckDB parses all, stops at it, and never comes to what a user has written. */
const STOP = identifier('only parsed');

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
    await db.prepare(sql`SELECT * FROM ${STOP}, (\n${new Sql(places.text)}\n)`, run);
  } catch (thrown) {
    const message = engineMessage(thrown);
    if (message === null) throw thrown;
    if (!/Parser Error|multiple statements/u.test(message)) return;
    throw new AppFailure(
      engineFailure(message, { written: text, places, relations: [], columns: [] }),
      thrown,
    );
  }
}
