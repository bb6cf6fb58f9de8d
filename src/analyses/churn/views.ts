import type {
  CategorySpec,
  ColourToken,
  HistogramSpec,
  LineSeries,
  LineSpec,
} from '../../charts/chart-spec.ts';
import { type ResultSet, texts } from '../../contract/result-set.ts';
import type { View, ViewContext } from '../analysis.ts';
import { contributors, figures, withheldRows } from '../drawn-table.ts';
import { EVERYBODY } from './kernels/survival.ts';
import { groupLabel } from './tables.ts';

const COLOURS: readonly ColourToken[] = ['series1', 'series2', 'series3', 'series4', 'series5', 'series6'];
/** Most groups a chart draws; the table has them all. */
const MOST_BARS = 40;

function aliveDistribution(table: ResultSet, context: ViewContext): HistogramSpec {
  const ends = figures(table, 'to').map((end) => end ?? 1);
  return {
    kind: 'histogram',
    title: 'churn.view.pAlive',
    unit: 'customers',
    definition: { key: 'churn.definition.pAlive' },
    currency: context.currency,
    contributors: contributors(table),
    quantity: 'churn.column.pAlive',
    quantityUnit: 'share',
    edges: [0, ...ends],
    counts: figures(table, 'customers'),
    withheld: withheldRows(table),
    openEnd: false,
  };
}

/** Customers at risk before the first time of each curve are all of its customers. */
function customersOf(table: ResultSet): number | null {
  const names = texts(table, 'group');
  const counts = figures(table, 'at_risk');
  const firsts = names.flatMap((name, row) => (names.indexOf(name) === row ? [row] : []));
  const everybody = firsts.filter((row) => names[row] === EVERYBODY);
  const counted = everybody.length > 0 ? everybody : firsts;
  return counted.reduce<number | null>((sum, row) => {
    const count = counts[row] ?? null;
    return sum === null || count === null ? null : sum + count;
  }, 0);
}

