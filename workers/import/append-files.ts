import type { FindingCode, ValueCure } from '../../src/contract/doctor.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { CleaningReceipt, FilePreview, Mapping } from '../../src/contract/import.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import type { SchemaDifference } from '../../src/contract/tables.ts';
import { curesOn } from '../../src/data/doctor/find-values.ts';
import { curedBy } from '../../src/data/doctor/value-cure.ts';
import { orderSchema, reconcile } from '../../src/data/schema-differences.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import { wholeDoctored } from './doctor/open-doctored.ts';
import { gather, type Bytes } from './sources/bytes.ts';
import { openTable } from './sources/open-table.ts';
import type { ColumnTable, TextTable } from './sources/table-source.ts';
import { recordsOf } from './sources/text-records.ts';
import { writtenDialect, writtenRow } from './sources/written-text.ts';
import { textRows } from './stage-columns.ts';
import { valueInFormat } from './value-in-format.ts';

/** An open file and what is known of it. */
export interface AppendedFile {
  readonly source: FileSource;
  readonly preview: FilePreview;
}

/** Where a column of the first file stands in a further one, and how its texts are written as in the first. */
interface Place {
  /** -1 where it is not there. */
  readonly index: number;
  readonly rewrite: (text: string) => string;
}

/** How a further file is joined to the first. */
interface Joint {
  readonly file: AppendedFile;
  readonly places: readonly Place[];
  readonly differences: readonly SchemaDifference[];
}

function same(text: string): string {
  return text;
}

/** The first file as it is joined to itself; it is cured like any other once all rows are there. */
function firstJoint(file: AppendedFile): Joint {
  const places = file.preview.columns.map((_, index): Place => ({ index, rewrite: same }));
  return { file, places, differences: [] };
}

/** The place of each column of the first file in another. */
function jointOf(first: FilePreview, file: AppendedFile, mapping: Mapping): Joint {
  const { columns } = file.preview;
  const { matches, differences } = reconcile(orderSchema(first, mapping), orderSchema(file.preview));
  const places = first.columns.map(({ name, format }): Place => {
    const index = columns.findIndex((column) => column.name === matches.get(name));
    const cured = curedIn(file.preview, index);
    const written = valueInFormat(columns[index]?.format ?? format, mapping.formats[name] ?? format);
    return { index, rewrite: (text) => written(cured(text)) };
  });
  return { file, places, differences };
}

/** How the doctor cures the texts of a column of a further file; what was found in the first says nothing of it. */
function curedIn({ columns, findings, valueCures }: FilePreview, index: number): (text: string) => string {
  const cures = curesOn(valueCures, findings, {}).filter(({ column }) => column === index);
  const ids = findings.some(
    ({ code, cured, columns: of }) =>
      code === 'floatIds' && cured === true && of.includes(columns[index]?.name ?? ''),
  );
  const single = cures.length === 0 ? same : (text: string) => curedBy(cures, text) ?? '';
  return ids ? (text) => single(text).replace(/^(\s*\d+)\.0*\s*$/u, '$1') : single;
}

/** Records of a text, the header left out. */
async function* textRecords(
  run: Run,
  { preview }: AppendedFile,
  table: TextTable,
  mapping: Mapping,
): AsyncGenerator<readonly (readonly string[])[]> {
  const { dialect } = preview;
  const whole = await wholeDoctored(run, table, preview, mapping);
  const told = (share: number): void => {
    run.report({ phase: 'unpacking', share });
  };
  let { header } = dialect;
  for await (const records of recordsOf(whole, dialect, told)) {
    yield header ? records.slice(1) : records;
    if (records.length > 0) header = false;
  }
}

/** Lines of the joined text that the records of a text become. */
async function* linesOfText(
  run: Run,
  { file, places }: Joint,
  table: TextTable,
  mapping: Mapping,
): AsyncGenerator<string> {
  const width = file.preview.columns.length;
  for await (const records of textRecords(run, file, table, mapping)) {
    run.check();
    const lines = records.map((fields) => {
      // Fields beyond the columns stay there, so that the row is still one that cannot be cut.
      const surplus = fields.slice(width);
      const values = places.map(({ index, rewrite }) => rewrite(fields[index] ?? ''));
      return writtenRow([...values, ...surplus], places.length);
    });
    yield lines.join('');
  }
}

/** The same of rows whose columns have types: values are written as text. */
async function* linesOfColumns(
  db: Database,
  run: Run,
  { places }: Joint,
  table: ColumnTable,
): AsyncGenerator<string> {
  const indexes = places.map(({ index }) => index);
  for await (const rows of textRows(db, run, table, indexes)) {
    run.check();
    const lines = rows.map((texts) => {
      const values = places.map(({ rewrite }, column) => rewrite(texts[column] ?? ''));
      return writtenRow(values, places.length);
    });
    yield lines.join('');
  }
}

