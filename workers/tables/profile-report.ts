import type { DataProfile, ProfiledColumn } from '../../src/contract/data-profile.ts';
import { formatsOf, type Language } from '../../src/charts/look.ts';
import type { ReportCell, ReportTable } from '../../src/privacy/report.ts';
import { figures, figureText, words } from '../reports/report-words.ts';
import type { ReleasableValues } from './profile-values.ts';

/** Steps that shares are rounded to. */
const STEPS = [0.01, 0.05, 0.1] as const;
const PARTS = ['completeness', 'uniqueness', 'validity', 'consistency', 'timeliness'] as const;

/**
 * The step that shares of rows leave in: the finest in which fewer rows than the threshold change a share by less than
 * half a step, so that no share tells a small count that is withheld. Null: none does.
 */
export function shareStep(rows: number, threshold: number): number | null {
  return STEPS.find((step) => rows > 0 && threshold / rows < step / 2) ?? null;
}

function shareText(value: number | null, step: number | null, { locale, translate }: Language): string {
  if (value === null) return '–';
  if (step === null) return translate('gate.withheld');
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return percent.format(Math.round(value / step) * step);
}

/** A month with its year. */
function monthText(ms: number, { locale }: Language): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(ms);
}

function factTable(profile: DataProfile, threshold: number, language: Language): ReportTable {
  const { locale, translate: t } = language;
  const { rows, customers, coverage, ageDays, quality } = profile;
  const step = shareStep(rows, threshold);
  const counts: readonly (readonly ReportCell[])[] = [
    [t('profile.table'), profile.relation],
    [t('profile.rows'), { people: rows }],
    ...(customers === null ? [] : [[t('profile.customers'), { people: customers }]]),
  ];
  const dates =
    coverage === null
      ? []
      : [
          [t('profile.from'), monthText(coverage.first, language)],
          [t('profile.to'), monthText(coverage.last, language)],
          [t('profile.gaps'), String(coverage.gaps.length)],
          [t('profile.age'), t('profile.days', { count: ageDays ?? 0 })],
        ];
  const score = shareText(quality.score / 100, step, language);
  const parts = PARTS.map((part) => [
    t(`profile.part.${part}`),
    part === 'timeliness'
      ? quality[part] === null
        ? '–'
        : formatsOf(locale).share(quality[part])
      : shareText(quality[part], step, language),
  ]);
  return {
    title: '',
    columns: [words(t('report.measure')), figures(t('report.value'))],
    rows: [...counts, ...dates, [t('profile.score'), score], ...parts],
    parts: false,
  };
}

/**
 * Quartiles of a column, where each quarter of its values may hold as many customers as the threshold. The smallest and
 * largest value are somebody's; mean and deviation would give them away. None of these leave.
 */
function quartileCells(
  { numbers, outliers }: ProfiledColumn,
  customers: number | null,
  threshold: number,
  language: Language,
): readonly ReportCell[] {
  if (numbers === null) return ['', '', '', ''];
  const enough = (customers ?? 0) >= 4 * threshold;
  const quartile = (value: number): string =>
    enough ? figureText(Number(value.toPrecision(2)), 2, language) : language.translate('gate.withheld');
  return [
    quartile(numbers.q1),
    quartile(numbers.median),
    quartile(numbers.q3),
    outliers === null ? '–' : { people: outliers },
  ];
}

function columnTable(profile: DataProfile, threshold: number, language: Language): ReportTable {
  const t = language.translate;
  return {
    title: t('profile.columns'),
    columns: [
      words(t('report.column')),
      words(t('column.type')),
      figures(t('profile.empty')),
      figures(t('profile.distinct')),
      figures(t('profile.single')),
      figures(t('profile.q1')),
      figures(t('profile.median')),
      figures(t('profile.q3')),
      figures(t('profile.outliers')),
    ],
    rows: profile.columns.map((column) => [
      column.name,
      t(`profile.type.${column.type}`),
      { people: profile.rows - column.filled },
      { people: column.distinct },
      { people: column.single },
      ...quartileCells(column, profile.customers, threshold, language),
    ]),
    parts: false,
  };
}

function checkTable({ checks }: DataProfile, { translate: t }: Language): readonly ReportTable[] {
  if (checks.length === 0) return [];
  return [
    {
      title: t('profile.checks'),
      columns: [words(t('profile.check')), figures(t('profile.checked')), figures(t('profile.failed'))],
      rows: checks.map(({ code, checked, failed }) => [
        t(`profile.check.${code}`),
        { people: checked },
        { people: failed },
      ]),
      parts: false,
    },
  ];
}

/** What customers behind a value are called in the register: the column and the value. */
export function cellName(relation: string, column: string, value: string | null): string {
  return `${relation}.${column} = ${value ?? '…'}`;
}

/**
 * A profile as it may be asked for at the gate: aggregates alone. Counts of rows and of customers are put before the
 * gate; values are named only where enough customers stand behind them.
 */
export function profileTables(
  profile: DataProfile,
  values: readonly ReleasableValues[],
  threshold: number,
  language: Language,
): readonly ReportTable[] {
  const t = language.translate;
  const valueTables = values.map(({ column, cells }): ReportTable => ({
    title: t('profile.topOf', { column }),
    columns: [words(t('report.value')), figures(t('profile.customers'))],
    rows: cells.map(({ value, customers }) => [
      value ?? t('profile.otherValues'),
      { people: customers, who: { called: cellName(profile.relation, column, value) } },
    ]),
    parts: true,
  }));
  return [
    factTable(profile, threshold, language),
    columnTable(profile, threshold, language),
    ...checkTable(profile, language),
    ...valueTables,
  ];
}
