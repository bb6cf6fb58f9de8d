import type { Head } from '../read-head.ts';
import { isMarked } from './marked-lines.ts';

/** Share of rows in which a note may stand; what is filled more often is a column that lacks its name. */
const RARELY = 0.5;
/** Share of rows that are longer than the header that must be so for notes. */
const MOSTLY = 0.8;

/** Columns without a name to the right of a table. */
export interface NotesBeside {
  /** Place of the first of them, from 0. */
  readonly from: number;
  /** Columns of the file with them. */
  readonly columnCount: number;
  /** Rows of the head in which something stands there. */
  readonly rows: number;
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

/**
 * Finds notes to the right of a table: in columns that the header does not name, of which the first stays empty or that are
 * filled in few rows.
 */
export function notesBeside({ header, columnCount, records }: Head): NotesBeside | null {
  if (header === null) return null;
  const named = header.findLastIndex((name) => !isBlank(name)) + 1;
  const rows = records.map(({ fields }) => fields).filter((fields) => !isMarked(fields));
  const beside = rows.filter((fields) => fields.slice(named).some((text) => !isBlank(text)));
  if (named < 2 || beside.length === 0 || beside.length > RARELY * rows.length) return null;
  const apart = beside.filter((fields) => isBlank(fields[named])).length;
  const longer = beside.some((fields) => fields.length > columnCount);
  // A row that is merely too long has its surplus right behind the last column.
  if (longer ? apart < MOSTLY * beside.length : columnCount === named) return null;
  return {
    from: named,
    columnCount: Math.max(columnCount, ...beside.map((fields) => fields.length)),
    rows: beside.length,
  };
}
