import type { ValueCure } from '../../src/contract/doctor.ts';
import type { RunId } from '../../src/contract/ids.ts';
import type { FilePreview } from '../../src/contract/import.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { SideKind, SideMapping } from '../../src/contract/tables.ts';
import { curesOn } from '../../src/data/doctor/find-values.ts';
import {
  ABOUT_CUSTOMERS,
  SIDE_ENDS,
  SIDE_TIMES,
  TOLD_BY_TIME,
  UNREAD_END,
} from '../../src/data/side-relations.ts';
import { AGREED_WORDS, REFUSED_WORDS } from '../../src/data/yes-no.ts';
import { Run, type Database, type FileSource } from '../engine/database.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';
import { dropRejects, withFile } from '../import/attach.ts';
import { field, type FieldSource } from '../import/csv-source.ts';
import { curedSource } from '../import/doctor/cure-values.ts';
import { ghostPlan, isNoGhost, type GhostPlan } from '../import/doctor/ghost-rows.ts';
import { joinSpellings, spelledPlaces } from '../import/doctor/join-spellings.ts';
import { wholeDoctored } from '../import/doctor/open-doctored.ts';
import { emptyToken, idShape } from '../import/id-shape.ts';
import { fastPattern } from '../import/plan-rows.ts';
import { finite, finiteDate, readDate, readNumber, readYesNo } from '../import/read-values.ts';
import { readWhole } from '../import/read-whole.ts';
import type { WasRead, WholeRead } from '../import/whole-read.ts';
import { readColumns } from '../import/stage-columns.ts';
import { openTable } from '../import/sources/open-table.ts';
import type { SideColumn } from './side-columns.ts';

function inData(name: string): Sql {
  return sql`${identifier(DATA_DATABASE)}.main.${identifier(name)}`;
}

/** Rows of a table beside the orders while they are being made. */
export const NEXT_ROWS = inData('side_rows_next');
const MALFORMED = inData('side_malformed_next');

/** Marks rows that do not become part of the table. */
const SET_ASIDE = identifier('cloister_set_aside');

/** What a file has given. */
export interface SideRows {
  readonly rows: number;
  readonly setAside: number;
  /** Of `rows`, those whose consent has an end that cannot be read. */
  readonly endsUnread: number;
}

/** Everything the query over the file depends on. */
interface SidePlan {
  readonly kind: SideKind;
  readonly columns: readonly SideColumn[];
  /** Whether ids have gone through a spreadsheet and stand as 12345.0. */
  readonly floatIds: boolean;
  readonly patterns: ReadonlyMap<number, string>;
  readonly cures: readonly ValueCure[];
  readonly ghosts: GhostPlan | null;
  /** Minutes that times are ahead of UTC; 0 where they stay as they stand. */
  readonly utcOffset: number;
}

/** The text of an id: without blanks around it, and as a whole number where a spreadsheet has made a float of it. */
function idText(text: Sql, floatIds: boolean): Sql {
  const plain = sql`CASE WHEN NOT ${emptyToken(text)} THEN trim(${text}) END`;
  if (!floatIds) return plain;
  const number = sql`try_cast(${text} AS DOUBLE)`;
  return sql`CASE WHEN ${number} BETWEEN 0 AND 9007199254740991 AND ${number} = floor(${number})
    THEN ${number}::BIGINT::VARCHAR ELSE ${plain} END`;
}

function valueOf(column: SideColumn, plan: SidePlan): Sql {
  const text = field(column.index);
  if (column.role === 'customerId') return idText(text, plan.floatIds);
  const { format } = column;
  if (column.type === 'boolean') return readYesNo(text, AGREED_WORDS, REFUSED_WORDS);
  if (format.kind === 'number') return finite(readNumber(text, format));
  if (format.kind === 'date') {
    const read = finiteDate(readDate(text, format, plan.patterns.get(column.index) ?? null));
    // A day without a time is the same day in every zone.
    return format.time && plan.utcOffset !== 0 ? sql`(${read} - to_minutes(${plan.utcOffset}))` : read;
  }
  return sql`CASE WHEN NOT ${emptyToken(text)} THEN trim(${text}) END`;
}

/** Columns that say when a consent is over. */
function endsOf(columns: readonly SideColumn[]): readonly SideColumn[] {
  return columns.filter(({ role }) => role !== null && SIDE_ENDS.includes(role));
}

/** Whether a field says something that could not be read and must not pass for nothing. */
function unreadEnds(plan: SidePlan): readonly Sql[] {
  const unread = endsOf(plan.columns).map((column) => {
    const text = field(column.index);
    return sql`(NOT ${emptyToken(text)} AND ${valueOf(column, plan)} IS NULL)`;
  });
  return unread.length === 0 ? [] : [sql`(${joined(unread, ' OR ')}) AS ${identifier(UNREAD_END)}`];
}

/** What leaves a row out: no customer where the table is about nothing else, no time that could be read. */
function setAside({ kind, columns }: SidePlan, source: FieldSource): Sql {
  const needed = columns.filter(
    ({ role }) =>
      role !== null &&
      ((role === SIDE_TIMES[kind] && TOLD_BY_TIME.includes(kind)) ||
        (role === 'customerId' && ABOUT_CUSTOMERS.includes(kind))),
  );
  const conditions = needed.map(({ name }) => sql`${identifier(name)} IS NULL`);
  // A row of separators alone says nothing of anybody.
  const empty = sql`(${joined(
    columns.map(({ name }) => sql`${identifier(name)} IS NULL`),
    ' AND ',
  )})`;
  const marked = source.marksMalformed ? [sql`malformed`] : [];
  return joined([...marked, ...conditions, empty, sql`ghost`], ' OR ');
}

