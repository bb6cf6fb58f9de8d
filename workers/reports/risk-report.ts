import type { Language } from '../../src/charts/look.ts';
import { formatsOf } from '../../src/charts/look.ts';
import type { MeasureReport, MeasureRequest } from '../../src/contract/records.ts';
import { numbers, texts } from '../../src/contract/result-set.ts';
import type { CountedPeople, ReportCell, ReportTable } from '../../src/privacy/report.ts';
import { figures, figureText, words } from './report-words.ts';

/** Sizes of classes at which a row of the histogram begins. */
const SIZES = [1, 2, 3, 5, 10, 20, 50, 100] as const;
/** Combinations of columns that are listed. */
const LISTED = 20;

/** What was measured, and of what. */
export interface Measured {
  readonly request: MeasureRequest;
  readonly report: MeasureReport;
}

function number({ facts }: MeasureReport, name: string): number | null {
  const value = facts[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A count of records, for the gate to look at. */
function people(count: number | null, who?: CountedPeople): ReportCell {
  if (count === null) return '–';
  const rounded = { people: Math.round(count) };
  return who === undefined ? rounded : { ...rounded, who };
}

/** Records in classes of so many records; `to` is exclusive. */
function ofSizes(from: number, to: number | null): CountedPeople {
  return { sizes: [from, to] };
}

/** The least size of a class whose records are not at risk: the risk of a record is one in the size of its class. */
function safeSize(riskThreshold: number): number | null {
  if (riskThreshold <= 0) return null;
  const near = Math.max(1, Math.floor(1 / riskThreshold));
  return 1 / near > riskThreshold ? near + 1 : near;
}

/**
 * Single figures. Shares of records are given as counts: a share and the number of records would tell a small count
 * that is withheld beside it. The highest risk is one in the smallest class and goes with that.
 */
function factTable({ report, request }: Measured, { locale, translate: t }: Language): ReportTable {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const records = number(report, 'records');
  const atRisk = number(report, 'recordsAtRisk');
  return {
    title: '',
    columns: [words(t('report.measure')), figures(t('report.value'))],
    rows: [
      [t('records.risk.quasi'), list.format(request.quasiIdentifiers)],
      [t('records.risk.sensitive'), request.sensitive.length === 0 ? '–' : list.format(request.sensitive)],
      [t('report.records'), people(records, ofSizes(1, null))],
      [t('records.risk.k'), people(number(report, 'k'))],
      [t('records.risk.uniques'), people(number(report, 'sampleUniques'), ofSizes(1, 2))],
      [
        t('records.risk.atRisk'),
        people(
          atRisk === null || records === null ? null : atRisk * records,
          ofSizes(1, safeSize(request.riskThreshold)),
        ),
      ],
      [t('records.risk.average'), formatsOf(locale).share(number(report, 'averageRisk'))],
    ],
    parts: false,
  };
}

function classTable({ tables }: MeasureReport, language: Language): readonly ReportTable[] {
  const classes = tables['classSizes'];
  if (classes === undefined) return [];
  const [sizes, records] = [numbers(classes, 'size'), numbers(classes, 'records')];
  const rows = SIZES.map((from, place): readonly ReportCell[] => {
    const next = SIZES[place + 1];
    const count = records.reduce((sum, each, row) => {
      const size = sizes[row] ?? 0;
      return size >= from && (next === undefined || size < next) ? sum + each : sum;
    }, 0);
    const last = next === undefined ? '+' : next - from === 1 ? '' : `–${figureText(next - 1, 0, language)}`;
    return [`${figureText(from, 0, language)}${last}`, people(count, ofSizes(from, next ?? null))];
  });
  const t = language.translate;
  return [
    {
      title: t('records.risk.classSizes'),
      columns: [words(t('records.risk.classSizes.x')), figures(t('report.records'))],
      rows,
      parts: true,
    },
  ];
}

function uniqueTable({ tables }: MeasureReport, { translate: t }: Language): readonly ReportTable[] {
  const uniques = tables['uniques'];
  if (uniques === undefined) return [];
  const [names, records] = [texts(uniques, 'columns'), numbers(uniques, 'records')];
  const rows = names
    .map((name, row) => ({ name, records: records[row] ?? 0 }))
    .sort((a, b) => b.records - a.records)
    .slice(0, LISTED);
  return [
    {
      title: t('records.risk.uniqueSets'),
      columns: [words(t('records.risk.uniqueSets.columns')), figures(t('records.risk.uniqueSets.records'))],
      rows: rows.map((row): readonly ReportCell[] => [row.name, people(row.records, { called: row.name })]),
      parts: false,
    },
  ];
}

function sensitiveTable({ tables }: MeasureReport, language: Language): readonly ReportTable[] {
  const sensitive = tables['sensitive'];
  if (sensitive === undefined) return [];
  const t = language.translate;
  const measures = [
    ['distinctL', 'records.risk.sensitive.l', 0],
    ['entropyL', 'records.risk.sensitive.entropy', 2],
    ['alpha', 'records.risk.sensitive.alpha', 3],
    ['tEqual', 'records.risk.sensitive.t', 3],
  ] as const;
  return [
    {
      title: t('records.risk.sensitiveTitle'),
      columns: [words(t('records.risk.sensitive.column')), ...measures.map(([, key]) => figures(t(key)))],
      rows: texts(sensitive, 'column').map((name, row) => [
        name,
        ...measures.map(([measure, , digits]) =>
          figureText(numbers(sensitive, measure)[row] ?? null, digits, language),
        ),
      ]),
      parts: false,
    },
  ];
}

/** How easily people could be found: counts of records, which the gate looks at, and measures of columns. */
export function riskTables(measured: Measured, language: Language): readonly ReportTable[] {
  const { report } = measured;
  return [
    factTable(measured, language),
    ...classTable(report, language),
    ...uniqueTable(report, language),
    ...sensitiveTable(report, language),
  ];
}

/** Records a risk report is about. */
export function recordsOf({ report }: Measured): number {
  return number(report, 'records') ?? 0;
}
