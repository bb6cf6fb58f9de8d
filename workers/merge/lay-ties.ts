import type { CustomerMerge, IdentifyingUse } from '../../src/contract/merge.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { CUSTOMER_IDS } from '../import/relations.ts';
import { areDigits, ownKeysByText } from '../tables/customers-by-text.ts';
import type { MergeSource, TakenColumn } from './merge-sources.ts';
import { orderCustomers } from './order-customers.ts';
import { PHONE_FORMS, type PhoneForms } from './phone-forms.ts';
import { makeTable, scratch } from './scratch.ts';
import { emailForm, idForm } from './value-forms.ts';

/**
 * Lists every customer of every table. Those of the orders come first, in the order of their keys, so that the smallest
 * node of a cluster is a customer of the orders wherever one is in it.
 */
export async function layPeople(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  sources: readonly MergeSource[],
): Promise<void> {
  const written = sources.flatMap(({ held, rows }) =>
    held === null ? [] : [sql`SELECT customer_id FROM ${rows} WHERE customer_id IS NOT NULL`],
  );
  const ids =
    written.length === 0
      ? sql`(SELECT NULL::VARCHAR AS customer_id WHERE FALSE)`
      : sql`(${joined(written, ' UNION ')})`;
  await makeTable(
    db,
    run,
    scratch('names'),
    sql`SELECT ordering.own_key, known.customer_id FROM (${ownKeysByText(loaded, ids)}) known
      LEFT JOIN ${orderCustomers(loaded)} ordering ON ordering.own_key = known.own_key`,
  );
  await makeTable(
    db,
    run,
    scratch('people'),
    sql`SELECT (row_number() OVER (ORDER BY own_key NULLS LAST, customer_id) - 1)::INTEGER AS node, own_key, customer_id
      FROM (SELECT own_key, NULL::VARCHAR AS customer_id FROM ${orderCustomers(loaded)}
        UNION ALL SELECT NULL, customer_id FROM ${scratch('names')} WHERE own_key IS NULL)`,
  );
  await makeTable(
    db,
    run,
    scratch('names'),
    sql`SELECT names.customer_id, people.node FROM ${scratch('names')} names JOIN ${scratch('people')} people
        ON people.own_key = names.own_key
      UNION ALL SELECT customer_id, node FROM ${scratch('people')} WHERE own_key IS NULL`,
  );
}

/** Customers and the values that a column gives them. */
function valuesOf({ source, use, text }: TakenColumn): Sql {
  const people = scratch('people');
  const { rows } = source;
  if (source.held === null) {
    return text === null
      ? sql`SELECT node, ${use} AS use, ids.customer_id AS value FROM ${people} people
          JOIN ${CUSTOMER_IDS} ids ON ids.own_key = people.own_key`
      : sql`SELECT node, ${use} AS use, value FROM ${people} people
          JOIN (SELECT DISTINCT customer_key, ${text} AS value FROM ${rows}) told ON told.customer_key = people.own_key
          WHERE value IS NOT NULL`;
  }
  const value = text ?? sql`customer_id`;
  return sql`SELECT node, ${use} AS use, value FROM ${scratch('names')} names
    JOIN (SELECT DISTINCT customer_id, ${value} AS value FROM ${rows}) told USING (customer_id)
    WHERE value IS NOT NULL`;
}

/**
 * Pseudonyms, and digests of as many signs: no address and no number. They were made of the canonical form of a value, so
 * that equal values have equal ones.
 */
const PSEUDONYM = '[0-9a-f]{32}';

function orPseudonym(form: Sql, value: Sql): Sql {
  return sql`coalesce(${form}, CASE WHEN regexp_full_match(${value}, ${PSEUDONYM}) THEN ${value} END)`;
}

/** How values of a use are compared; phone numbers are worked out apart. */
function formsOf(use: IdentifyingUse, loaded: LoadedOrders, { gmail }: CustomerMerge): Sql {
  if (use === 'phone')
    return sql`SELECT 'phone' AS use, value, ${orPseudonym(sql`nullif(form, '')`, sql`value`)} AS form FROM ${PHONE_FORMS}
    SEMI JOIN (SELECT value FROM ${scratch('values')} WHERE use = 'phone') asked USING (value)`;
  const value = sql`value`;
  const form =
    use === 'email'
      ? orPseudonym(emailForm(value, gmail), value)
      : idForm(value, use === 'customerId' && areDigits(loaded.customerShape));
  return sql`SELECT use, value, ${form} AS form
    FROM (SELECT DISTINCT use, value FROM ${scratch('values')} WHERE use = ${use})`;
}

/** Every customer with their own id, in the form in which ids that stand elsewhere are compared with it. */
function ownIds(loaded: LoadedOrders): Sql {
  const form = (id: Sql): Sql => idForm(id, areDigits(loaded.customerShape));
  const all = sql`SELECT node, ${form(sql`ids.customer_id`)} AS form FROM ${scratch('people')} people
      JOIN ${CUSTOMER_IDS} ids ON ids.own_key = people.own_key
    UNION ALL SELECT node, ${form(sql`customer_id`)} FROM ${scratch('people')} WHERE own_key IS NULL`;
  return sql`SELECT node, 'customerId' AS use, form FROM (${all}) own
    SEMI JOIN (SELECT form FROM ${scratch('forms')} WHERE use = 'customerId') asked ON asked.form = own.form`;
}

/**
 * Finds what ties customers: values that two or more of them have, in the form in which they are compared. Values that
 * more customers have than the merge allows tie nobody. It is all columns and joins, but for phone numbers, whose
 * numbering plans are no SQL: of these each distinct text is looked at once.
 */
export async function layTies(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  taken: readonly TakenColumn[],
  { merge, phones }: { readonly merge: CustomerMerge; readonly phones: PhoneForms },
): Promise<void> {
  const nobody = sql`SELECT NULL::INTEGER AS node, '' AS use, '' AS value WHERE FALSE`;
  await makeTable(db, run, scratch('values'), joined([nobody, ...taken.map(valuesOf)], ' UNION ALL '));
  const uses = [...new Set(taken.map(({ use }) => use))].sort();
  if (uses.includes('phone')) await phones.lay(run, merge.country);
  const noForms = sql`SELECT '' AS use, '' AS value, '' AS form WHERE FALSE`;
  const forms = uses.map((use) => formsOf(use, loaded, merge));
  await makeTable(db, run, scratch('forms'), joined([noForms, ...forms], ' UNION ALL '));
  const told = sql`SELECT node, use, form FROM ${scratch('values')} JOIN ${scratch('forms')} USING (use, value)
    WHERE form IS NOT NULL`;
  const own = uses.includes('customerId') ? [ownIds(loaded)] : [];
  await makeTable(
    db,
    run,
    scratch('ties'),
    sql`SELECT DISTINCT node, use, form FROM (${joined([told, ...own], ' UNION ALL ')})`,
  );
  await makeTable(
    db,
    run,
    scratch('shared'),
    sql`SELECT (row_number() OVER (ORDER BY use, form))::INTEGER AS tie, use, form, customers
      FROM (SELECT use, form, count(*)::INTEGER AS customers FROM ${scratch('ties')} GROUP BY use, form)
      WHERE customers > 1`,
  );
  await makeTable(
    db,
    run,
    scratch('ties'),
    sql`SELECT node, tie FROM ${scratch('ties')} JOIN ${scratch('shared')} USING (use, form)
      WHERE customers <= ${merge.mostShared}`,
  );
}