/** A curve over the times of all: between its own times it keeps its figure. */
function curve(table: ResultSet, name: string, times: readonly number[], colour: ColourToken): LineSeries {
  const names = texts(table, 'group');
  const rows = names.flatMap((each, row) => (each === name ? [row] : []));
  const [time, survival, low, high, atRisk] = ['time', 'survival', 'low', 'high', 'at_risk'].map((column) =>
    figures(table, column),
  );
  let next = 0;
  const places = times.map((at) => {
    while (next < rows.length && (time?.[rows[next] ?? -1] ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    return next === 0 ? null : (rows[next - 1] ?? null);
  });
  const last = time?.[rows.at(-1) ?? -1] ?? 0;
  const at = (column: readonly (number | null)[] | undefined, before: number | null): (number | null)[] =>
    places.map((row, index) =>
      (times[index] ?? 0) > last ? null : row === null ? before : (column?.[row] ?? null),
    );
  return {
    label: groupLabel(name),
    colour,
    style: name === EVERYBODY && names.some((each) => each !== EVERYBODY) ? 'dashed' : 'solid',
    step: true,
    values: at(survival, 1),
    low: at(low, null),
    high: at(high, null),
    withheld: places.map((row) => row !== null && (atRisk?.[row] ?? null) === null),
  };
}

function survivalCurves(table: ResultSet, context: ViewContext): LineSpec {
  const names = [...new Set(texts(table, 'group'))];
  const groups = names.filter((name) => name !== EVERYBODY).slice(0, COLOURS.length - 1);
  const shown = [...groups, ...(names.includes(EVERYBODY) ? [EVERYBODY] : [])];
  const times = [...new Set([0, ...figures(table, 'time').map((time) => time ?? 0)])].sort((a, b) => a - b);
  return {
    kind: 'line',
    title: 'churn.view.survival',
    unit: 'share',
    figure: 'churn.column.survival',
    definition: { key: 'churn.definition.survival' },
    currency: context.currency,
    contributors: customersOf(table),
    x: { title: 'churn.column.tenure', kind: 'number', unit: 'periods', values: times },
    series: shown.map((name, index) =>
      curve(
        table,
        name,
        times,
        groups.length > 0 && name === EVERYBODY ? 'neutral' : (COLOURS[index] ?? 'series1'),
      ),
    ),
    zeroBased: true,
  };
}

function groupRates(table: ResultSet, context: ViewContext): CategorySpec {
  const names = texts(table, 'group');
  const rates = figures(table, 'churn_rate');
  const withheld = withheldRows(table);
  return {
    kind: 'bar',
    title: 'churn.view.groups',
    unit: 'share',
    figure: 'churn.column.churnRate',
    definition: { key: 'churn.definition.churnRate' },
    currency: context.currency,
    contributors: contributors(table),
    categories: names.slice(0, MOST_BARS).map((name, index) => ({
      label: groupLabel(name),
      value: rates[index] ?? null,
      withheld: withheld[index] ?? false,
      colour: 'accent',
    })),
  };
}

function atRiskByTenure(table: ResultSet, context: ViewContext): LineSpec {
  const spec = survivalCurves(table, context);
  const counts = figures(table, 'at_risk');
  const names = texts(table, 'group');
  const times = figures(table, 'time');
  const at = (name: string): (number | null)[] => {
    const rows = names.flatMap((each, row) => (each === name ? [row] : []));
    return spec.x.values.map((value) => {
      const row = rows.find((each) => (times[each] ?? 0) >= Number(value));
      return row === undefined ? 0 : (counts[row] ?? null);
    });
  };
  const shown = [...new Set(names)];
  const groups = shown.filter((name) => name !== EVERYBODY).slice(0, COLOURS.length - 1);
  const drawn = [...groups, ...(shown.includes(EVERYBODY) ? [EVERYBODY] : [])];
  return {
    ...spec,
    title: 'churn.view.atRisk',
    unit: 'customers',
    figure: 'churn.column.atRisk',
    definition: { key: 'churn.definition.atRisk' },
    series: spec.series.map((series, index) => {
      const values = at(drawn[index] ?? EVERYBODY);
      return {
        label: series.label,
        colour: series.colour,
        style: series.style,
        values,
        withheld: values.map((value) => value === null),
      };
    }),
  };
}

function retentionFit(table: ResultSet, context: ViewContext): LineSpec {
  const withheld = withheldRows(table, 'at_risk');
  const series = (column: string): readonly (number | null)[] => figures(table, column);
  return {
    kind: 'line',
    title: 'churn.view.sbg',
    unit: 'share',
    figure: 'churn.column.observedSurvival',
    definition: { key: 'churn.definition.sbg' },
    currency: context.currency,
    contributors: table.rowCount === 0 ? 0 : (figures(table, 'at_risk')[0] ?? null),
    x: {
      title: 'churn.column.period',
      kind: 'number',
      unit: 'periods',
      values: figures(table, 'period').map((period) => period ?? 0),
    },
    series: [
      {
        label: { key: 'churn.column.observedSurvival' },
        colour: 'series1',
        style: 'solid',
        values: series('observed_survival'),
        withheld,
      },
      {
        label: { key: 'churn.column.fittedSurvival' },
        colour: 'series2',
        style: 'dashed',
        values: series('fitted_survival'),
        withheld,
      },
    ],
    zeroBased: true,
  };
}

const notContractual = ({ setting }: Readonly<Record<string, unknown>>): boolean => setting !== 'contractual';
const notNonContractual = ({ setting }: Readonly<Record<string, unknown>>): boolean =>
  setting !== 'nonContractual';

/** What can be drawn of churn. */
export const churnViews: readonly View[] = [
  {
    id: 'p_alive',
    title: 'churn.view.pAlive',
    table: 'bands',
    when: notContractual,
    chart: aliveDistribution,
  },
  {
    id: 'groups',
    title: 'churn.view.groups',
    table: 'groups',
    when: ({ groupBy }) => groupBy !== null,
    chart: groupRates,
  },
  {
    id: 'survival',
    title: 'churn.view.survival',
    table: 'survival',
    width: 'full',
    when: notNonContractual,
    chart: survivalCurves,
  },
  {
    id: 'at_risk',
    title: 'churn.view.atRisk',
    table: 'survival',
    when: notNonContractual,
    chart: atRiskByTenure,
  },
  { id: 'sbg', title: 'churn.view.sbg', table: 'sbg', when: notNonContractual, chart: retentionFit },
];
