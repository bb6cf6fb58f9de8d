import type { ColumnClassification } from '../../src/contract/classification.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { CureSwitches } from '../../src/contract/doctor.ts';
import type { FileId } from '../../src/contract/ids.ts';
import type {
  Dialect,
  FileNotice,
  FilePreview,
  KindSuggestion,
  PreviewColumn,
} from '../../src/contract/import.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import type { ReadingWish, StoredType } from '../../src/contract/reading.ts';
import { row, type ResultSet } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { findFormat, type FormatFinding } from '../../src/data/column-format.ts';
import { currenciesIn } from '../../src/data/currency.ts';
import { suggestKinds } from '../../src/data/kind-suggestions.ts';
import { suggestRoles } from '../../src/data/role-suggestions.ts';
import { tableName } from '../../src/data/table-name.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import { asCustomerKey } from '../../src/privacy/classify/customer-key.ts';
import { unclassified } from '../../src/privacy/classify/unclassified.ts';
import { classifyEvidence } from '../records/classify-records.ts';
import { columnEvidence } from '../records/column-evidence.ts';
import { dropRejects, withFile } from './attach.ts';
import { columnNames, type ColumnNames } from './column-names.ts';
import { fieldSource, lenientSource } from './csv-source.ts';
import { idShape, isEmptyToken } from './id-shape.ts';
import {
  dropSample,
  firstRows,
  PROFILED,
  profileSample,
  SAMPLE_ROWS,
  sampleText,
  spreadRows,
  takeSample,
  type ColumnProfile,
} from './profile-sample.ts';
import { examineColumns } from './doctor/examine-columns.ts';
import { examineSample, type Examined } from './doctor/examine-sample.ts';
import { inOrder, openDoctored, withoutMarks, type Doctored } from './doctor/open-doctored.ts';
import { recordsAt, type Head } from './read-head.ts';
import { latestDates } from './latest-dates.ts';
import { openTable } from './sources/open-table.ts';
import type { ColumnTable, TextTable } from './sources/table-source.ts';
import { withFirstRows } from './stage-columns.ts';

/** Rows shown. */
const SHOWN = 50;
/** Rows whose texts decide how columns are read. */
const JUDGED = 2000;
/** A column in which more than this share cannot be read is worth a word. */
const MIXED = 0.002;
/** Distinct values of a column that its classification looks at. */
const CLASSIFIED = 400;

function filledTexts(rows: ResultSet, index: number): string[] {
  return (rows.columns[index]?.values ?? [])
    .filter((value): value is string => typeof value === 'string' && !isEmptyToken(value))
    .map((value) => value.trim());
}

/** Settles day and month by what stands further down the file, where the sample leaves them open. */
async function settleDates(
  source: FileSource,
  head: Head,
  names: ColumnNames,
  found: readonly FormatFinding[],
): Promise<readonly FormatFinding[]> {
  if (!found.some((finding) => finding.ambiguousDate)) return found;
  const pieces = [0.25, 0.5, 0.75, 1].map((share) =>
    recordsAt(source, head.dialect, head.columnCount, share),
  );
  const records = (await Promise.all(pieces)).flat();
  return found.map((finding, index) => {
    if (!finding.ambiguousDate) return finding;
    const later = records.map((fields) => fields[index]?.trim() ?? '').filter((text) => !isEmptyToken(text));
    const settled = findFormat(names.used[index] ?? '', later);
    return settled.format.kind === 'date' && !settled.ambiguousDate
      ? { ...finding, format: { ...settled.format }, ambiguousDate: false, dateProof: settled.dateProof }
      : finding;
  });
}

interface Judged {
  readonly columns: readonly PreviewColumn[];
  readonly kinds: readonly KindSuggestion[];
  readonly notices: readonly FileNotice[];
}

/** Whole numbers, also as floats of a spreadsheet, and codes of letters and digits. */
const WHOLE = /^(?:[-+]?\d+(?:\.0*)?|[A-Za-z]{1,4}\d+)$/u;

