import type { MergeCluster, MergePreview, MergeRule } from '../../src/contract/merge.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { row, type ResultSet } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { maskOf } from '../../src/data/cleaning-rules.ts';
import { maskedValue } from '../../src/privacy/classify/masking.ts';
import { maskedId } from '../dashboard/masked-id.ts';
import type { Database, Run } from '../engine/database.ts';
import { table, type LoadedOrders } from '../import/loaded-orders.ts';
import { CUSTOMER_IDS } from '../import/relations.ts';
import { clusters, ruleNamed, ruleOf } from './merge-figures.ts';
import { scratch } from './scratch.ts';

/** Clusters that are shown of each sort, ids and ties of each, and values that are set aside. */
const SHOWN = { clusters: 8, ids: 6, ties: 6, shared: 20 } as const;

/** What a preview shows of single customers. */
export type MergeExamples = Pick<MergePreview, 'largest' | 'examples' | 'shared'>;

function masked(rule: MergeRule, value: string): string {
  return rule === 'exactId' ? maskedId(value) : maskedValue(value, { role: 'directIdentifier', legal: [] });
}

function rows(found: ResultSet): readonly (readonly unknown[])[] {
  return Array.from({ length: found.rowCount }, (_, place) => row(found, place));
}

/** Orders of a cluster's customers, as the switches of cleaning rules leave them. */
function ordersOf({ orderShape, rules }: LoadedOrders): Sql {
  const order = orderShape === null ? null : orderShape.kind === 'text' ? sql`order_id` : sql`order_key`;
  const counted = order === null ? sql`count(*)` : sql`count(DISTINCT ${order})`;
  return sql`SELECT label, ${counted} AS orders FROM chosen JOIN ${scratch('labels')} USING (label)
    JOIN ${scratch('people')} USING (node) JOIN ${table('order_rows')} placed ON placed.customer_key = own_key
    WHERE (flags & ${maskOf(rules)}) = 0 GROUP BY label`;
}

async function clustersOf(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  chosen: Sql,
  reveal: boolean,
): Promise<readonly MergeCluster[]> {
  const [labels, people] = [scratch('labels'), scratch('people')];
  const found = await db.query(
    sql`WITH chosen AS (${chosen}),
      named AS (
        SELECT label, node, coalesce(known.customer_id, people.customer_id) AS id
        FROM chosen JOIN ${labels} USING (label) JOIN ${people} people USING (node)
        LEFT JOIN ${CUSTOMER_IDS} known ON known.own_key = people.own_key
        QUALIFY row_number() OVER (PARTITION BY label ORDER BY node) <= ${SHOWN.ids}),
      tied AS (
        SELECT label, tie, ${ruleOf(sql`use`)} AS rule, form, customers
        FROM (SELECT DISTINCT label, tie FROM chosen JOIN ${labels} USING (label) JOIN ${scratch('ties')} USING (node))
        JOIN ${scratch('shared')} USING (tie)
        QUALIFY row_number() OVER (PARTITION BY label ORDER BY customers DESC, tie) <= ${SHOWN.ties}),
      ordered AS (${ordersOf(loaded)}),
      told AS (
        SELECT label, 'id' AS what, id AS value, NULL AS rule, NULL AS customers, node AS place FROM named
        UNION ALL SELECT label, 'tie', form, rule, customers, tie FROM tied)
      SELECT chosen.label::DOUBLE, size::DOUBLE, mailbox, large, coalesce(orders, 0)::DOUBLE, what, value, rule,
        customers::DOUBLE
      FROM chosen JOIN told USING (label) LEFT JOIN ordered USING (label)
      ORDER BY size DESC, chosen.label, what, customers DESC, place`,
    run,
  );
  const made = new Map<
    unknown,
    MergeCluster & { readonly ids: string[]; readonly ties: MergeCluster['ties'][number][] }
  >();
  for (const [label, size, mailbox, large, orders, what, value, named, customers] of rows(found)) {
    const doubts = [
      ...(mailbox === true ? (['sharedMailbox'] as const) : []),
      ...(large === true ? (['manyIds'] as const) : []),
    ];
    const cluster = made.get(label) ?? {
      ids: [],
      size: Number(size),
      ties: [],
      orders: Number(orders),
      doubts,
    };
    made.set(label, cluster);
    const text = String(value);
    if (what === 'id') cluster.ids.push(reveal ? text : maskedId(text));
    else {
      const rule = ruleNamed(named);
      const tie = { rule, value: reveal ? text : masked(rule, text), customers: Number(customers) };
      cluster.ties.push(tie);
    }
  }
  return [...made.values()];
}

/**
 * Clusters to look at, and values that are set aside.
 *
 * @param reveal whether ids and values are told as they stand
 */
export async function mergeExamples(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  mostShared: number,
  reveal: boolean,
): Promise<MergeExamples> {
  const all = clusters(mostShared);
  const largest = sql`SELECT * FROM ${all} ORDER BY size DESC, label LIMIT ${SHOWN.clusters}`;
  // The order of a hash is the same every time and has nothing to do with ids.
  const others = sql`SELECT * FROM ${all} ANTI JOIN (${largest}) top USING (label)
    ORDER BY hash(label), label LIMIT ${SHOWN.clusters}`;
  const found = await db.query(
    sql`SELECT ${ruleOf(sql`use`)} AS rule, form, customers::DOUBLE FROM ${scratch('shared')}
      WHERE customers > ${mostShared} ORDER BY customers DESC, tie LIMIT ${SHOWN.shared}`,
    run,
  );
  const shared = rows(found).map(([named, form, customers]) => {
    const rule = ruleNamed(named);
    const value = String(form);
    return { rule, value: reveal ? value : masked(rule, value), customers: Number(customers) };
  });
  return {
    largest: asPrivate(await clustersOf(db, run, loaded, largest, reveal)),
    examples: asPrivate(await clustersOf(db, run, loaded, others, reveal)),
    shared: asPrivate(shared),
  };
}
