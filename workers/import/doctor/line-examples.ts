import type { CureExample, Finding } from '../../../src/contract/doctor.ts';
import type { Dialect } from '../../../src/contract/import.ts';
import { asPrivate } from '../../../src/contract/privacy.ts';
import { columnNames } from '../column-names.ts';
import type { Head } from '../read-head.ts';
import { splitRecords } from '../split-records.ts';
import { isMarked } from './marked-lines.ts';

/** Lines of an example. */
const SHOWN = 3;

type Fields = readonly (string | null)[];

function example(
  columns: readonly string[],
  before: readonly Fields[],
  after: readonly Fields[],
): Finding['example'] {
  return asPrivate<CureExample>({ columns, before: before.slice(0, SHOWN), after: after.slice(0, SHOWN) });
}

/** Lines that are passed over, as they stand in the file. */
export function droppedLines(lines: readonly string[]): Finding['example'] {
  const filled = lines.filter((line) => line.trim() !== '');
  return filled.length === 0
    ? null
    : example(
        [],
        filled.map((line) => [line]),
        [],
      );
}

/** Records that are not read, cut into fields. */
export function droppedRecords(records: readonly Fields[], columns: readonly string[]): Finding['example'] {
  return example(columns, records, []);
}

/** Lines that are wrapped in quotes, and the fields that they become. */
export function unwrappedLines(
  lines: readonly (readonly [wrapped: string, bare: string])[],
  dialect: Pick<Dialect, 'delimiter' | 'quote'>,
): Finding['example'] {
  const shown = lines.slice(0, SHOWN);
  const text = shown.map(([, bare]) => bare).join('\n');
  const records = splitRecords(text, dialect, SHOWN);
  return example(
    [],
    shown.map(([wrapped]) => [wrapped]),
    records.map(({ fields }) => fields),
  );
}

/** Names by which the app knows the first columns of a head. */
export function namesOf({ header, columnCount }: Pick<Head, 'header' | 'columnCount'>): readonly string[] {
  return columnNames(header, columnCount).used;
}

/** Rows with something beside the table, and without it. */
export function withoutNotes(head: Head, from: number): Finding['example'] {
  const rows = head.records
    .map(({ fields }) => fields)
    .filter((fields) => !isMarked(fields) && fields.slice(from).some((text) => text.trim() !== ''))
    .slice(0, SHOWN);
  const width = Math.max(from, ...rows.map((fields) => fields.length));
  const header = head.header?.slice(0, from) ?? null;
  const names = [
    ...namesOf({ header, columnCount: from }),
    ...Array.from({ length: width - from }, () => ''),
  ];
  return example(
    names,
    rows,
    rows.map((fields) => fields.slice(0, from)),
  );
}

/** Rows with too few fields, filled up, and with too many, which go. */
export function evenedRows(head: Head, ragged: readonly Fields[]): Finding['example'] {
  const { columnCount } = head;
  const rows = ragged.slice(0, SHOWN);
  const width = Math.max(columnCount, ...rows.map((fields) => fields.length));
  const names = [...namesOf(head), ...Array.from({ length: width - columnCount }, () => '')];
  const short = rows.filter((fields) => fields.length < columnCount);
  const filled = short.map((fields) => [
    ...fields,
    ...Array.from({ length: columnCount - fields.length }, () => null),
  ]);
  return example(names, rows, filled);
}
