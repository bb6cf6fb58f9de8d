import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { DIMENSIONS } from './params.ts';
import { SCORE } from './scores.ts';

/**
 * Who is in each bin of a distribution: customer_key, from.
 *
 * @param bins the table of the distribution; `to` is exclusive, and NULL where there is no end
 * @param value what customers are binned by
 */
export function binMembers(scored: Sql, bins: Sql, value: Sql): Sql {
  return sql`SELECT customer_key, bins."from" AS "from"
FROM (SELECT customer_key, ${value} AS binned FROM ${scored}) JOIN ${bins} AS bins
  ON binned >= bins."from" AND (bins."to" IS NULL OR binned < bins."to")`;
}

/** Who has each score: customer_key, dimension, score. */
export function scoreMembers(scored: Sql): Sql {
  const parts = DIMENSIONS.map(
    (dimension) =>
      sql`SELECT customer_key, ${dimension} AS dimension, ${identifier(SCORE[dimension])}::INTEGER AS score FROM ${scored}`,
  );
  return joined(parts, '\nUNION ALL\n');
}