function latestOf(time: number | null | undefined): PreviewColumn['latest'] {
  return typeof time === 'number' ? asPrivate(time) : null;
}

function proofOf(found: FormatFinding | undefined): PreviewColumn['dateProof'] {
  return found === undefined || found.dateProof === null ? null : asPrivate(found.dateProof);
}

interface Evidence {
  readonly names: ColumnNames;
  /** Whether the file has a header. */
  readonly named: boolean;
  /** What the columns are in a file that has types. */
  readonly stored: readonly StoredType[];
  readonly sampleRows: number;
  readonly found: readonly FormatFinding[];
  readonly profiles: readonly ColumnProfile[];
  /** Latest dates by column, ms since 1970. */
  readonly latest: readonly (number | null)[];
  /** Texts of the sample by column. */
  readonly values: readonly (readonly string[])[];
  readonly classes: readonly ColumnClassification[];
  /** Place of the first column that holds notes beside the table; they play no role. */
  readonly notesFrom: number;
}

function judge(evidence: Evidence): Judged {
  const { names, named, stored, sampleRows, found, profiles, latest, values, classes, notesFrom } = evidence;
  const facts = profiles.map((profile, index) => ({
    name: names.used[index] ?? '',
    named: named && names.source[index]?.trim() !== '',
    format: found[index]?.format ?? { kind: 'text' as const },
    nullShare: sampleRows === 0 ? 0 : 1 - profile.filled / sampleRows,
    distinct: profile.distinct,
    filled: profile.filled,
    wholeNumbers: (values[index] ?? []).length > 0 && (values[index] ?? []).every((text) => WHOLE.test(text)),
    range: profile.range,
    identifier: classes[index]?.identifier ?? null,
  }));
  const suggestions = suggestRoles(facts.slice(0, notesFrom));
  const columns = facts.map((fact, index): PreviewColumn => {
    const profile = profiles[index];
    const suggestion = suggestions[index] ?? null;
    const thought = classes[index] ?? unclassified(fact.name);
    return {
      name: fact.name,
      sourceName: names.source[index] ?? '',
      format: fact.format,
      stored: stored[index] ?? 'text',
      nullShare: fact.nullShare,
      unreadableShare: fact.filled === 0 ? 0 : 1 - (profile?.readable ?? 0) / fact.filled,
      distinct: fact.distinct,
      ambiguousDate: found[index]?.ambiguousDate ?? false,
      dateProof: proofOf(found[index]),
      histogram: asPrivate(profile?.histogram ?? { kind: 'text', top: [], other: 0 }),
      latest: latestOf(latest[index]),
      suggestion,
      classification: suggestion?.role === 'customerId' ? asCustomerKey(thought) : thought,
    };
  });
  return {
    columns,
    kinds: suggestKinds(facts.slice(0, notesFrom), suggestions),
    notices: columns.flatMap((column, index) => columnNotices(column, values[index] ?? [])),
  };
}

/** What is worth saying of one column. */
function columnNotices(column: PreviewColumn, values: readonly string[]): FileNotice[] {
  const { name, suggestion, unreadableShare } = column;
  const isId = suggestion?.role === 'customerId' || suggestion?.role === 'orderId';
  const notices: FileNotice[] = [];
  if (column.ambiguousDate) notices.push({ code: 'ambiguousDates', column: name });
  if (isId && idShape(values).kind === 'float') notices.push({ code: 'floatIds', column: name });
  const currencies = currenciesIn(name, values);
  if (currencies.length > 1) notices.push({ code: 'severalCurrencies', column: name, currencies });
  if (!isId && unreadableShare > MIXED) {
    notices.push({ code: 'mixedTypes', column: name, share: unreadableShare });
  }
  return notices;
}

/** What is thought of each column, from the sample. */
async function classify(
  db: Database,
  run: Run,
  names: ColumnNames,
  named: boolean,
): Promise<readonly ColumnClassification[]> {
  const columns = names.used.map((name, index) => ({
    name,
    named: named && names.source[index]?.trim() !== '',
    text: sampleText(index),
  }));
  return classifyEvidence(await columnEvidence(db, run, PROFILED, columns, CLASSIFIED));
}

