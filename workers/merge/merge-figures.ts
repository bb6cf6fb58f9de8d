import { MERGE_RULES, RULE_OF_USE, type MergePreview, type MergeRule } from '../../src/contract/merge.ts';
import { numbers, row, texts, type ResultSet } from '../../src/contract/result-set.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import { SHARED_MAILBOXES } from '../../src/data/shared-mailboxes.ts';
import type { Database, Run } from '../engine/database.ts';
import { scratch } from './scratch.ts';

/** Sizes of clusters that are counted together: from so many customers on, up to the next. */
const SIZES = [2, 3, 4, 5, 6, 11, 26] as const;

/** The rule that a use belongs to. */
export function ruleOf(use: Sql): Sql {
  const cases = Object.entries(RULE_OF_USE).map(([name, rule]) => sql`WHEN ${name} THEN ${rule}`);
  return sql`CASE ${use} ${joined(cases, ' ')} END`;
}

/** A rule's name out of SQL. */
export function ruleNamed(text: unknown): MergeRule {
  return MERGE_RULES.find((rule) => rule === text) ?? 'exactId';
}

/** Whether a value is an address that many people write under. */
function isSharedMailbox(use: Sql, form: Sql): Sql {
  const names = SHARED_MAILBOXES.map((name) => sql`${name}`);
  return sql`(${use} = 'email' AND list_contains([${names}], split_part(${form}, '@', 1)))`;
}

/** Clusters with why they are doubted: `label`, `size`, `mailbox`, `large`. */
export function clusters(mostShared: number): Sql {
  const mailboxes = sql`SELECT DISTINCT label FROM ${scratch('labels')} JOIN ${scratch('ties')} USING (node)
    JOIN (SELECT tie FROM ${scratch('shared')} WHERE ${isSharedMailbox(sql`use`, sql`form`)}) USING (tie)`;
  return sql`(SELECT sized.label, size, boxed.label IS NOT NULL AS mailbox, size > ${mostShared} AS large
    FROM (SELECT label, count(*)::INTEGER AS size FROM ${scratch('labels')} GROUP BY label) sized
    LEFT JOIN (${mailboxes}) boxed ON boxed.label = sized.label)`;
}

function figure(found: ResultSet, name: string): number {
  return numbers(found, name)[0] ?? 0;
}

async function sizesOf(db: Database, run: Run, mostShared: number): Promise<MergePreview['sizes']> {
  const counts = SIZES.map((from, place) => {
    const next = SIZES[place + 1];
    const below = next === undefined ? sql`TRUE` : sql`size < ${next}`;
    return sql`count(*) FILTER (WHERE size >= ${from} AND ${below})::DOUBLE`;
  });
  const found = await db.query(sql`SELECT ${counts} FROM ${clusters(mostShared)}`, run);
  const counted = row(found, 0).map(Number);
  const last = counted.findLastIndex((count) => count > 0);
  return SIZES.slice(0, last + 1).map((from, place) => {
    const next = SIZES[place + 1];
    return { from, to: next === undefined ? null : next - 1, clusters: counted[place] ?? 0 };
  });
}

async function rulesOf(
  db: Database,
  run: Run,
  asked: { readonly rules: readonly MergeRule[]; readonly mostShared: number },
): Promise<MergePreview['byRule']> {
  const rule = ruleOf(sql`use`);
  const tying = sql`customers <= ${asked.mostShared}`;
  const found = await db.query(
    sql`WITH counted AS (
        SELECT ${rule} AS rule, count(*) FILTER (WHERE ${tying}) AS n_values, count(*) FILTER (WHERE NOT ${tying}) AS aside
        FROM ${scratch('shared')} GROUP BY ALL),
      tied AS (SELECT ${rule} AS rule, count(DISTINCT node) AS n_customers
        FROM ${scratch('ties')} JOIN ${scratch('shared')} USING (tie) GROUP BY ALL),
      unread AS (SELECT ${rule} AS rule, count(*) AS n_unreadable FROM ${scratch('forms')} WHERE form IS NULL GROUP BY ALL)
      SELECT rule, coalesce(n_values, 0)::DOUBLE AS n_values, coalesce(n_customers, 0)::DOUBLE AS n_customers,
        coalesce(n_unreadable, 0)::DOUBLE AS n_unreadable, coalesce(aside, 0)::DOUBLE AS aside
      FROM counted FULL JOIN tied USING (rule) FULL JOIN unread USING (rule)`,
    run,
  );
  const names = texts(found, 'rule');
  const at = (column: string, place: number): number => numbers(found, column)[place] ?? 0;
  return MERGE_RULES.filter((each) => asked.rules.includes(each)).map((each) => {
    const place = names.indexOf(each);
    return {
      rule: each,
      values: at('n_values', place),
      customers: at('n_customers', place),
      unreadable: at('n_unreadable', place),
      setAside: at('aside', place),
    };
  });
}

/** What of a preview is counts. */
export type MergeFigures = Pick<
  MergePreview,
  'before' | 'after' | 'ordering' | 'clusters' | 'merged' | 'sizes' | 'byRule' | 'doubtful'
>;

/** Counts what the labels that stand would make of the customers. */
export async function mergeFigures(
  db: Database,
  run: Run,
  asked: { readonly rules: readonly MergeRule[]; readonly mostShared: number },
): Promise<MergeFigures> {
  const [people, labels] = [scratch('people'), scratch('labels')];
  const found = await db.query(
    sql`SELECT (SELECT count(*) FROM ${people})::DOUBLE AS before,
        (SELECT count(*) FROM ${people} WHERE own_key IS NOT NULL)::DOUBLE AS ordering,
        count(*)::DOUBLE AS merged, count(DISTINCT label)::DOUBLE AS clusters,
        (count(*) FILTER (WHERE own_key IS NOT NULL))::DOUBLE AS ordering_merged,
        (count(DISTINCT label) FILTER (WHERE own_key IS NOT NULL))::DOUBLE AS ordering_clusters,
        (SELECT count(*) FROM ${clusters(asked.mostShared)} WHERE mailbox OR large)::DOUBLE AS doubtful
      FROM ${labels} JOIN ${people} USING (node)`,
    run,
  );
  const [before, merged, count] = [
    figure(found, 'before'),
    figure(found, 'merged'),
    figure(found, 'clusters'),
  ];
  const ordering = figure(found, 'ordering');
  const gone = figure(found, 'ordering_merged') - figure(found, 'ordering_clusters');
  return {
    before,
    after: before - merged + count,
    ordering: { before: ordering, after: ordering - gone },
    clusters: count,
    merged,
    sizes: await sizesOf(db, run, asked.mostShared),
    byRule: await rulesOf(db, run, asked),
    doubtful: figure(found, 'doubtful'),
  };
}
