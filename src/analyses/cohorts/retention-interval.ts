import { sql, type Sql } from '../../contract/sql.ts';

/** Normal quantile of 0.975: intervals hold 95 %. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval of a share at 95 % (Wilson 1927, JASA 22, 209–212):
 * (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n). The ends at shares 0 and 1 are set, since rounding would
 * leave them beside.
 *
 * @param share SQL of the share p̂, DOUBLE
 * @param size SQL of the number n it is a share of
 * @returns SQL of both ends; NULL where the share is NULL
 */
export function retentionInterval(share: Sql, size: Sql): { readonly low: Sql; readonly high: Sql } {
  const centre = sql`${share} + ${Z * Z} / (2 * ${size})`;
  const half = sql`${Z} * sqrt(${share} * (1 - ${share}) / ${size} + ${(Z * Z) / 4} / (${size} * ${size}))`;
  const scale = sql`(1 + ${Z * Z} / ${size})`;
  return {
    low: sql`CASE WHEN ${share} = 0 THEN 0 ELSE (${centre} - ${half}) / ${scale} END::DOUBLE`,
    high: sql`CASE WHEN ${share} = 1 THEN 1 ELSE (${centre} + ${half}) / ${scale} END::DOUBLE`,
  };
}
