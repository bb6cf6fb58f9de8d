import type {
  CategorySpec,
  HeatmapSpec,
  Label,
  LineSeries,
  LineSpec,
  SeriesBarSpec,
} from '../../charts/chart-spec.ts';
import { texts, type ResultSet, type Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { View, ViewContext } from '../analysis.ts';
import { contributors, figures, withheldRows } from '../drawn-table.ts';
import { segmentColour, SEGMENTS } from '../rfm/segments.ts';
import { aliveBandLabel, groupLabel, valueBandLabel } from './tables.ts';
import type { DiscountRate, Horizon } from './time.ts';

const UNIT_LABELS = {
  day: 'clv.unit.day',
  week: 'clv.unit.week',
  month: 'clv.unit.month',
  year: 'clv.unit.year',
} as const;

const UNITS_LABELS = {
  day: 'clv.unit.days',
  week: 'clv.unit.weeks',
  month: 'clv.unit.months',
  year: 'clv.unit.years',
} as const;

function horizonUnit({ value, unit }: Horizon): Label {
  return { key: (value === 1 ? UNIT_LABELS : UNITS_LABELS)[unit] };
}

/** Over which horizon and at which rate value is counted: it stands on every chart of value. */
function valueDefinition({ params }: ViewContext): Label {
  const horizon = params['horizon'] as Horizon;
  const rate = params['discountRate'] as DiscountRate;
  return {
    key: 'clv.definition.value',
    values: {
      value: horizon.value,
      unit: horizonUnit(horizon),
      rate: Math.round(rate.rate * 1e4) / 100,
      per: { key: UNIT_LABELS[rate.per] },
    },
  };
}

function horizonDefinition({ params }: ViewContext): Label {
  const horizon = params['horizon'] as Horizon;
  return {
    key: 'clv.definition.horizon',
    values: { value: horizon.value, unit: horizonUnit(horizon) },
  };
}

interface GroupBars {
  readonly id: string;
  readonly title: MessageKey;
  readonly figure: string;
}

function byGroup({ id, title, figure }: GroupBars): View {
  return {
    id,
    title,
    table: 'groups',
    when: ({ groupBy }) => groupBy !== null,
    chart(table, context): CategorySpec {
      const values = figures(table, figure);
      const withheld = withheldRows(table);
      return {
        kind: 'bar',
        title,
        unit: 'currency',
        currency: context.currency,
        definition: valueDefinition(context),
        contributors: contributors(table),
        categories: texts(table, 'group').map((name, index) => ({
          label: groupLabel(name),
          value: values[index] ?? null,
          withheld: withheld[index] ?? false,
          colour: SEGMENTS[name] === undefined ? 'accent' : segmentColour(name),
        })),
      };
    },
  };
}

function line(table: ResultSet, name: string, label: MessageKey, look: Partial<LineSeries>): LineSeries {
  return {
    label: { key: label },
    colour: 'series1',
    style: 'solid',
    values: figures(table, name),
    withheld: withheldRows(table),
    ...look,
  };
}

function lorenz(table: ResultSet, context: ViewContext): LineSpec {
  const shares = figures(table, 'customer_share').map((share) => share ?? 0);
  const fromZero = (series: LineSeries): LineSeries => ({
    ...series,
    values: [0, ...series.values],
    withheld: [false, ...series.withheld],
  });
  return {
    kind: 'line',
    title: 'clv.view.concentration',
    unit: 'share',
    figure: 'clv.column.cumulativeClvShare',
    definition: { key: 'clv.definition.concentration' },
    currency: context.currency,
    contributors: contributors(table),
    x: { title: 'clv.column.customerShare', kind: 'number', unit: 'share', values: [0, ...shares] },
    series: [
      fromZero(line(table, 'clv_share', 'clv.series.clv', {})),
      fromZero(line(table, 'historic_share', 'clv.series.historic', { colour: 'series2', style: 'dashed' })),
    ],
    zeroBased: true,
    reference: 'diagonal',
  };
}

/** Customers behind weekly figures: those who had come by the last week. */
function arrived(table: ResultSet): number | null {
  const counts = figures(table, 'customers');
  return counts.includes(null) ? null : (counts.at(-1) ?? 0);
}

function tracking(cumulative: boolean): View {
  const title = cumulative ? 'clv.view.trackingCumulative' : 'clv.view.trackingWeekly';
  return {
    id: cumulative ? 'tracking_cumulative' : 'tracking_weekly',
    title,
    table: 'tracking',
    width: 'full',
    when: ({ model }) => model !== 'bgbb',
    chart(table, context): LineSpec {
      const weeks = figures(table, 'week_end').map((end) => end ?? 0);
      const split = texts(table, 'phase').lastIndexOf('calibration');
      const at = weeks[split];
      const actual = cumulative ? 'cumulative_actual' : 'actual';
      const expected = cumulative ? 'cumulative_expected' : 'expected';
      return {
        kind: 'line',
        title,
        unit: 'purchases',
        definition: { key: 'clv.definition.tracking' },
        currency: context.currency,
        contributors: arrived(table),
        x: { title: 'clv.column.weekEnd', kind: 'date', grain: 'day', values: weeks },
        series: [
          line(table, actual, 'clv.series.actual', {}),
          line(table, expected, 'clv.series.expected', { colour: 'series2', style: 'dashed' }),
        ],
        zeroBased: true,
        marker:
          at === undefined || split === weeks.length - 1
            ? null
            : { x: at, label: { key: 'clv.marker.calibrationEnd' } },
      };
    },
  };
}

interface Bar {
  readonly column: string;
  readonly label: MessageKey;
}

const BAR_COLOURS = ['series1', 'series2', 'series6'] as const;

interface FrequencyBars {
  readonly id: string;
  readonly title: MessageKey;
  readonly unit: Unit;
  readonly bars: readonly Bar[];
  readonly definition: (context: ViewContext) => Label;
}

/** Bars over frequency; the view has the name of its table. */
function byFrequency({ id, title, unit, bars, definition }: FrequencyBars): View {
  return {
    id,
    title,
    table: id,
    chart(found, context): SeriesBarSpec {
      return {
        kind: 'grouped',
        title,
        unit,
        definition: definition(context),
        currency: context.currency,
        contributors: contributors(found),
        x: {
          title: 'clv.column.frequency',
          labels: texts(found, 'frequency').map((text) => ({ text })),
        },
        series: bars.map(({ column, label }, index) => ({
          label: { key: label },
          colour: BAR_COLOURS[index] ?? 'neutral',
          values: figures(found, column),
          withheld: withheldRows(found),
        })),
      };
    },
  };
}

function matrix(id: string, title: MessageKey, figure: string, unit: Unit): View {
  return {
    id,
    title,
    table: id,
    chart(table, context): HeatmapSpec {
      const frequencies = [...new Set(figures(table, 'frequency'))];
      const since = [...new Set(figures(table, 'since_last_days'))].sort((a, b) => (a ?? 0) - (b ?? 0));
      const rows = figures(table, 'frequency');
      const columns = figures(table, 'since_last_days');
      const withheld = withheldRows(table);
      const [count = 0] = figures(table, 'customers');
      return {
        kind: 'heatmap',
        scale: 'sequential',
        title,
        unit,
        definition: unit === 'share' ? { key: 'clv.definition.alive' } : horizonDefinition(context),
        currency: context.currency,
        contributors: withheld.includes(true) ? null : count,
        x: { title: 'clv.column.sinceLast', labels: since.map((days) => ({ text: String(days ?? '') })) },
        y: {
          title: 'clv.column.frequency',
          labels: frequencies.map((count) => ({ text: String(count ?? '') })),
        },
        cells: figures(table, figure).map((value, index) => ({
          x: since.indexOf(columns[index] ?? null),
          y: frequencies.indexOf(rows[index] ?? null),
          value,
          withheld: withheld[index] ?? false,
          label: null,
        })),
      };
    },
  };
}

function atRisk(table: ResultSet, context: ViewContext): HeatmapSpec {
  const values = texts(table, 'value_band');
  const alive = texts(table, 'alive_band');
  const rows = [...new Set(values)];
  const columns = [...new Set(alive)];
  const withheld = withheldRows(table);
  return {
    kind: 'heatmap',
    scale: 'sequential',
    title: 'clv.view.atRisk',
    unit: 'currency',
    figure: 'clv.column.clvAtStake',
    definition: { key: 'clv.definition.atRisk' },
    currency: context.currency,
    contributors: contributors(table),
    x: { title: 'clv.column.aliveBand', labels: columns.map(aliveBandLabel) },
    y: { title: 'clv.column.valueBand', labels: rows.map(valueBandLabel), first: 'top' },
    cells: figures(table, 'clv_at_stake').map((value, index) => ({
      x: columns.indexOf(alive[index] ?? ''),
      y: rows.indexOf(values[index] ?? ''),
      value,
      withheld: withheld[index] ?? false,
      label: null,
    })),
  };
}

/** What can be drawn of customer lifetime value. */
export const clvViews: readonly View[] = [
  byGroup({ id: 'clv_by_group', title: 'clv.view.clvByGroup', figure: 'clv' }),
  byGroup({
    id: 'clv_per_customer_by_group',
    title: 'clv.view.clvPerCustomerByGroup',
    figure: 'clv_per_customer',
  }),
  { id: 'concentration', title: 'clv.view.concentration', table: 'concentration', chart: lorenz },
  { id: 'at_risk', title: 'clv.view.atRisk', table: 'at_risk', chart: atRisk },
  tracking(true),
  tracking(false),
  byFrequency({
    id: 'holdout',
    title: 'clv.view.holdout',
    unit: 'purchases',
    bars: [
      { column: 'actual_mean', label: 'clv.series.actual' },
      { column: 'expected_mean', label: 'clv.series.expected' },
      { column: 'naive_mean', label: 'clv.series.naive' },
    ],
    definition: () => ({ key: 'clv.definition.holdout' }),
  }),
  byFrequency({
    id: 'frequency',
    title: 'clv.view.frequency',
    unit: 'customers',
    bars: [
      { column: 'customers', label: 'clv.series.actual' },
      { column: 'expected', label: 'clv.series.expected' },
    ],
    definition: () => ({ key: 'clv.definition.frequency' }),
  }),
  matrix('alive_matrix', 'clv.view.aliveMatrix', 'p_alive', 'share'),
  matrix('expected_matrix', 'clv.view.expectedMatrix', 'expected_purchases', 'purchases'),
  byFrequency({
    id: 'marginal',
    title: 'clv.view.marginal',
    unit: 'currency',
    bars: [
      { column: 'clv_per_customer', label: 'clv.series.now' },
      { column: 'clv_after_purchase', label: 'clv.series.afterPurchase' },
    ],
    definition: valueDefinition,
  }),
];
