import type { Finding } from '../../../src/contract/doctor.ts';
import type { Dialect } from '../../../src/contract/import.ts';
import type { ReadingWish } from '../../../src/contract/reading.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { decodeHead } from '../encoding.ts';
import { madeFile } from '../sources/bytes.ts';
import { wholeLines } from '../sources/plain-text.ts';
import type { TextTable } from '../sources/table-source.ts';
import { cutLastRow } from './cut-row.ts';
import { doublyQuotedLines, unwrapLines, unwrapText } from './doubly-quoted.ts';
import { droppedRecords, unwrappedLines } from './line-examples.ts';
import { patchedSource, type Patch } from './patched-source.ts';
import { cureOfStacked, dialectOfChosen, stackedTables, type StackedTables } from './stacked-tables.ts';

/** Bytes looked at. */
const HEAD = 1_000_000;

/** A table with the cures of its text, and what they are for. */
export interface CuredTable {
  readonly table: TextTable;
  readonly findings: readonly Finding[];
}

interface HeadBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether they are the whole file. */
  readonly complete: boolean;
}

/** A file whose first bytes are read once, however often they are asked for. */
function remembering(source: FileSource): FileSource {
  const { name, size, handle } = source;
  const end = Math.min(size, HEAD);
  let first: Promise<Uint8Array> | null = null;
  return {
    name,
    size,
    handle,
    read: (from, to) => (from === 0 && to === end ? (first ??= source.read(0, end)) : source.read(from, to)),
  };
}

async function headOf({ head, complete }: TextTable): Promise<HeadBytes> {
  const bytes = new Uint8Array(await head.read(0, Math.min(head.size, HEAD)));
  return head.size <= HEAD ? { bytes, complete } : { bytes: wholeLines(bytes), complete: false };
}

/** The table with another head and another way to its whole. */
function derived(
  table: TextTable,
  { complete }: HeadBytes,
  head: Blob,
  whole: (run: Run, source: FileSource) => Promise<FileSource>,
): TextTable {
  return {
    ...table,
    head: madeFile(table.head.name, head),
    complete,
    size: complete ? head.size : table.size,
    whole: async (run) => whole(run, await table.whole(run)),
  };
}

async function cureDoublyQuoted(table: TextTable, wish: ReadingWish): Promise<CuredTable> {
  const head = await headOf(table);
  const { text } = decodeHead(head.bytes);
  const wrapped = doublyQuotedLines(text);
  if (wrapped === null) return { table, findings: [] };
  const cured = wish.cures?.doublyQuotedRows ?? true;
  const finding: Finding = {
    code: 'doublyQuotedRows',
    columns: [],
    rows: wrapped.lines.length,
    detail: '',
    cured,
    example: unwrappedLines(wrapped.lines, wrapped.dialect),
  };
  return {
    table: cured ? derived(table, head, new Blob([unwrapText(text)]), unwrapLines) : table,
    findings: [finding],
  };
}

/** The other tables by their columns and rows, and the first of their lines. */
function othersOf({ tables, chosen }: StackedTables): Pick<Finding, 'rows' | 'detail' | 'example'> {
  const others = tables.filter((each) => each !== chosen);
  return {
    rows: others.reduce((sum, each) => sum + each.rows, 0),
    detail: others
      .map(({ cut, rows }) => `${(cut.header ?? []).map((name) => name.trim()).join(', ')} (${rows})`)
      .join('; '),
    example: droppedRecords(
      others.flatMap(({ cut }) => [cut.header ?? [], ...cut.records.map(({ fields }) => fields)]),
      [],
    ),
  };
}

/** Lines put behind the end of a file, on lines of their own. */
async function endPatch(source: FileSource, lines: readonly string[]): Promise<readonly Patch[]> {
  if (lines.length === 0) return [];
  const [last] = await source.read(source.size - 1, source.size);
  const text = `${last === 0x0a ? '' : '\n'}${lines.join('\n')}\n`;
  return [{ from: source.size, to: source.size, text }];
}

async function cureStacked(run: Run, table: TextTable, wish: ReadingWish): Promise<CuredTable> {
  const head = await headOf(table);
  const stacked = stackedTables(head.bytes, head.complete, wish.dialect ?? null);
  if (stacked === null) return { table, findings: [] };
  const cured = wish.cures?.stackedTables ?? true;
  const findings: Finding[] = [{ code: 'stackedTables', columns: [], ...othersOf(stacked), cured }];
  if (!cured) return { table, findings };
  const { patches, atEnd } = cureOfStacked(stacked);
  const patchedHead = await patchedSource(run, madeFile('', new Blob([head.bytes])), patches);
  const blob = patchedHead.handle instanceof Blob ? patchedHead.handle : new Blob([head.bytes]);
  const made = derived(table, head, blob, async (whole, source) =>
    patchedSource(whole, source, [...patches, ...(await endPatch(source, atEnd))]),
  );
  const dialect = dialectOfChosen(stacked, decodeHead(head.bytes).bom);
  return { table: { ...made, dialect }, findings };
}

/**
 * Cures what is wrong with the text of a table before it can be cut into rows: lines wrapped in quotes, other tables above
 * and below. A table without such faults is handed back as it is.
 *
 * @param wish what the user has switched off
 */
export async function cureText(run: Run, table: TextTable, wish: ReadingWish): Promise<CuredTable> {
  const opened = { ...table, head: remembering(table.head) };
  const unwrapped = await cureDoublyQuoted(opened, wish);
  run.check();
  const parted = await cureStacked(run, unwrapped.table, wish);
  return { table: parted.table, findings: [...unwrapped.findings, ...parted.findings] };
}

/**
 * Marks a last row that is cut as no row, so that what is left of it is not taken for values.
 *
 * @param wish what the user has switched off
 */
export async function cureEnd(
  run: Run,
  source: FileSource,
  cut: { readonly dialect: Dialect; readonly columnCount: number; readonly names?: readonly string[] },
  wish: Pick<ReadingWish, 'cures'>,
): Promise<{ readonly source: FileSource; readonly finding: Finding | null }> {
  const patch = await cutLastRow(source, cut.dialect, cut.columnCount);
  if (patch === null) return { source, finding: null };
  const cured = wish.cures?.truncatedLastRow ?? true;
  return {
    source: cured ? await patchedSource(run, source, [patch]) : source,
    finding: {
      code: 'truncatedLastRow',
      columns: [],
      rows: 1,
      detail: '',
      cured,
      example: droppedRecords([patch.fields], cut.names ?? []),
    },
  };
}
