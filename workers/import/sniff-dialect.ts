import type { Dialect } from '../../src/contract/import.ts';
import { isKnownName } from '../../src/data/role-names.ts';
import { hasHeader } from './sniff-header.ts';
import { splitRecords, type TextRecord } from './split-records.ts';

type Delimiter = Dialect['delimiter'];
type Quote = Dialect['quote'];

/** Records looked at. */
const SAMPLE = 400;
/** Of equally good delimiters the first wins: a comma may stand in numbers and sentences, a tab hardly. */
const DELIMITERS: readonly Exclude<Delimiter, 'blanks'>[] = ['\t', ';', '|', ','];

/** A way to cut a text, and how it was cut by it. */
export interface Cutting {
  readonly dialect: Dialect;
  readonly columnCount: number;
  /** The first record, when it names the columns. */
  readonly header: readonly string[] | null;
  /** Records under the header. */
  readonly records: readonly TextRecord[];
  /** Sampled records with another number of fields than the file has columns. */
  readonly ragged: number;
}

interface Trial {
  readonly delimiter: Delimiter;
  readonly quote: Quote;
  readonly records: readonly TextRecord[];
  readonly columnCount: number;
  /** Records with that number of fields and sound quotes. */
  readonly sound: number;
  /** Their share, 0 to 1. */
  readonly consistency: number;
}

/** The number of fields most records have; of equally frequent ones the larger. */
function usualCount(records: readonly TextRecord[]): number {
  const seen = new Map<number, number>();
  for (const { fields } of records) seen.set(fields.length, (seen.get(fields.length) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Whether a text ends within quotes that were opened on its last line. */
function isCut(last: TextRecord | undefined): boolean {
  return last?.broken === true && last.fields.at(-1)?.trimEnd().includes('\n') === false;
}

function trial(text: string, whole: boolean, delimiter: Delimiter, quote: Quote): Trial {
  const found = splitRecords(text, { delimiter, quote }, SAMPLE);
  // The last record of a text that goes on may be cut in the middle.
  const goesOn = !whole && found.length < SAMPLE;
  const records = found.length >= 2 && (goesOn || isCut(found.at(-1))) ? found.slice(0, -1) : found;
  const columnCount = usualCount(records);
  const sound = records.filter((record) => record.fields.length === columnCount && !record.broken).length;
  return {
    delimiter,
    quote,
    records,
    columnCount,
    sound,
    consistency: records.length === 0 ? 0 : sound / records.length,
  };
}

function worth({ columnCount, consistency }: Trial): number {
  return columnCount < 2 ? 0 : consistency * Math.log2(columnCount + 1);
}

/**
 * Whether single quotes are quotes here, and not apostrophes that would swallow the text up to the next one: where
 * they stand around fields of every other row, or where more rows are whole with them.
 */
function singleQuoted(single: Trial, other: Trial): boolean {
  if (single.records.some((record) => record.broken)) return false;
  const quoted = single.records.filter((record) => record.quoted).length;
  return quoted > 0 && (2 * quoted >= single.records.length || single.sound > other.sound);
}

/** Cuts with quotes, or without where they only do harm. */
function trialOf(text: string, whole: boolean, delimiter: Delimiter): Trial {
  if (delimiter === 'blanks') return trial(text, whole, 'blanks', null);
  const quoted = trial(text, whole, delimiter, '"');
  if (!quoted.records.some((record) => record.quoted)) {
    const single = trial(text, whole, delimiter, "'");
    if (singleQuoted(single, quoted)) return single;
  }
  if (!quoted.records.some((record) => record.broken)) return quoted;
  const bare = trial(text, whole, delimiter, null);
  return bare.consistency > quoted.consistency ? bare : quoted;
}

/** Whether a record has a field at most that is filled, as a title that a spreadsheet has written with all delimiters. */
function isPadded({ fields }: TextRecord): boolean {
  return fields.length > 2 && fields.filter((field) => field.trim() !== '').length <= 1;
}

/** Padded records above one that names every column. Without such a header they are rows with much left out. */
function paddedTitles(records: readonly TextRecord[]): number {
  const place = records.findIndex((record) => !isPadded(record));
  const header = records[place]?.fields ?? [];
  if (place <= 0 || header.some((name) => name.trim() === '')) return 0;
  const below = records.slice(place + 1).map(({ fields }) => fields);
  return hasHeader(header, below) ? place : 0;
}

/** Lines of titles, comments and blanks before the record the table begins with. */
function firstOfTable({ records, columnCount }: Trial): number {
  const place = records.findIndex(({ fields }, index) => {
    if (fields.length === columnCount) return true;
    // A header longer than most rows: they leave their last fields out.
    if (fields.length > columnCount && fields.filter(isKnownName).length >= 2) return true;
    // A header may lack the name of the last column, or name one that the rows leave out.
    const below = records[index + 1]?.fields.length;
    const near = Math.abs(fields.length - columnCount) === 1 && columnCount > 2;
    return near && below === columnCount && fields.every((name) => !/^#|^\d/u.test(name.trim()));
  });
  const first = Math.max(place, 0);
  return first + paddedTitles(records.slice(first));
}

function cutting(chosen: Trial, bom: boolean, given: Dialect | null): Cutting {
  const place = firstOfTable(chosen);
  const table = chosen.records.slice(place);
  const [first] = table;
  const names = first?.fields ?? [];
  const below = table.slice(1);
  const header =
    given?.header ??
    hasHeader(
      names,
      below.map((record) => record.fields),
    );
  const records = header ? below : table;
  const columnCount = Math.max(chosen.columnCount, header ? names.length : 0);
  return {
    dialect: {
      delimiter: chosen.delimiter,
      quote: chosen.quote,
      header,
      skipLines: given?.skipLines ?? first?.line ?? 0,
      bom,
    },
    columnCount,
    header: header ? names : null,
    records,
    ragged: records.filter(({ fields }) => fields.length !== columnCount).length,
  };
}

/**
 * Finds how a text is cut into rows and fields.
 *
 * @param text the head of the file, without its byte order mark
 * @param whole whether that is the whole file
 * @param bom whether there was a byte order mark
 */
export function sniffDialect(text: string, whole: boolean, bom: boolean): Cutting {
  const best = DELIMITERS.map((delimiter) => trialOf(text, whole, delimiter)).reduce((a, b) =>
    worth(b) > worth(a) ? b : a,
  );
  if (best.columnCount >= 2 && best.consistency >= 0.6) return cutting(best, bom, null);
  const blanks = trialOf(text, whole, 'blanks');
  const chosen = blanks.consistency >= 0.8 && worth(blanks) > worth(best) ? blanks : best;
  return cutting(chosen, bom, null);
}

/**
 * Cuts the text the way the user says.
 *
 * @param text the head of the file, without its byte order mark
 * @param whole whether that is the whole file
 * @param dialect how to cut it
 */
export function cutAs(text: string, whole: boolean, dialect: Dialect): Cutting {
  const after = text
    .split(/\r\n|\n|\r/u)
    .slice(dialect.skipLines)
    .join('\n');
  const tried = trial(after, whole, dialect.delimiter, dialect.quote);
  const [first] = tried.records;
  const header = dialect.header ? (first?.fields ?? []) : null;
  const records = dialect.header ? tried.records.slice(1) : tried.records;
  const columnCount = Math.max(tried.columnCount, header?.length ?? 0);
  return {
    dialect,
    columnCount,
    header,
    records,
    ragged: records.filter(({ fields }) => fields.length !== columnCount).length,
  };
}
