import type { ColumnClassification } from '../../src/contract/classification.ts';
import type { IdentifyingUse, MergeTable } from '../../src/contract/merge.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, joined, sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { CUSTOMER_IDS } from '../import/relations.ts';
import { classifyEvidence } from '../records/classify-records.ts';
import { columnEvidence } from '../records/column-evidence.ts';
import { ID_COLUMN, type MergeSource, type SourceText } from './merge-sources.ts';

/** Rows that columns are told by, and distinct values that are looked at. */
const ROWS = 20_000;
const VALUES = 400;

/** Share of a column's values that must be ids of customers, for it to hold such ids. */
const IDS = 0.3;

const PHONES: readonly (string | null)[] = ['phone', 'cnMobile', 'nationalPhone'];

function useOf({ role, identifier: kind }: ColumnClassification): IdentifyingUse | null {
  if (kind === 'email') return 'email';
  if (PHONES.includes(kind)) return 'phone';
  return role === 'subjectKey' ? 'otherId' : null;
}

/** By column: the share of its distinct values that are ids of customers of the orders. */
async function sharesOfIds(
  db: Database,
  run: Run,
  { rows }: MergeSource,
  columns: readonly SourceText[],
): Promise<readonly number[]> {
  if (columns.length === 0) return [];
  const shares = columns.map(
    ({ text }, place) => sql`SELECT ${place} AS place, avg((known.customer_id IS NOT NULL)::INTEGER) AS share
      FROM (SELECT DISTINCT trim(value) AS value FROM (SELECT ${text} AS value FROM ${rows} LIMIT ${ROWS})
        WHERE value IS NOT NULL) told
      LEFT JOIN (SELECT DISTINCT customer_id FROM ${CUSTOMER_IDS}) known ON known.customer_id = told.value`,
  );
  const found = await db.query(
    sql`SELECT place, coalesce(share, 0)::DOUBLE AS share FROM (${joined(shares, ' UNION ALL ')}) ORDER BY place`,
    run,
  );
  return numbers(found, 'share');
}

/** What the columns of a table seem to tell of customers, by their roles, names and values. */
export async function suggestUses(db: Database, run: Run, source: MergeSource): Promise<MergeTable> {
  const { relation, kind, rows, columns } = source;
  const ids =
    source.held === null
      ? sql`SELECT customer_id FROM ${CUSTOMER_IDS}`
      : sql`SELECT customer_id FROM ${rows}`;
  const open = columns.filter(({ declared }) => declared === null);
  const cut = open.map(({ text }, place) => sql`nullif(trim(${text}), '') AS ${identifier(`c${place}`)}`);
  const evidence = [
    ...(await columnEvidence(
      db,
      run,
      sql`(${ids} LIMIT ${ROWS})`,
      [{ name: ID_COLUMN, named: false, text: sql`customer_id` }],
      VALUES,
    )),
    ...(open.length === 0
      ? []
      : await columnEvidence(
          db,
          run,
          sql`(SELECT ${cut} FROM ${rows} LIMIT ${ROWS})`,
          open.map(({ name }, place) => ({ name, named: true, text: identifier(`c${place}`) })),
          VALUES,
        )),
  ];
  const [ofIds, ...classes] = await classifyEvidence(evidence);
  const shares = await sharesOfIds(db, run, source, open);
  const suggested = new Map(
    open.map(({ name }, place) => {
      const found = classes[place];
      const use = found === undefined ? null : useOf(found);
      const holdsIds = (use === null || use === 'otherId') && (shares[place] ?? 0) >= IDS;
      return [name, holdsIds && source.held !== null ? 'customerId' : use] as const;
    }),
  );
  const idUse = ofIds === undefined ? null : useOf(ofIds);
  return {
    relation,
    kind,
    columns: [
      { name: ID_COLUMN, suggested: idUse === 'otherId' ? null : idUse },
      ...columns.map(({ name, declared }) => ({ name, suggested: declared ?? suggested.get(name) ?? null })),
    ],
  };
}