function rowQuery(plan: SidePlan, file: FieldSource): Sql {
  const source = curedSource(file, plan.cures);
  const values = plan.columns.map((column) => sql`${valueOf(column, plan)} AS ${identifier(column.name)}`);
  const unread = unreadEnds(plan);
  const names = [
    ...plan.columns.map(({ name }) => identifier(name)),
    ...unread.map(() => identifier(UNREAD_END)),
  ];
  const marks = source.marksMalformed ? [sql`malformed`] : [];
  return sql`SELECT ${[...names, sql`(${setAside(plan, source)}) AS ${SET_ASIDE}`]}
    FROM (SELECT ${[
      ...values,
      ...marks,
      sql`NOT (${isNoGhost(plan.columns, plan.ghosts)}) AS ghost`,
      ...unread,
    ]}
      FROM ${source.relation})`;
}

async function planOf(
  db: Database,
  run: Run,
  preview: FilePreview,
  mapping: SideMapping,
  columns: readonly SideColumn[],
): Promise<SidePlan> {
  const texts = (index: number): (string | null)[] => preview.rows.map((row) => row[index] ?? null);
  const patterns = new Map<number, string>();
  for (const column of columns) {
    const pattern = await fastPattern(db, run, column, texts(column.index));
    if (pattern !== null) patterns.set(column.index, pattern);
  }
  const customer = columns.find(({ role }) => role === 'customerId');
  return {
    kind: mapping.kind,
    columns,
    floatIds: customer !== undefined && idShape(texts(customer.index)).kind === 'float',
    patterns,
    cures: curesOn(preview.valueCures, preview.findings, mapping.cures ?? {}),
    ghosts: ghostPlan({
      findings: preview.findings,
      names: preview.columns.map(({ name }) => name),
      sourceNames: preview.columns.map(({ sourceName }) => sourceName),
    }),
    utcOffset: mapping.utcOffset ?? 0,
  };
}

/** Takes away the rows that were set aside, and the mark with them. */
async function sift(db: Database, run: Run, columns: readonly SideColumn[]): Promise<SideRows> {
  const ended = endsOf(columns).length === 0 ? sql`FALSE` : identifier(UNREAD_END);
  const found = await db.query(
    sql`SELECT count(*)::DOUBLE AS n, (count(*) FILTER (WHERE ${SET_ASIDE}))::DOUBLE AS aside,
      (count(*) FILTER (WHERE ${ended} AND NOT ${SET_ASIDE}))::DOUBLE AS ended FROM ${NEXT_ROWS}`,
    run,
  );
  const [all = 0] = numbers(found, 'n');
  const [aside = 0] = numbers(found, 'aside');
  const [endsUnread = 0] = numbers(found, 'ended');
  if (aside > 0) await db.query(sql`DELETE FROM ${NEXT_ROWS} WHERE ${SET_ASIDE}`, run);
  await db.query(sql`ALTER TABLE ${NEXT_ROWS} DROP COLUMN ${SET_ASIDE}`, run);
  return { rows: all - aside, setAside: aside, endsUnread };
}

/** Takes away what reading has left. It cannot be stopped, so that nothing stays. */
export async function dropNextRows(db: Database): Promise<void> {
  const run = new Run('forget' as RunId);
  await db.query(sql`DROP TABLE IF EXISTS ${NEXT_ROWS}`, run);
  await db.query(sql`DROP TABLE IF EXISTS ${MALFORMED}`, run);
}

async function readText(
  db: Database,
  run: Run,
  source: FileSource,
  preview: FilePreview,
  input: Omit<WholeRead, 'source' | 'file' | 'expectedRows'>,
): Promise<WasRead> {
  run.check();
  return withFile(db, source, async (attachedAs) => {
    const file = { attachedAs, dialect: preview.dialect, columnCount: preview.columns.length };
    try {
      return await readWhole(db, run, { ...input, source, file, expectedRows: preview.estimatedRows });
    } finally {
      await dropRejects(db, new Run(run.id));
    }
  });
}

/**
 * Reads columns of a file into `side_rows_next`, as the types they have, in one pass. Rows that cannot be cut, and those
 * without what their table is about, are counted and left out.
 *
 * @param columns of the file; one at least
 * @throws AppFailure `file.*`, `engine.*`
 */
export async function readSideRows(
  db: Database,
  run: Run,
  opened: { readonly source: FileSource; readonly preview: FilePreview },
  mapping: SideMapping,
  columns: readonly SideColumn[],
): Promise<SideRows> {
  const { preview } = opened;
  const plan = await planOf(db, run, preview, mapping, columns);
  const wish = { ...preview.reading, dialect: preview.dialect };
  const { table } = await openTable(run, opened.source, wish);
  const input = {
    rows: NEXT_ROWS,
    malformed: MALFORMED,
    query: (fields: FieldSource) => rowQuery(plan, fields),
    indexes: [...columns.map(({ index }) => index), ...(plan.ghosts?.totals ?? [])],
  };
  const was =
    table.kind === 'columns'
      ? await readColumns(db, run, { ...input, table, size: preview.size, asStored: () => false })
      : await readText(db, run, await wholeDoctored(run, table, preview, mapping), preview, {
          ...input,
          compared: columns.map(({ name }) => identifier(name)),
        });
  const spelled = spelledPlaces(plan.cures);
  const texts = columns.filter(
    ({ index, type, role }) => type === 'text' && role !== 'customerId' && spelled.includes(index),
  );
  await joinSpellings(db, run, { rows: NEXT_ROWS, columns: texts.map(({ name }) => identifier(name)) });
  const sifted = await sift(db, run, columns);
  return { ...sifted, setAside: sifted.setAside + was.rejected };
}
