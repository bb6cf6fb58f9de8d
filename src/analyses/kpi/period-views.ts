import type { ColourToken, Label, LineSeries, LineSpec, SeriesBarSpec } from '../../charts/chart-spec.ts';
import { column, type ResultSet, type Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { View, ViewContext } from '../analysis.ts';
import { figures, withheldRows } from '../drawn-table.ts';
import { customersOfPeriods, MOST_BARS } from './drawn-periods.ts';
import type { KpiGrain } from './period.ts';

interface Drawn {
  readonly column: string;
  readonly label: Label;
  readonly colour: ColourToken;
  readonly style?: LineSeries['style'];
  /** The figure is of another period, so it is finished even where this one is partial. */
  readonly settled?: boolean;
}

function grainOf({ params }: ViewContext): KpiGrain {
  return params['grain'] as KpiGrain;
}

function partialRows(table: ResultSet): readonly boolean[] {
  return column(table, 'partial').values.map((value) => value === true);
}

interface Lines {
  readonly id: string;
  readonly title: MessageKey;
  readonly table: 'periods' | 'changes';
  readonly unit: Unit;
  readonly figure?: MessageKey;
  readonly definition: MessageKey;
  readonly zeroBased?: boolean;
  readonly width?: 'half' | 'full';
  readonly series: readonly Drawn[];
}

/** Lines over the periods; partial ones are unfinished. */
export function lines({
  id,
  title,
  table: name,
  unit,
  figure,
  definition,
  zeroBased = true,
  width,
  series,
}: Lines): View {
  return {
    id,
    title,
    table: name,
    ...(width === undefined ? {} : { width }),
    chart(table, context): LineSpec {
      const withheld = withheldRows(table);
      const partial = partialRows(table);
      return {
        kind: 'line',
        title,
        unit,
        ...(figure === undefined ? {} : { figure }),
        definition: { key: definition },
        currency: context.currency,
        contributors: customersOfPeriods(table),
        x: {
          title: 'kpi.column.period',
          kind: 'date',
          grain: grainOf(context),
          values: figures(table, 'period').map((value) => value ?? 0),
        },
        zeroBased,
        series: series.map((each) => ({
          label: each.label,
          colour: each.colour,
          style: each.style ?? 'solid',
          values: figures(table, each.column),
          withheld,
          ...(each.settled === true ? {} : { incomplete: partial }),
        })),
      };
    },
  };
}

/** Name of a period under a bar. */
function periodText(start: number, grain: KpiGrain): string {
  const day = new Date(start).toISOString();
  switch (grain) {
    case 'day':
    case 'week':
      return day.slice(0, 10);
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.floor(new Date(start).getUTCMonth() / 3) + 1}`;
    case 'year':
      return day.slice(0, 4);
  }
}

/** Bars of customers by period, the latest periods only. */
export function customerBars(
  kind: SeriesBarSpec['kind'],
  id: string,
  title: MessageKey,
  definition: MessageKey,
  series: readonly Drawn[],
): View {
  return {
    id,
    title,
    table: 'periods',
    chart(table, context): SeriesBarSpec {
      const latest = <T>(values: readonly T[]): readonly T[] => values.slice(-MOST_BARS);
      const grain = grainOf(context);
      return {
        kind,
        title,
        unit: 'customers',
        definition: { key: definition },
        currency: context.currency,
        contributors: customersOfPeriods(table),
        x: {
          title: 'kpi.column.period',
          labels: latest(figures(table, 'period')).map((start) => ({ text: periodText(start ?? 0, grain) })),
        },
        series: series.map((each) => ({
          label: each.label,
          colour: each.colour,
          values: latest(figures(table, each.column)),
          withheld: latest(withheldRows(table)),
          incomplete: latest(partialRows(table)),
        })),
      };
    },
  };
}
