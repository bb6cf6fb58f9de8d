import { sql, type Sql } from '../../src/contract/sql.ts';

/**
 * Customer, day and amount out of the attached CDNOW sample.
 *
 * @param file its name in the engine
 */
export function cdnowRows(file: string): Sql {
  return sql`SELECT part[2]::INTEGER AS customer, strptime(part[3], '%Y%m%d') AS ordered_at, part[5]::DOUBLE AS amount
    FROM (SELECT regexp_split_to_array(trim(line), '\\s+') AS part
      FROM read_csv(${file}, header = false, columns = {'line': 'VARCHAR'}, delim = '\t', quote = ''))`;
}
