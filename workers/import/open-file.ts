import type { ColumnClassification } from '../../src/contract/classification.ts';
import type { FileId } from '../../src/contract/ids.ts';
import type { FileNotice, FilePreview, KindSuggestion, PreviewColumn } from '../../src/contract/import.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import type { ReadingWish } from '../../src/contract/reading.ts';
import { row, type ResultSet } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { findFormat, type FormatFinding } from '../../src/data/column-format.ts';
import { suggestKinds } from '../../src/data/kind-suggestions.ts';
import { suggestRoles } from '../../src/data/role-suggestions.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
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
import { readHead, recordsAt, type Head } from './read-head.ts';
import { openTable } from './sources/open-table.ts';

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
      ? { ...finding, format: { ...settled.format }, ambiguousDate: false }
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

interface Evidence {
  readonly names: ColumnNames;
  /** Whether the file has a header. */
  readonly named: boolean;
  readonly sampleRows: number;
  readonly found: readonly FormatFinding[];
  readonly profiles: readonly ColumnProfile[];
  /** Texts of the sample by column. */
  readonly values: readonly (readonly string[])[];
  readonly classes: readonly ColumnClassification[];
}

function judge({ names, named, sampleRows, found, profiles, values, classes }: Evidence): Judged {
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
  const suggestions = suggestRoles(facts);
  const columns = facts.map((fact, index): PreviewColumn => {
    const profile = profiles[index];
    return {
      name: fact.name,
      sourceName: names.source[index] ?? '',
      format: fact.format,
      stored: 'text',
      nullShare: fact.nullShare,
      unreadableShare: fact.filled === 0 ? 0 : 1 - (profile?.readable ?? 0) / fact.filled,
      distinct: fact.distinct,
      ambiguousDate: found[index]?.ambiguousDate ?? false,
      histogram: asPrivate(profile?.histogram ?? { kind: 'text', top: [], other: 0 }),
      suggestion: suggestions[index] ?? null,
      classification: classes[index] ?? unclassified(fact.name),
    };
  });
  return {
    columns,
    kinds: suggestKinds(facts, suggestions),
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
  const head = await readHead(table.head, wish.dialect ?? table.dialect);
  run.check();
  const names = columnNames(head.header, head.columnCount);
  return withFile(db, table.head, async (attachedAs) => {
    try {
      const sampleRows = await sample(db, run, { attachedAs, head });
      const shown = await firstRows(db, run, SHOWN);
      const judged = await spreadRows(db, run, JUDGED, sampleRows);
      run.check();
      const values = names.used.map((_, index) => filledTexts(judged, index));
      const first = values.map((texts, index) => findFormat(names.used[index] ?? '', texts));
      const found = await settleDates(table.head, head, names, first);
      const formats = found.map((finding) => finding.format);
      const profiles = await profileSample(db, run, formats);
      run.check();
      const named = head.header !== null;
      const classes = await classify(db, run, names, named);
      const { columns, kinds, notices } = judge({
        names,
        named,
        classes,
        sampleRows,
        found,
        profiles,
        values,
      });
      const complete = table.complete && sampleRows < SAMPLE_ROWS;
      const { skipLines } = head.dialect;
      return {
        fileId,
        name: source.name,
        size: source.size,
        reading,
        choices,
        dialect: head.dialect,
        kinds,
        findings: table.findings ?? [],
        valueCures: asPrivate([]),
        columns,
        rows: asPrivate(
          Array.from({ length: shown.rowCount }, (_, index) =>
            row(shown, index).map((value) => (value === null ? null : String(value))),
          ),
        ),
        sampleRows,
        complete,
        estimatedRows: complete
          ? sampleRows
          : Math.max(sampleRows, Math.round(table.size / Math.max(1, head.bytesPerRecord))),
        notices: [
          ...names.notices,
          ...(table.notices ?? []),
          ...(skipLines > 0 ? [{ code: 'skippedLines' as const, count: skipLines }] : []),
          ...(head.ragged > 0 ? [{ code: 'raggedRows' as const, rows: head.ragged }] : []),
          ...notices,
        ],
      };
    } finally {
      await dropSample(db, run);
      await dropRejects(db, run);
    }
  });
}