async function sample(
  db: Database,
  run: Run,
  file: { readonly attachedAs: string; readonly head: Head },
): Promise<number> {
  const { dialect, columnCount } = file.head;
  const attached = { attachedAs: file.attachedAs, dialect, columnCount, headOnly: true };
  const read = (source: ReturnType<typeof fieldSource>): Promise<number> =>
    takeSample(
      db,
      run,
      source.marksMalformed ? sql`(SELECT * FROM ${source.relation} WHERE NOT malformed)` : source.relation,
      columnCount,
    );
  try {
    return await read(fieldSource(attached));
  } catch (thrown) {
    run.check();
    await dropRejects(db, run);
    try {
      return await read(lenientSource(attached));
    } catch {
      throw thrown;
    }
  }
}

/**
 * Opens a file: finds its dialect, reads its first rows, and says what each column holds and may mean, and what it
 * tells of people. Nothing is loaded, and the file is out of the engine's reach again when this returns. Values stand
 * in the preview as they are; what leaves the worker is masked (`maskedPreview`).
 *
 * @param fileId the id the preview carries
 * @param wish how the user wants it to be read
 * @throws AppFailure `file.*` where the file cannot be read as a table, `engine.*`
 */
export async function openFile(
  db: Database,
  run: Run,
  source: FileSource,
  fileId: FileId,
  wish: ReadingWish = {},
): Promise<FilePreview> {
  const { reading, choices, table } = await openTable(run, source, wish);
  const switches = wish.cures ?? {};
  const name = tableName(source.name, { entry: reading.entry, entries: choices.entries.length });
  const file = { fileId, name, size: source.size, reading, choices };
  if (table.kind === 'columns') {
    const columnCount = table.columns.length;
    const wanted = { indexes: table.columns.map((_, index) => index), most: SAMPLE_ROWS };
    const preview = await withFirstRows(db, run, table, wanted, ({ relation }) =>
      previewOf(db, run, file, { ...UNDOCTORED, table, head: columnsHead(table), switches }, () =>
        takeSample(db, run, relation, columnCount),
      ),
    );
    if (preview === null) throw new AppFailure(appError('file.headerOnly', { name: source.name }));
    return preview;
  }
  const doctored = await openDoctored(run, table, wish);
  const { head } = doctored;
  run.check();
  return withFile(db, doctored.table.head, (attachedAs) =>
    previewOf(db, run, file, { ...doctored, switches }, () => sample(db, run, { attachedAs, head })),
  );
}

/** How a table without text is cut, for whoever asks; nothing is read by it. */
const NO_DIALECT: Dialect = { delimiter: ',', quote: '"', header: true, skipLines: 0, bom: false };

/** The head of a table whose columns have types. */
function columnsHead({ columns }: ColumnTable): Head {
  const header = columns.map(({ name }) => name);
  return {
    dialect: NO_DIALECT,
    columnCount: columns.length,
    header,
    records: [],
    ragged: 0,
    bytesPerRecord: 1,
  };
}

interface Opened extends Omit<Doctored, 'table'> {
  readonly table: TextTable | ColumnTable;
  readonly switches: CureSwitches;
}

/** What the doctor says of the text of a table that is none. */
const UNDOCTORED = { notes: null, ragged: 0, findings: [] } as const;

/** Whether the sample is the whole file. */
function isComplete(table: Opened['table'], taken: number): boolean {
  return table.kind === 'columns' ? taken === table.rows : table.complete && taken < SAMPLE_ROWS;
}

type Records = Awaited<ReturnType<typeof recordsAt>>;

/** Records from the end of a file whose sample is not all of it; none where text cannot be read anywhere. */
async function recordsAtEnd({ table, head }: Opened, taken: number): Promise<Records | null> {
  const further = table.kind === 'text' && table.complete && !isComplete(table, taken);
  return further ? recordsAt(table.head, head.dialect, head.columnCount, 1) : null;
}

