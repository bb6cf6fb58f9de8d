import { FINDINGS, type Finding } from '../../../src/contract/doctor.ts';
import type { ColumnFormat, FilePreview, Mapping } from '../../../src/contract/import.ts';
import type { ReadingWish } from '../../../src/contract/reading.ts';
import { isSeparator, totalWordAt } from '../../../src/data/doctor/ghost-rows.ts';
import { PLAIN_NUMBER } from '../../../src/data/doctor/value-cure.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { decodeHead } from '../encoding.ts';
import { readHead, type Head } from '../read-head.ts';
import type { TextTable } from '../sources/table-source.ts';
import { cureEnd, cureText } from './cure-text.ts';
import { droppedLines, evenedRows, namesOf, withoutNotes } from './line-examples.ts';
import { isMarked } from './marked-lines.ts';
import { notesBeside, type NotesBeside } from './notes-beside.ts';

/** Bytes in which title lines are looked for to be shown. */
const TITLES = 64_000;

/** A text that has been looked over, with its head. */
export interface Doctored {
  readonly table: TextTable;
  readonly head: Head;
  /** Notes beside the table that are kept apart; null where there are none. */
  readonly notes: NotesBeside | null;
  /** Rows of the head with another number of fields than the table has columns, which nothing else explains. */
  readonly ragged: number;
  readonly findings: readonly Finding[];
}

function rowsFinding(
  code: 'titleLines' | 'notesBeside' | 'raggedRows',
  rows: number,
  cured: boolean | null,
  example: Finding['example'],
): Finding[] {
  return rows === 0 ? [] : [{ code, columns: [], rows, detail: '', cured, example }];
}

/** Rows of another number of fields than there are columns, which nothing else explains. */
function raggedRows(head: Head, notes: NotesBeside | null): readonly (readonly string[])[] {
  const isNote = (count: number): boolean => notes !== null && count > head.columnCount;
  return head.records.flatMap(({ fields }) => {
    if (fields.length === head.columnCount || isNote(fields.length)) return [];
    return isMarked(fields) || isSeparator(fields) || totalWordAt(fields) >= 0 ? [] : [fields];
  });
}

/** The first lines of a text. */
async function linesAbove({ head }: TextTable, count: number): Promise<readonly string[]> {
  if (count === 0) return [];
  const { text } = decodeHead(await head.read(0, Math.min(head.size, TITLES)));
  return text.split(/\r\n|\n|\r/u, count);
}

/** The head of a text, and the lines above its table. */
async function headBelowTitles(
  table: TextTable,
  wish: ReadingWish,
): Promise<{ readonly head: Head; readonly titles: Finding[] }> {
  const head = await readHead(table.head, wish.dialect ?? table.dialect);
  const { skipLines } = head.dialect;
  const cured = wish.cures?.titleLines ?? true;
  const above = table.dialect === null ? skipLines : 0;
  const titles = rowsFinding('titleLines', above, cured, droppedLines(await linesAbove(table, above)));
  if (cured || skipLines === 0) return { head, titles };
  return { head: await readHead(table.head, { ...head.dialect, skipLines: 0 }), titles };
}

/** The last row of the head is left out where the file ends within it. */
async function withSoundEnd(
  run: Run,
  table: TextTable,
  head: Head,
  wish: ReadingWish,
): Promise<{ readonly table: TextTable; readonly findings: readonly Finding[] }> {
  if (!table.complete) return { table, findings: [] };
  const { source, finding } = await cureEnd(run, table.head, { ...head, names: namesOf(head) }, wish);
  return { table: { ...table, head: source }, findings: finding === null ? [] : [finding] };
}

/** Opens a text the way it is read once it is cured. */
export async function openDoctored(run: Run, opened: TextTable, wish: ReadingWish): Promise<Doctored> {
  const { table: text, findings } = await cureText(run, opened, wish);
  const { head, titles } = await headBelowTitles(text, wish);
  run.check();
  const { table, findings: atEnd } = await withSoundEnd(run, text, head, wish);
  const found = notesBeside(head);
  const cured = wish.cures?.notesBeside ?? true;
  const notes = cured ? found : null;
  // A row that is cut is the last one, and told of by itself.
  const records = atEnd.length === 0 ? head.records : head.records.slice(0, -1);
  const uneven = raggedRows({ ...head, records }, notes);
  return {
    table,
    head: notes === null ? head : { ...head, columnCount: notes.columnCount },
    notes,
    ragged: uneven.length,
    findings: [
      ...titles,
      ...findings,
      ...rowsFinding('notesBeside', found?.rows ?? 0, cured, withoutNotes(head, found?.from ?? 0)),
      ...atEnd,
      ...rowsFinding('raggedRows', uneven.length, null, evenedRows(head, uneven)),
    ],
  };
}

/**
 * All of a text the way its preview has read it. The end of a packed file is seen here for the first time.
 */
export async function wholeDoctored(
  run: Run,
  opened: TextTable,
  preview: FilePreview,
  mapping: Pick<Mapping, 'cures'>,
): Promise<FileSource> {
  const asRead = Object.fromEntries(preview.findings.map(({ code, cured }) => [code, cured ?? true]));
  const wish: ReadingWish = { dialect: preview.dialect, cures: { ...mapping.cures, ...asRead } };
  const { table } = await cureText(run, opened, wish);
  const whole = await table.whole(run);
  run.check();
  const cut = { dialect: preview.dialect, columnCount: preview.columns.length };
  const { source } = await cureEnd(run, whole, cut, { cures: { ...asRead, ...mapping.cures } });
  return source;
}

/** Findings in the order in which cures are applied. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => FINDINGS.indexOf(a.code) - FINDINGS.indexOf(b.code));
}

/** A format of numbers as it is where their marks are not to be read. */
export function withoutMarks(format: ColumnFormat): ColumnFormat {
  return format.kind === 'number' ? PLAIN_NUMBER : format;
}
