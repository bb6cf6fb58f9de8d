import type { ColumnClassification } from '../../contract/classification.ts';
import type { CureExample, Finding } from '../../contract/doctor.ts';
import type { ColumnHistogram, FilePreview, PreviewColumn } from '../../contract/import.ts';
import { asPrivate } from '../../contract/privacy.ts';

/** A sensitive column is masked when it is at least so sure. */
const SURE = 0.8;
const DOT = '•';
/** Dots that stand for short, middling and long values, so that not even their length is told. */
const LENGTHS = [3, 6, 10] as const;

/**
 * Whether previews show the values of a column only once they are revealed: direct identifiers, customer ids,
 * credentials, and what the law holds to be sensitive where that is nearly certain.
 */
export function isMasked({
  role,
  legal,
  confidence,
}: Pick<ColumnClassification, 'role' | 'legal' | 'confidence'>): boolean {
  if (role === 'directIdentifier' || role === 'subjectKey' || legal.includes('credentials')) return true;
  return role === 'sensitive' && !legal.includes('freeText') && confidence >= SURE;
}

function dots(length: number): string {
  return DOT.repeat(length <= 4 ? LENGTHS[0] : length <= 12 ? LENGTHS[1] : LENGTHS[2]);
}

/** Keeps what shows how ids are built: the letters and signs in front, and the last digit. */
function maskedKey(value: string): string {
  const letters = Array.from(value);
  const head = /^[^\d\s@]{0,3}/u.exec(value)?.[0] ?? '';
  if (letters.length <= head.length + 2) return head.slice(0, 1) + dots(letters.length);
  return `${head}${dots(letters.length - head.length)}${letters.at(-1) ?? ''}`;
}

/**
 * A value as it is shown until it is revealed: its first character and dots by its length (short, middling, long).
 * Of a customer's id the letters in front and the last character stay; of credentials nothing does.
 */
export function maskedValue(
  value: string,
  { role, legal }: Pick<ColumnClassification, 'role' | 'legal'>,
): string {
  if (role === 'subjectKey') return maskedKey(value);
  const letters = Array.from(value);
  if (legal.includes('credentials') || role === 'sensitive') return dots(letters.length);
  return (letters[0] ?? '') + dots(letters.length);
}

function maskedHistogram(column: PreviewColumn): PreviewColumn['histogram'] {
  const { histogram, classification } = column;
  if (histogram.kind === 'text') {
    const top = histogram.top.map(({ value, count }) => ({
      value: maskedValue(value, classification),
      count,
    }));
    return asPrivate<ColumnHistogram>({ ...histogram, top });
  }
  // The first and the last of a column of numbers are somebody's.
  return asPrivate<ColumnHistogram>({
    kind: 'text',
    top: [],
    other: histogram.counts.reduce((sum, n) => sum + n, 0),
  });
}

/** Lines of which letters and digits are hidden, so that quotes and delimiters are all that is seen. */
function maskedLines(rows: CureExample['before']): CureExample['before'] {
  return rows.map((row) => row.map((value) => value?.replaceAll(/[\p{L}\p{N}]/gu, DOT) ?? null));
}

/** What a line of strokes is drawn with; nothing at all is one too. */
const STROKES = /^[-=_*~+|.─—━═]*$/u;
/** A text between the blanks and invisible marks at its ends, and apart from the `.0` that a spreadsheet writes behind ids. */
const CORE = /^([\s\p{Cf}]*)(.*?)((?:(?<=^[\s\p{Cf}]*\d+)\.0*)?[\s\p{Cf}]*)$/su;

/**
 * A masked value of an example, that still shows what is wrong with it: blanks around it, the `.0` of an id, strokes and the
 * column's own name tell of nobody.
 */
function maskedCell(value: string, classification: ColumnClassification): string {
  const [, front = '', core = '', back = ''] = CORE.exec(value) ?? [];
  const isName = core.toLowerCase() === classification.column.toLowerCase();
  if (isName || STROKES.test(core)) return value;
  return front + maskedValue(core, classification) + back;
}

/** An example with the cells of hidden columns masked. */
function maskedFinding(finding: Finding, hidden: ReadonlyMap<string, ColumnClassification>): Finding {
  const { code, example } = finding;
  const named = code === 'caseVariants' || code === 'mixedDateOrders' || code === 'nullWords';
  const detail = named && finding.columns.some((column) => hidden.has(column)) ? '' : finding.detail;
  if (example === null) return { ...finding, detail };
  const masked = (rows: CureExample['before']): CureExample['before'] =>
    rows.map((row) =>
      row.map((value, index) => {
        const column = example.columns[index] ?? '';
        const classification = hidden.get(column);
        if (value === null || classification === undefined) return value;
        // The word by which a total is known stands in the columns of the finding.
        const says = code === 'footerTotals' && finding.columns.includes(column) && !/\p{N}/u.test(value);
        return says ? value : maskedCell(value, classification);
      }),
    );
  const { columns, before, after } = example;
  if (columns.length === 0 && code !== 'titleLines') {
    // Lines that are not cut into columns are told by their marks alone; a table's names are no values.
    const names = code === 'stackedTables' ? 1 : 0;
    const lines = [...before.slice(0, names), ...maskedLines(before.slice(names))];
    return { ...finding, detail, example: asPrivate({ columns, before: lines, after: maskedLines(after) }) };
  }
  return {
    ...finding,
    detail,
    example: asPrivate({ columns, before: masked(before), after: masked(after) }),
  };
}

/**
 * The preview as it may be shown: values of masked columns, in rows, examples and the most common ones, are masked, and
 * the cures of values, which name some, stay behind.
 *
 * @param revealed columns that the user has asked to see
 */
export function maskedPreview(preview: FilePreview, revealed: ReadonlySet<string> = new Set()): FilePreview {
  const hidden = preview.columns.map(
    ({ name, classification }) => classification.masked && !revealed.has(name),
  );
  const valueCures = asPrivate([]);
  if (!hidden.includes(true)) return { ...preview, valueCures };
  const columns = preview.columns.map((column, index) =>
    hidden[index] === true
      ? { ...column, histogram: maskedHistogram(column), latest: null, dateProof: null }
      : column,
  );
  const rows = preview.rows.map((row) =>
    row.map((value, index) => {
      const classification = preview.columns[index]?.classification;
      return value === null || classification === undefined || hidden[index] !== true
        ? value
        : maskedValue(value, classification);
    }),
  );
  const classes = new Map(
    preview.columns.flatMap(({ name, classification }, index) =>
      hidden[index] === true ? [[name, classification]] : [],
    ),
  );
  const findings = preview.findings.map((finding) => maskedFinding(finding, classes));
  return { ...preview, columns, findings, valueCures, rows: asPrivate(rows) };
}