/** Looks the sample over, and leaves it cured. */
async function examine(
  db: Database,
  run: Run,
  { table, head, switches }: Opened,
  names: ColumnNames,
  { taken, end }: { readonly taken: number; readonly end: Records | null },
): Promise<Examined> {
  return examineSample(db, run, {
    names: names.used,
    sourceNames: names.source,
    header: head.header,
    isText: (index) => table.kind === 'text' || table.columns[index]?.stored === 'text',
    sampleRows: taken,
    end,
    complete: isComplete(table, taken),
    switches,
  });
}

/** Rows in the whole of a file; an estimate where it is text. */
function rowsIn({ table, head }: Opened, taken: number, sampleRows: number): number {
  if (table.kind === 'columns') return table.rows;
  if (isComplete(table, taken)) return sampleRows;
  return Math.max(sampleRows, Math.round(table.size / Math.max(1, head.bytesPerRecord)));
}

/** What is known of a file whose head is in reach of the engine. */
async function previewOf(
  db: Database,
  run: Run,
  file: Pick<FilePreview, 'fileId' | 'name' | 'size' | 'reading' | 'choices'>,
  opened: Opened,
  take: () => Promise<number>,
): Promise<FilePreview> {
  const { table, head, notes, switches } = opened;
  const names = columnNames(head.header, head.columnCount);
  try {
    const taken = await take();
    const end = await recordsAtEnd(opened, taken);
    const examined = await examine(db, run, opened, names, { taken, end });
    const { sampleRows } = examined;
    const shown = await firstRows(db, run, SHOWN);
    const judged = await spreadRows(db, run, JUDGED, sampleRows);
    run.check();
    const values = names.used.map((_, index) => filledTexts(judged, index));
    const first = values.map((texts, index) => findFormat(names.used[index] ?? '', texts));
    const found = table.kind === 'text' ? await settleDates(table.head, head, names, first) : first;
    const formats = found.map(({ format }) =>
      switches.decimalComma === false ? withoutMarks(format) : format,
    );
    const profiles = await profileSample(db, run, formats);
    run.check();
    const sampled = profiles.map(({ range }) => range?.[1] ?? null);
    const latest = await latestDates(db, run, formats, sampled, end ?? []);
    const named = head.header !== null;
    const classes = await classify(db, run, names, named);
    const { columns, kinds, notices } = judge({
      names,
      named,
      stored: table.kind === 'columns' ? table.columns.map(({ stored }) => stored) : [],
      classes,
      sampleRows,
      found,
      profiles,
      latest,
      values,
      notesFrom: notes?.from ?? names.used.length,
    });
    const findings = [
      ...opened.findings,
      ...examined.findings,
      ...examineColumns(columns, examined.columns, switches),
    ];
    const { skipLines } = head.dialect;
    const told: Pick<TextTable, 'findings' | 'notices'> = table.kind === 'text' ? table : {};
    return {
      ...file,
      dialect: head.dialect,
      kinds,
      findings: inOrder([...(told.findings ?? []), ...findings]),
      valueCures: asPrivate(examined.cures),
      columns: columns.map((column, index) => ({ ...column, format: formats[index] ?? column.format })),
      rows: asPrivate(
        Array.from({ length: shown.rowCount }, (_, index) =>
          row(shown, index).map((value) => (value === null ? null : String(value))),
        ),
      ),
      sampleRows,
      complete: isComplete(table, taken),
      estimatedRows: rowsIn(opened, taken, sampleRows),
      notices: [
        ...names.notices,
        ...(told.notices ?? []),
        ...(skipLines > 0 ? [{ code: 'skippedLines' as const, count: skipLines }] : []),
        ...(opened.ragged > 0 ? [{ code: 'raggedRows' as const, rows: opened.ragged }] : []),
        ...notices,
      ],
    };
  } finally {
    await dropSample(db, run);
    await dropRejects(db, run);
  }
}
