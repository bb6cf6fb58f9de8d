import { zipSync, type Zippable } from 'fflate';
import readXlsxFile, { readSheet, type SheetData } from 'read-excel-file/universal';
import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { joinedBytes, type Bytes } from './bytes.ts';
import { numberText, type Cell } from './xlsx-cells.ts';
import type { ArchiveEntry } from './zip-archive.ts';

/** Parts of a workbook that every sheet needs. The paths are those of all known writers, in whatever case. */
const COMMON = /^xl\/(?:_rels\/workbook\.xml\.rels|workbook\.xml|styles\.xml|sharedstrings\.xml)$/iu;

/** A sheet: its name and the part of the archive it stands in. */
export interface Sheet {
  readonly name: string;
  readonly entry: ArchiveEntry;
}

/** A workbook that has been opened; its sheets have not been read. */
export interface Workbook {
  readonly name: string;
  readonly sheets: readonly Sheet[];
  /** What all sheets need, by path: texts, formats, names. */
  readonly common: Zippable;
  /** Bytes of it. */
  readonly commonBytes: number;
}

function damaged(name: string, thrown: unknown): AppFailure {
  if (thrown instanceof AppFailure) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppFailure(appError('file.damaged', { name, format: 'XLSX', detail }), thrown);
}

async function bytesOf(run: Run, entry: ArchiveEntry): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const piece of entry.stream.pieces()) {
    run.check();
    parts.push(piece);
  }
  return joinedBytes(parts);
}

/** A workbook in memory. Its parts are not packed, so that nothing has to be unpacked again. */
function archiveOf(parts: Zippable): ArrayBuffer {
  const bytes = zipSync(parts, { level: 0 });
  return new Uint8Array(bytes).buffer;
}

/** What the library says of a sheet. Charts on sheets of their own have no data, whatever its types say. */
interface MarkedSheet {
  readonly sheet: string;
  readonly data?: readonly (readonly unknown[])[];
}

/** A sheet that holds nothing but a text, for finding out which sheet a part is. */
function markerSheet(text: string): Bytes {
  const xml = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`;
  return new TextEncoder().encode(xml);
}

/**
 * Finds the sheets of a workbook. Which part of the archive belongs to which name is read by the library: it is given the
 * workbook with each part that may be a sheet replaced by one that says its number.
 */
async function sheetsOf(entries: readonly ArchiveEntry[], common: Zippable): Promise<readonly Sheet[]> {
  const others = entries.filter(({ path }) => /^xl\/.*\.xml$/iu.test(path) && !COMMON.test(path));
  const marked = Object.fromEntries(others.map(({ path }, index) => [path, markerSheet(String(index))]));
  const small = Object.entries(common).filter(([path]) => !/sharedstrings/iu.test(path));
  const found = await readXlsxFile(archiveOf({ ...Object.fromEntries(small), ...marked }));
  return found.flatMap(({ sheet, data }: MarkedSheet) => {
    const entry = others[Number(data?.[0]?.[0] ?? -1)];
    return entry === undefined ? [] : [{ name: sheet, entry }];
  });
}

/**
 * Opens a workbook: its names, formats and texts are read, its sheets are not.
 *
 * @param source the file, or what was packed
 * @param entries of the archive it is
 * @throws AppFailure `file.damaged`, `file.binary` for workbooks of another format, `file.locked`
 */
export async function openWorkbook(
  run: Run,
  source: FileSource,
  entries: readonly ArchiveEntry[],
): Promise<Workbook> {
  const { name } = source;
  if (entries.some(({ encrypted }) => encrypted)) throw new AppFailure(appError('file.locked', { name }));
  if (!entries.some(({ path }) => path === 'xl/workbook.xml')) {
    const looksLike = entries.some(({ path }) => path === 'xl/workbook.bin') ? 'XLSB' : 'Office';
    throw new AppFailure(appError('file.binary', { name, looksLike }));
  }
  try {
    const common: Zippable = {};
    let commonBytes = 0;
    for (const entry of entries.filter(({ path }) => COMMON.test(path))) {
      const bytes = await bytesOf(run, entry);
      common[entry.path] = bytes;
      commonBytes += bytes.length;
    }
    return { name, sheets: await sheetsOf(entries, common), common, commonBytes };
  } catch (thrown) {
    throw damaged(name, thrown);
  }
}

function isCell(value: unknown): value is Cell {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || value instanceof Date;
}

/**
 * Reads a piece of a sheet.
 *
 * @param xml the piece as a sheet of its own
 * @returns rows from the first of the sheet on; those before the piece are empty
 */
export async function readPiece(workbook: Workbook, sheet: Sheet, xml: string): Promise<readonly Cell[][]> {
  const parts = { ...workbook.common, [sheet.entry.path]: new TextEncoder().encode(xml) };
  try {
    const options = { trim: false, parseNumber: numberText };
    const rows: SheetData<string> = await readSheet(archiveOf(parts), sheet.name, options);
    return rows.map((row) => row.map((cell: unknown) => (isCell(cell) ? cell : null)));
  } catch (thrown) {
    throw damaged(workbook.name, thrown);
  }
}
