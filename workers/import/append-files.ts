import { appError, AppFailure } from '../../src/contract/error.ts';
import type { FilePreview, Mapping } from '../../src/contract/import.ts';
import type { FileSource, Run } from '../engine/database.ts';
import { wholeDoctored } from './doctor/open-doctored.ts';
import { gather, type Bytes } from './sources/bytes.ts';
import { openTable } from './sources/open-table.ts';
import { recordsOf } from './sources/text-records.ts';
import { writtenDialect, writtenRow } from './sources/written-text.ts';
import { valueInFormat } from './value-in-format.ts';

/** An open file and what is known of it. */
export interface AppendedFile {
  readonly source: FileSource;
  readonly preview: FilePreview;
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Where a column of the first file stands in a further one, and how its texts are written as in the first. */
interface Place {
  /** -1 where it is not there. */
  readonly index: number;
  readonly rewrite: (text: string) => string;
}

/** The place of each column of the first file in another. */
function placesIn(first: FilePreview, further: FilePreview, mapping: Mapping): readonly Place[] {
  return first.columns.map(({ name, format }) => {
    const exact = further.columns.findIndex((column) => column.name === name);
    const index =
      exact === -1
        ? further.columns.findIndex((column) => plainName(column.name) === plainName(name))
        : exact;
    const written = further.columns[index]?.format ?? format;
    const wanted = first === further ? written : (mapping.formats[name] ?? format);
    return { index, rewrite: valueInFormat(written, wanted) };
  });
}

/** The rows of a file as lines of the joined text. */
async function* linesOf(
  run: Run,
  file: AppendedFile,
  places: readonly Place[],
  mapping: Mapping,
): AsyncGenerator<Bytes> {
  const { source, preview } = file;
  const { dialect } = preview;
  const { table } = await openTable(run, source, { ...preview.reading, dialect });
  if (table.kind !== 'text') throw new AppFailure(appError('file.cannotFollow', { name: source.name }));
  const whole = await wholeDoctored(run, table, preview, mapping);
  const encoder = new TextEncoder();
  const told = (share: number): void => {
    run.report({ phase: 'unpacking', share });
  };
  let header = dialect.header;
  for await (const records of recordsOf(whole, dialect, told)) {
    run.check();
    const rows = header ? records.slice(1) : records;
    if (records.length > 0) header = false;
    const lines = rows.map((fields) => {
      // Fields beyond the columns stay there, so that the row is still one that cannot be cut.
      const surplus = fields.slice(preview.columns.length);
      const values = places.map(({ index, rewrite }) => rewrite(fields[index] ?? ''));
      return writtenRow([...values, ...surplus], places.length);
    });
    yield encoder.encode(lines.join(''));
  }
}

function joinedName(files: readonly AppendedFile[]): string {
  const names = files.map(({ source }) => source.name);
  return names.length <= 3 ? names.join(' + ') : `${names.slice(0, 2).join(' + ')} + … (${names.length})`;
}

/**
 * Makes one file of several of orders: the rows of the further ones follow those of the first, by the names of its
 * columns. Columns that only a further file has are left out; those it has not got are empty in its rows. Numbers and
 * dates that a further file writes otherwise are written as in the first.
 *
 * @returns the joined file with what is known of it, as if it had been opened
 * @throws AppFailure `file.cannotFollow` where the columns of a file have types of their own, `file.otherColumns` where
 *   it has no customers, `file.openQuote`, `file.*`
 */
export async function appendFiles(
  run: Run,
  first: AppendedFile,
  further: readonly AppendedFile[],
  mapping: Mapping,
): Promise<AppendedFile> {
  const files = [first, ...further].map((file) => ({
    file,
    places: placesIn(first.preview, file.preview, mapping),
  }));
  const { columns } = first.preview;
  const customers = columns.findIndex(({ name }) => name === mapping.roles.customerId);
  const bad = files.find(({ places }) => customers !== -1 && places[customers]?.index === -1);
  if (bad !== undefined) {
    const { name } = bad.file.source;
    throw new AppFailure(appError('file.otherColumns', { name, column: columns[customers]?.name ?? '' }));
  }
  async function* all(): AsyncGenerator<Bytes> {
    const names = columns.map(({ name }) => name);
    yield new TextEncoder().encode(writtenRow(names, names.length));
    for (const { file, places } of files) yield* linesOf(run, file, places, mapping);
  }
  const source = await gather(run, joinedName(files.map(({ file }) => file)), all());
  const sum = (count: (preview: FilePreview) => number): number =>
    files.reduce((total, { file }) => total + count(file.preview), 0);
  return {
    source,
    preview: {
      ...first.preview,
      name: source.name,
      size: source.size,
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
      estimatedRows: sum(({ estimatedRows }) => estimatedRows),
    },
  };
}
