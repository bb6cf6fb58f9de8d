import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { MALFORMED_BIT, maskOf, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import { CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import { fieldSource, lenientSource, type FieldSource } from '../import/csv-source.ts';
import { comparedColumns } from '../import/load-orders.ts';
import { spelledOfOrders, spellingStatements } from '../import/doctor/join-spellings.ts';
import { netCancellations } from '../import/doctor/match-cancellations.ts';
import { fileRow, type LoadedOrders } from '../import/loaded-orders.ts';
import { customerId, orderColumns } from '../import/relations.ts';
import { rowQuery } from '../import/row-query.ts';
import { inPart } from '../import/sieve.ts';

const READ = sql`notebook.main.rows_read`;
const ROWS = sql`notebook.main.order_rows`;
const KEYED = sql`notebook.main.customers_keyed`;

/**
 * Statements that read the user's file as the import has read it and apply the cleaning rules in force: tables
 * `notebook.main.orders` and `customers`, the very same rows under the same keys.
 *
 * @param file where the file is for whoever runs them
 */
export function orderStatements(loaded: LoadedOrders, file: string): readonly Sql[] {
  const { dialect, columnCount, plan } = loaded.reading;
  const attached = { attachedAs: file, location: file, dialect, columnCount };
  const source = loaded.marksMalformed ? lenientSource(attached) : fieldSource(attached);
  // Common statuses are only a shortcut; without them no values of the file stand in the script.
  const wanted = plan.part === null ? undefined : (fields: FieldSource): Sql => inPart(plan, fields);
  const rows = rowQuery({ ...plan, statuses: [] }, source, wanted);
  const read = sql`CREATE OR REPLACE TABLE ${READ} AS ${rows}`;
  const spelled = spellingStatements({ rows: READ, columns: spelledOfOrders(plan) });
  const isText = loaded.customerShape.kind === 'text';
  const keyed = isText
    ? [
        sql`CREATE OR REPLACE TABLE ${KEYED} AS
SELECT (row_number() OVER (ORDER BY customer_id))::INTEGER AS customer_key, customer_id
FROM (SELECT DISTINCT customer_id FROM ${READ} WHERE customer_id IS NOT NULL)`,
        sql`CREATE OR REPLACE TABLE ${ROWS} AS
SELECT known.customer_key, staged.* EXCLUDE (customer_id)
FROM (SELECT rowid AS file_row, * FROM ${READ}) AS staged
LEFT JOIN ${KEYED} AS known ON known.customer_id = staged.customer_id ORDER BY file_row`,
      ]
    : [
        sql`CREATE OR REPLACE TABLE ${ROWS} AS SELECT * FROM ${READ} ORDER BY rowid`,
        sql`CREATE OR REPLACE TABLE ${KEYED} AS
SELECT DISTINCT customer_key FROM ${ROWS} WHERE customer_key IS NOT NULL ORDER BY customer_key`,
      ];
  const compared = comparedColumns({ plan }, isText).map((name) => identifier(name));
  const place = fileRow({ numbered: isText });
  const copies = sql`UPDATE ${ROWS} SET flags = flags | ${RULE_BITS.exactDuplicate} WHERE rowid IN (
  SELECT place FROM (
    SELECT rowid AS place, row_number() OVER (PARTITION BY ${compared} ORDER BY ${place}) AS copy
    FROM ${ROWS} WHERE (flags & ${MALFORMED_BIT}) = 0
  ) WHERE copy > 1
)`;
  const netted =
    loaded.cancellations !== null && loaded.rules.nettedOrder ? netCancellations(ROWS, loaded.columns) : null;
  const marks = [
    ...(loaded.rules.exactDuplicate || netted !== null ? [copies] : []),
    ...(netted === null ? [] : [netted]),
  ];
  const orders = sql`CREATE OR REPLACE TABLE notebook.main.${identifier(ORDERS)} AS
SELECT ${orderColumns(loaded)} FROM ${ROWS} WHERE (flags & ${maskOf(loaded.rules)}) = 0 ORDER BY rowid`;
  const customers = sql`CREATE OR REPLACE TABLE notebook.main.${identifier(CUSTOMERS)} AS
SELECT customer_key, ${customerId(loaded)} AS customer_id FROM ${KEYED} ORDER BY customer_key`;
  return [read, ...spelled, ...keyed, ...marks, orders, customers];
}