/** The rows of a file as lines of the joined text. */
async function* linesOf(db: Database, run: Run, joint: Joint, mapping: Mapping): AsyncGenerator<string> {
  const { source, preview } = joint.file;
  const { table } = await openTable(run, source, { ...preview.reading, dialect: preview.dialect });
  if (table.kind === 'text') yield* linesOfText(run, joint, table, mapping);
  else yield* linesOfColumns(db, run, joint, table);
}

function joinedName(files: readonly AppendedFile[]): string {
  const names = files.map(({ preview }) => preview.name);
  return names.length <= 3 ? names.join(' + ') : `${names.slice(0, 2).join(' + ')} + … (${names.length})`;
}

/**
 * Makes one file of several of orders: the rows of the further ones follow those of the first, by the names, roles and
 * values of its columns. Columns that only a further file has are left out; those it has not got are empty in its rows.
 * Numbers and dates that a further file writes otherwise, or stores as what they are (Parquet, Arrow), are written as in
 * the first.
 *
 * @returns the joined file with what is known of it, as if it had been opened, and how the columns of each further file
 *   differ
 * @throws AppFailure `file.otherColumns` where a file has no customers, `file.openQuote`, `file.*`
 */
export async function appendFiles(
  db: Database,
  run: Run,
  first: AppendedFile,
  further: readonly AppendedFile[],
  mapping: Mapping,
): Promise<AppendedFile & { readonly joined: CleaningReceipt['joined'] }> {
  const others = further.map((file) => jointOf(first.preview, file, mapping));
  const { columns } = first.preview;
  const customers = columns.findIndex(({ name }) => name === mapping.roles.customerId);
  const bad = others.find(({ places }) => customers !== -1 && places[customers]?.index === -1);
  if (bad !== undefined) {
    const { name } = bad.file.source;
    throw new AppFailure(appError('file.otherColumns', { name, column: columns[customers]?.name ?? '' }));
  }
  const encoder = new TextEncoder();
  const joints = [firstJoint(first), ...others];
  async function* all(): AsyncGenerator<Bytes> {
    const names = columns.map(({ name }) => name);
    yield encoder.encode(writtenRow(names, names.length));
    for (const joint of joints) {
      for await (const lines of linesOf(db, run, joint, mapping)) yield encoder.encode(lines);
    }
  }
  const source = await gather(run, joinedName([first, ...further]), all());
  const found = others.reduce(foundInBoth, first.preview);
  const rows = [first, ...further].reduce((sum, { preview }) => sum + preview.estimatedRows, 0);
  return {
    source,
    preview: { ...asText(found), name: source.name, size: source.size, estimatedRows: rows },
    joined: others.map(({ file, differences }) => ({ file: file.preview.name, differences })),
  };
}

/** Findings whose cure looks at whole rows or all of them, so that it is applied once the rows of all files are there. */
const OF_ROWS: ReadonlySet<FindingCode> = new Set(['separatorRows', 'footerTotals', 'caseVariants']);

/** What was found in the first files, with what a further one has and is cured of like them, by the first one's columns. */
function foundInBoth(first: FilePreview, { file, places }: Joint): FilePreview {
  const placeOf = (index: number): number => places.findIndex((place) => place.index === index);
  const named = (name: string): string[] => {
    const at = placeOf(file.preview.columns.findIndex((column) => column.name === name));
    return first.columns.slice(at, at + 1).map((column) => column.name);
  };
  const findings = [...first.findings];
  for (const finding of file.preview.findings) {
    if (!OF_ROWS.has(finding.code)) continue;
    const columns = finding.columns.flatMap(named);
    // A total that is known by its sum alone is so in its own file only.
    if (finding.code === 'footerTotals' && columns.length === 0) continue;
    const at = findings.findIndex(({ code }) => code === finding.code);
    const known = findings[at];
    if (known === undefined) findings.push({ ...finding, columns });
    else findings[at] = { ...known, columns: [...new Set([...known.columns, ...columns])] };
  }
  const cures = file.preview.valueCures.flatMap((cure): ValueCure[] => {
    const column = placeOf(cure.column);
    const known = first.valueCures.some((each) => each.code === cure.code && each.column === column);
    return cure.code !== 'caseVariants' || column === -1 || known ? [] : [{ code: cure.code, column }];
  });
  return { ...first, findings, valueCures: asPrivate([...first.valueCures, ...cures]) };
}

/** What is known of a file once its rows are written as delimited text. */
function asText(preview: FilePreview): FilePreview {
  return {
    ...preview,
    columns: preview.columns.map((column) => ({ ...column, stored: 'text' })),
    dialect: writtenDialect(true),
    reading: {
      gzip: false,
      entry: null,
      format: 'text',
      encoding: 'utf-8',
      sheet: null,
      headerRow: null,
      unroll: null,
    },
    complete: false,
  };
}
