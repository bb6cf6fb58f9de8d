import type { CureSwitches, Finding, ValueCure } from '../../../src/contract/doctor.ts';
import { asPrivate } from '../../../src/contract/privacy.ts';
import type { ResultSet } from '../../../src/contract/result-set.ts';
import { curesOn, findInValues } from '../../../src/data/doctor/find-values.ts';
import { isHeaderAgain, isSeparator, lastIsSum, totalWordAt } from '../../../src/data/doctor/ghost-rows.ts';
import type { SampledColumn } from '../../../src/data/doctor/sampled-column.ts';
import type { Database, Run } from '../../engine/database.ts';
import { field } from '../csv-source.ts';
import { rewriteSample, spreadRows } from '../profile-sample.ts';
import { curedSource } from './cure-values.ts';
import { ghostPlan, isNoGhost } from './ghost-rows.ts';
import { joinSpellings, spelledPlaces } from './join-spellings.ts';

/** Texts looked at, so that a wide file is not slower to open than a narrow one. */
const TEXTS = 400_000;
/** Rows at the end of a table among which totals are looked for. */
const FOOTER = 5;
/** Rows of an example. */
const SHOWN = 3;

type Fields = readonly (string | null)[];

/** What the sample is of. */
export interface SampleOf {
  /** Names of the columns in the app. */
  readonly names: readonly string[];
  /** Names as they stand in the file; empty where it has none. */
  readonly sourceNames: readonly string[];
  readonly header: readonly string[] | null;
  /** Whether a column is text in the file, by its place; only such values can be written in a wrong way. */
  readonly isText: (index: number) => boolean;
  readonly sampleRows: number;
  /** The last rows of the file, where they stand further down than the sample; null where they do not or cannot be read. */
  readonly end: readonly Fields[] | null;
  /** Whether the sample is the whole file. */
  readonly complete: boolean;
  readonly switches: CureSwitches;
}

/** What was found in the sample. */
export interface Examined {
  readonly findings: readonly Finding[];
  readonly cures: readonly ValueCure[];
  /** The columns as they stand in the file, without rows that are no orders. */
  readonly columns: readonly SampledColumn[];
  /** Rows of the sample as the cures leave it. */
  readonly sampleRows: number;
}

function textsOf(rows: ResultSet): readonly Fields[] {
  const columns = rows.columns.map(({ values }) => values);
  return Array.from({ length: rows.rowCount }, (_, row) =>
    columns.map((values) => {
      const value = values[row];
      return typeof value === 'string' ? value : null;
    }),
  );
}

function rowsFinding(
  code: 'separatorRows' | 'footerTotals',
  rows: readonly Fields[],
  { names, switches }: SampleOf,
  columns: readonly string[] = [],
): Finding {
  const example = asPrivate({ columns: names, before: rows.slice(0, SHOWN), after: [] });
  return { code, columns, rows: rows.length, detail: '', cured: switches[code] ?? true, example };
}

function separators(rows: readonly Fields[], of: SampleOf): Finding[] {
  const found = rows.filter((fields) => isSeparator(fields) || isHeaderAgain(fields, of.header));
  return found.length === 0 ? [] : [rowsFinding('separatorRows', found, of)];
}

function asNumber(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  return Number(text.replaceAll(/[,\s]/gu, ''));
}

function totals(rows: readonly Fields[], of: SampleOf): Finding[] {
  const end = of.end ?? (of.complete ? rows : []);
  const last = end.slice(-FOOTER);
  const worded = last.filter((fields) => totalWordAt(fields) >= 0);
  if (worded.length > 0) {
    const places = [...new Set(worded.map(totalWordAt))];
    return [
      rowsFinding(
        'footerTotals',
        worded,
        of,
        places.flatMap((place) => of.names[place] ?? []),
      ),
    ];
  }
  if (!of.complete) return [];
  const table = rows.filter((fields) => !isSeparator(fields));
  return lastIsSum(table.map((fields) => fields.map(asNumber)))
    ? [rowsFinding('footerTotals', table.slice(-1), of)]
    : [];
}

function columnsOf(rows: readonly Fields[], names: readonly string[]): readonly SampledColumn[] {
  return names.map((name, index) => ({ index, name, texts: rows.map((fields) => fields[index] ?? null) }));
}

/**
 * Looks the sample over for rows that are no orders and values that are written in a wrong way, and leaves it cured for what
 * is judged by it.
 */
export async function examineSample(db: Database, run: Run, of: SampleOf): Promise<Examined> {
  const most = Math.ceil(TEXTS / Math.max(1, of.names.length));
  const rows = textsOf(await spreadRows(db, run, most, of.sampleRows));
  run.check();
  const about = [...separators(rows, of), ...totals(rows, of)];
  const plan = ghostPlan({ findings: about, names: of.names, sourceNames: of.sourceNames });
  const word = plan?.totals ?? [];
  const orders = rows.filter(
    (fields) =>
      !isSeparator(fields) && !isHeaderAgain(fields, of.header) && !word.includes(totalWordAt(fields)),
  );
  const columns = columnsOf(orders, of.names);
  const values = findInValues(
    columns.filter(({ index }) => of.isText(index)),
    of.switches,
  );
  const findings = [...about, ...values.findings];
  const cures = curesOn(values.cures, values.findings, of.switches);
  const on = about.filter(({ cured }) => cured === true);
  const left = ghostPlan({ findings: on, names: of.names, sourceNames: of.sourceNames });
  const untouched = cures.length === 0 && left === null;
  const spelled = spelledPlaces(cures).map(field);
  const sampleRows = untouched
    ? of.sampleRows
    : await rewriteSample(db, run, {
        make: (sample) => ({
          relation: curedSource({ relation: sample, marksMalformed: false }, cures).relation,
          where: isNoGhost(columns, left),
        }),
        then: (sample) => joinSpellings(db, run, { rows: sample, columns: spelled }),
      });
  return { findings, cures: values.cures, columns, sampleRows };
}
