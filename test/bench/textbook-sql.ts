import { SAMPLE_COLUMNS } from '../../src/data/sample/generate-orders.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';

/** The columns that are measured: those RFM needs, or all that have a role. */
export const COLUMN_SETS = {
  rfm: ['customer_id', 'ordered_at', 'amount'],
  roles: SAMPLE_COLUMNS.filter((name) => !['name', 'email', 'phone'].includes(name)),
} as const satisfies Record<string, readonly (typeof SAMPLE_COLUMNS)[number][]>;
export type ColumnSet = keyof typeof COLUMN_SETS;

const TYPES: Partial<Record<(typeof SAMPLE_COLUMNS)[number], string>> = {
  ordered_at: 'TIMESTAMP',
  amount: 'DOUBLE',
  quantity: 'DOUBLE',
  unit_price: 'DOUBLE',
};

/** Loads some columns the way anyone would who knows them: typed, nothing checked, nothing kept aside. */
export function loadColumns(file: string, columns: ColumnSet): Sql {
  const types = SAMPLE_COLUMNS.map((name) => sql`${identifier(name)}: ${TYPES[name] ?? 'VARCHAR'}`);
  const wanted = COLUMN_SETS[columns].map(identifier);
  return sql`CREATE TABLE orders AS SELECT ${wanted}
    FROM read_csv(${file}, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, columns = {${types}})`;
}

/** Loads everything as DuckDB finds it. */
export function loadEverything(file: string): Sql {
  return sql`CREATE TABLE orders AS SELECT * FROM read_csv(${file})`;
}

/** RFM as a textbook has it: one aggregate per customer, three NTILEs, and a summary by score. */
export const TEXTBOOK_RFM: readonly Sql[] = [
  sql`CREATE TABLE scored AS
    WITH customers AS (
      SELECT customer_id, max(ordered_at) AS last_at, count(*) AS frequency, sum(amount) AS monetary
      FROM orders GROUP BY customer_id
    )
    SELECT *, ntile(5) OVER (ORDER BY last_at, customer_id) AS r,
      ntile(5) OVER (ORDER BY frequency, customer_id) AS f,
      ntile(5) OVER (ORDER BY monetary, customer_id) AS m
    FROM customers`,
  sql`CREATE TABLE cells AS
    SELECT r, f, count(*) AS customers, sum(monetary) AS revenue, median(monetary) AS monetary
    FROM scored GROUP BY r, f`,
];
