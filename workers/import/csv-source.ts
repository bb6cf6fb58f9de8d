import type { Dialect } from '../../src/contract/import.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { IMPORT_FOLDER } from '../engine/sandbox.ts';

/** Character that no text file of ours contains; as a delimiter it leaves lines whole. */
const NEVER = '\u0001';
const BLANKS = ' \t\r';

/** Name of a field in SQL. Names from the file never reach the reader, so they may be anything. */
export function field(index: number): Sql {
  return identifier(fieldName(index));
}

/** The same name as text, as it stands in `reject_errors`. */
export function fieldName(index: number): string {
  return `c${index + 1}`;
}

/** How a file is read: the relation of its fields, and whether it marks malformed rows itself. */
export interface FieldSource {
  /** What stands after FROM; its columns are {@link field}s of text. */
  readonly relation: Sql;
  /** True where the relation also has `malformed` (BOOLEAN) and `line` (VARCHAR). */
  readonly marksMalformed: boolean;
  /** Places of fields that are values as the file stores them, and no text. */
  readonly typed?: ReadonlySet<number>;
}

/** A file attached to the engine, and how it is cut. */
export interface AttachedFile {
  /** Name it is attached under. */
  readonly attachedAs: string;
  readonly dialect: Dialect;
  readonly columnCount: number;
  /** Where the file is for whoever reads it; absent: in the engine's folder, under that name. */
  readonly location?: string;
  /** True where only the first rows are wanted. */
  readonly headOnly?: boolean;
}

/** Bytes read at once for the first rows; for DuckDB's own 32 MB opening a large file took twice as long. */
const HEAD_BUFFER = 4 * 2 ** 20;

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => fieldName(index));
}

function reader(file: AttachedFile, columns: readonly string[], options: Sql): Sql {
  const quote = file.dialect.quote ?? '';
  const buffer = file.headOnly === true ? sql`, buffer_size = ${HEAD_BUFFER}` : sql``;
  return sql`read_csv(${file.location ?? IMPORT_FOLDER + file.attachedAs}, auto_detect = false,
    columns = {${columns.map((name) => sql`${name}: 'VARCHAR'`)}}, quote = ${quote}, escape = ${quote},
    header = ${file.dialect.header}, skip = ${file.dialect.skipLines}, store_rejects = true, ${options}${buffer})`;
}

/**
 * Reads a delimited file by the letter of the format: short rows are padded with NULL, rows that cannot be cut
 * go to `reject_errors` with their text. It stops without a word at a quote that is never closed, and fails on
 * mixed line ends; see {@link lenientSource}.
 */
function strictSource(file: AttachedFile): FieldSource {
  const options = sql`delim = ${file.dialect.delimiter}, null_padding = true, parallel = false`;
  return { relation: reader(file, names(file.columnCount), options), marksMalformed: false };
}

/**
 * Reads what the strict reader cannot. The lenient reader would cut off surplus fields, so one more column
 * catches them.
 */
export function lenientSource(file: AttachedFile): FieldSource {
  if (file.dialect.delimiter === 'blanks') return blankSource(file);
  const columns = names(file.columnCount + 1);
  const options = sql`delim = ${file.dialect.delimiter}, null_padding = true, parallel = false,
    strict_mode = false`;
  const surplus = field(file.columnCount);
  const all = columns.map((name) => identifier(name));
  return {
    relation: sql`(SELECT *, ${surplus} IS NOT NULL AS malformed,
      CASE WHEN ${surplus} IS NOT NULL THEN concat_ws(${file.dialect.delimiter}, ${all}) END AS line
      FROM ${reader(file, columns, options)})`,
    marksMalformed: true,
  };
}

/**
 * Reads a file whose fields are parted by runs of blanks. A line with another number of fields than the file
 * has columns cannot be cut: nothing says which field is missing.
 */
function blankSource(file: AttachedFile): FieldSource {
  const fields = names(file.columnCount).map(
    (name, index) => sql`fields[${index + 1}] AS ${identifier(name)}`,
  );
  const lines: AttachedFile = { ...file, dialect: { ...file.dialect, quote: null } };
  return {
    relation: sql`(SELECT ${fields}, len(fields) <> ${file.columnCount} AS malformed, line
      FROM (SELECT line, string_split_regex(trim(line, ${BLANKS}), '[ \\t]+') AS fields
        FROM ${reader(lines, ['line'], sql`delim = ${NEVER}, strict_mode = false`)}
        WHERE trim(line, ${BLANKS}) <> ''))`,
    marksMalformed: true,
  };
}

/** The fields of an attached file as a relation. */
export function fieldSource(file: AttachedFile): FieldSource {
  return file.dialect.delimiter === 'blanks' ? blankSource(file) : strictSource(file);
}
