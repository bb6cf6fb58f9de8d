import type { FilePreview, Mapping, Role } from '../../src/contract/import.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import { commonStatuses, marksCancellations } from './cancelled.ts';
import { dropRejects } from './attach.ts';
import { field, fieldSource, lenientSource, type AttachedFile } from './csv-source.ts';
import { idShape, type IdShape } from './id-shape.ts';
import { sourceColumns, type SourceColumn } from './order-columns.ts';
import { candidatePatterns } from './read-values.ts';
import { recordsAt } from './read-head.ts';
import type { RowPlan } from './row-query.ts';

const HEAD_ROWS = 2000;
const DATES_TRIED = 200;

type Texts = readonly (string | null)[];

async function headTexts(
  db: Database,
  run: Run,
  file: AttachedFile,
  columns: readonly SourceColumn[],
): Promise<readonly Texts[]> {
  const fields = columns.map((column) => field(column.index));
  const read = async (relation: ReturnType<typeof fieldSource>['relation']): Promise<readonly Texts[]> => {
    const found = await db.query(sql`SELECT ${fields} FROM ${relation} LIMIT ${HEAD_ROWS}`, run);
    return columns.map((_, place) =>
      (found.columns[place]?.values ?? []).map((value) => (value === null ? null : String(value))),
    );
  };
  try {
    return await read(fieldSource(file).relation);
  } catch {
    run.check();
    return await read(lenientSource(file).relation);
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

/**
 * Settles how the rows of a file are read: which columns, what the ids look like, which patterns fit the dates.
 * It looks at the first rows and at pieces further down, since files are sorted and their ends differ.
 */
export async function planRows(
  db: Database,
  run: Run,
  source: FileSource,
  file: AttachedFile,
  chosen: { readonly preview: FilePreview; readonly mapping: Mapping },
): Promise<RowPlan> {
  const columns = sourceColumns(chosen.preview, chosen.mapping);
  const head = await headTexts(db, run, { ...file, headOnly: true }, columns);
  const pieces = [0.5, 1].map((share) => recordsAt(source, file.dialect, file.columnCount, share));
  const later = (await Promise.all(pieces)).flat();
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
    chosen.mapping.pseudonymise?.columns.includes(chosen.mapping.roles[role] ?? '') === true;
  const shape = (role: 'customerId' | 'orderId'): IdShape =>
    pseudonymised(role) ? { kind: 'text' } : idShape(texts(role));
  return {
    columns,
    customerShape: shape('customerId'),
    orderShape: withOrders ? shape('orderId') : null,
    patterns,
    cancelMark: withOrders && marksCancellations(texts('orderId')),
    statuses: commonStatuses(texts('orderStatus')),
  };
}
