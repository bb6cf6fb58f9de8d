import { zipSync, type Zippable } from 'fflate';
import readXlsxFile, { readSheet, type SheetData } from 'read-excel-file/universal';
import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { FileSource, Run } from '../../engine/database.ts';
import { joinedBytes, type Bytes } from './bytes.ts';
import type { OwnRows } from './xlsx-addresses.ts';
import { numberText, type Cell } from './xlsx-cells.ts';
import type { ArchiveEntry } from './zip-archive.ts';

/** Parts of a workbook that every sheet needs. The paths are those of all known writers, in whatever case. */
const COMMON = /^xl\/(?:_rels\/workbook\.xml\.rels|workbook\.xml|styles\.xml)$/iu;
/** Texts of all sheets, which cells name by their place. */
const TEXTS = /^xl\/sharedstrings\.xml$/iu;
const TEXT = /<(?:\w+:)?si\b[^>]*?(?:\/>|>[^]*?<\/(?:\w+:)?si>)/gu;

/** A sheet: its name and the part of the archive it stands in. */
export interface Sheet {
  readonly name: string;
  readonly entry: ArchiveEntry;
}

/** A workbook that has been opened; its sheets have not been read. */
export interface Workbook {
  readonly name: string;
  readonly sheets: readonly Sheet[];
  /** What all sheets need, by path: formats, names. */
  readonly common: Zippable;
  /** Texts of the cells, as they stand in the file. */
  readonly texts: readonly string[];
  /** Path of the part that has them. */
  readonly textsPath: string;
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

/** The texts of a workbook. Each is taken from the file as it stands: the library reads those that a piece uses. */
async function textsOf(run: Run, entry: ArchiveEntry): Promise<readonly string[]> {
  const texts: string[] = [];
  const decoder = new TextDecoder();
  let held = '';
  const take = (): void => {
    let end = 0;
    for (const found of held.matchAll(TEXT)) {
      texts.push(found[0]);
      end = found.index + found[0].length;
    }
    held = held.slice(end);
  };
  for await (const piece of entry.stream.pieces()) {
    run.check();
    held += decoder.decode(piece, { stream: true });
    take();
  }
  held += decoder.decode();
  take();
  return texts;
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
  const others = entries.filter(
    ({ path }) => /^xl\/.*\.xml$/iu.test(path) && !COMMON.test(path) && !TEXTS.test(path),
  );
  const marked = Object.fromEntries(others.map(({ path }, index) => [path, markerSheet(String(index))]));
  const found = await readXlsxFile(archiveOf({ ...common, ...marked }));
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
    for (const entry of entries.filter(({ path }) => COMMON.test(path))) {
      common[entry.path] = await bytesOf(run, entry);
    }
    const texts = entries.find(({ path }) => TEXTS.test(path));
    return {
      name,
      sheets: await sheetsOf(entries, common),
      common,
      texts: texts === undefined ? [] : await textsOf(run, texts),
      textsPath: texts?.path ?? 'xl/sharedStrings.xml',
    };
  } catch (thrown) {
    throw damaged(name, thrown);
  }
}

function isCell(value: unknown): value is Cell {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || value instanceof Date;
}

/**
 * Reads some rows of a sheet.
 *
 * @param rows numbered from 1, with the texts they use
 */
export async function readRows(workbook: Workbook, sheet: Sheet, rows: OwnRows): Promise<readonly Cell[][]> {
  const encoder = new TextEncoder();
  const parts = {
    ...workbook.common,
    [workbook.textsPath]: encoder.encode(`<sst>${rows.texts.join('')}</sst>`),
    [sheet.entry.path]: encoder.encode(`<worksheet><sheetData>${rows.xml}</sheetData></worksheet>`),
  };
  try {
    const options = { trim: false, parseNumber: numberText };
    const read: SheetData<string> = await readSheet(archiveOf(parts), sheet.name, options);
    return read.map((row) => row.map((cell: unknown) => (isCell(cell) ? cell : null)));
  } catch (thrown) {
    throw damaged(workbook.name, thrown);
  }
}
