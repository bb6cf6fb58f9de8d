import type { ValueCure } from '../../src/contract/doctor.ts';
import type { FilePreview, Mapping, Role } from '../../src/contract/import.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { curesOn } from '../../src/data/doctor/find-values.ts';
import { curedBy, PLAIN_NUMBER } from '../../src/data/doctor/value-cure.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import { commonStatuses, marksCancellations } from './cancelled.ts';
import { dropRejects } from './attach.ts';
import { field, fieldSource, lenientSource, type AttachedFile, type FieldSource } from './csv-source.ts';
import { curedSource } from './doctor/cure-values.ts';
import { ghostPlan, isGhost, isNoGhost, type GhostPlan } from './doctor/ghost-rows.ts';
import { idShape, type IdShape } from './id-shape.ts';
import { sourceColumns, type SourceColumn } from './order-columns.ts';
import { firstTexts } from './stage-columns.ts';
import type { ColumnTable } from './sources/table-source.ts';
import { candidatePatterns } from './read-values.ts';
import { recordsAt } from './read-head.ts';
import type { RowPlan } from './row-query.ts';

const HEAD_ROWS = 2000;
const DATES_TRIED = 200;

type Texts = readonly (string | null)[];

/** What the doctor has to say on the reading of rows. */
interface Doctored {
  readonly cures: readonly ValueCure[];
  readonly ghosts: GhostPlan | null;
}

async function headTexts(
  db: Database,
  run: Run,
  file: AttachedFile,
  columns: readonly SourceColumn[],
  { cures, ghosts }: Doctored,
): Promise<readonly Texts[]> {
  const fields = columns.map((column) => field(column.index));
  const read = async (source: FieldSource): Promise<readonly Texts[]> => {
    const { relation } = curedSource(source, cures);
    const orders = ghosts === null ? sql`` : sql`WHERE ${isNoGhost(columns, ghosts)}`;
    const found = await db.query(sql`SELECT ${fields} FROM ${relation} ${orders} LIMIT ${HEAD_ROWS}`, run);
    return columns.map((_, place) =>
      (found.columns[place]?.values ?? []).map((value) => (value === null ? null : String(value))),
    );
  };
  try {
    return await read(fieldSource(file));
  } catch {
    run.check();
    return await read(lenientSource(file));
  } finally {
    await dropRejects(db, run);
  }
}

/** The pattern that reads most of a column of dates, or null where none reads any. */
export async function fastPattern(
  db: Database,
  run: Run,
  column: Pick<SourceColumn, 'format'>,
  values: Texts,
): Promise<string | null> {
  if (column.format.kind !== 'date') return null;
  const patterns = candidatePatterns(column.format);
  const texts = values.filter((value): value is string => value !== null && value.trim() !== '');
  if (patterns.length === 0 || texts.length === 0) return null;
  const tried = texts.slice(0, DATES_TRIED).map((text) => sql`${text}`);
  const counts = patterns.map(
    (pattern) => sql`count(*) FILTER (year(try_strptime(t, ${pattern})) >= 1000)::INTEGER`,
  );
  const found = await db.query(
    sql`SELECT unnest([${counts}]) AS n FROM (SELECT unnest([${tried}]) AS t)`,
    run,
  );
  const reads = numbers(found, 'n');
  const most = Math.max(...reads);
  return most > 0 ? (patterns[reads.indexOf(most)] ?? null) : null;
}

/** The fields of a record as the cures of values leave them. */
function curedFields(fields: readonly string[], cures: readonly ValueCure[]): readonly (string | null)[] {
  if (cures.length === 0) return fields;
  return fields.map((text, index) =>
    curedBy(
      cures.filter(({ column }) => column === index),
      text,
    ),
  );
}

/** The columns, with numbers read without marks where these are not to be cured. */
function formatsCured(
  columns: readonly SourceColumn[],
  { findings }: Pick<FilePreview, 'findings'>,
  { cures = {}, formats }: Mapping,
): readonly SourceColumn[] {
  if (cures.decimalComma !== false) return columns;
  const marked = findings.find(({ code }) => code === 'decimalComma')?.columns ?? [];
  return columns.map((column) =>
    marked.includes(column.source) && formats[column.source] === undefined && column.format.kind === 'number'
      ? { ...column, format: PLAIN_NUMBER }
      : column,
  );
}

/** A file whose rows are to be read: text that is attached to the engine, or a table whose columns have types. */
export type RowsOf =
  | { readonly kind: 'text'; readonly source: FileSource; readonly file: AttachedFile }
  | { readonly kind: 'columns'; readonly table: ColumnTable };

/** Records further down a file, without those at its beginning. */
async function laterRecords(of: RowsOf): Promise<readonly (readonly string[])[]> {
  if (of.kind === 'columns') return [];
  const { source, file } = of;
  const pieces = [0.5, 1].map((share) => recordsAt(source, file.dialect, file.columnCount, share));
  return (await Promise.all(pieces)).flat();
}

/**
 * Settles how the rows of a file are read: which columns, what the ids look like, which patterns fit the dates.
 * It looks at the first rows and at pieces further down, since files are sorted and their ends differ.
 */
export async function planRows(
  db: Database,
  run: Run,
  of: RowsOf,
  chosen: { readonly preview: FilePreview; readonly mapping: Mapping },
): Promise<RowPlan> {
  const { preview, mapping } = chosen;
  const switches = mapping.cures ?? {};
  const columns = formatsCured(sourceColumns(preview, mapping), preview, mapping);
  const cures = curesOn(preview.valueCures, preview.findings, switches);
  const ghosts = ghostPlan({
    findings: preview.findings,
    names: preview.columns.map(({ name }) => name),
    sourceNames: preview.columns.map(({ sourceName }) => sourceName),
  });
  const head =
    of.kind === 'columns'
      ? await firstTexts(db, run, of.table, { indexes: columns.map(({ index }) => index), most: HEAD_ROWS })
      : await headTexts(db, run, { ...of.file, headOnly: true }, columns, { cures, ghosts });
  const later = (await laterRecords(of))
    .map((fields) => curedFields(fields, cures))
    .filter((fields) => ghosts === null || !isGhost(fields, ghosts));
  const texts = (role: string): Texts => {
    const place = columns.findIndex((column) => column.role === role);
    const index = columns[place]?.index ?? -1;
    return [...(head[place] ?? []), ...later.map((fields) => fields[index] ?? null)];
  };
  const patterns = new Map<number, string>();
  for (const [place, column] of columns.entries()) {
    const pattern = await fastPattern(db, run, column, head[place] ?? []);
    if (pattern !== null) patterns.set(column.index, pattern);
  }
  const withOrders = columns.some((column) => column.role === 'orderId');
  // Pseudonyms are text, whatever the ids were.
  const pseudonymised = (role: Role): boolean =>
    mapping.pseudonymise?.columns.includes(mapping.roles[role] ?? '') === true;
  const asText = (shape: IdShape): boolean => shape.kind === 'float' && switches.floatIds === false;
  const shape = (role: 'customerId' | 'orderId'): IdShape => {
    const found = idShape(texts(role));
    return pseudonymised(role) || asText(found) ? { kind: 'text' } : found;
  };
  return {
    columns,
    customerShape: shape('customerId'),
    orderShape: withOrders ? shape('orderId') : null,
    patterns,
    cancelMark: withOrders && marksCancellations(texts('orderId')),
    statuses: commonStatuses(texts('orderStatus')),
    cures,
    ghosts,
    utcOffset: mapping.utcOffset ?? 0,
    part: mapping.part ?? null,
  };
}
