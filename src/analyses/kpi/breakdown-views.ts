import type { LineSpec, SeriesBarSpec } from '../../charts/chart-spec.ts';
import { type ResultSet, texts } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { View } from '../analysis.ts';
import { contributors, figures, withheldRows } from '../drawn-table.ts';
import { BASES } from './comparison.ts';
import { customersOfPeriods, MOST_BARS } from './drawn-periods.ts';
import { FACTORS } from './growth.ts';
import { basisLabel, factorLabel, groupLabel, sourceLabel } from './tables.ts';

/** Rows of a table by what their columns say. */
function rowOf(table: ResultSet, wanted: Readonly<Record<string, string>>): number {
  const columns = Object.entries(wanted).map(([name, value]) => [texts(table, name), value] as const);
  return Array.from({ length: table.rowCount }, (_, row) => row).findIndex((row) =>
    columns.every(([values, value]) => values[row] === value),
  );
}

/** Effects on revenue against one basis: bars by factor, new beside returning customers. */
export function growthView(id: string, title: MessageKey, basis: (typeof BASES)[number]): View {
  return {
    id,
    title,
    table: 'growth',
    chart(table, context): SeriesBarSpec {
      const effects = figures(table, 'effect');
      const withheld = withheldRows(table);
      const there = FACTORS.filter((factor) => rowOf(table, { basis, factor }) !== -1);
      return {
        kind: 'grouped',
        title,
        unit: 'currency',
        figure: 'kpi.column.effect',
        definition: { key: 'kpi.definition.growth' },
        currency: context.currency,
        contributors: customersOfPeriods(table),
        x: { title: 'kpi.column.factor', labels: there.map(factorLabel) },
        series: (['new', 'returning'] as const).map((source, index) => {
          const rows = there.map((factor) => rowOf(table, { basis, factor, source }));
          return {
            label: sourceLabel(source),
            colour: index === 0 ? 'series2' : 'series1',
            values: rows.map((row) => effects[row] ?? null),
            withheld: rows.map((row) => withheld[row] ?? false),
          };
        }),
      };
    },
  };
}

const isGrouped: View['when'] = (params) => params['groupBy'] !== null;

/** Revenue beside margin, where there is one, of the largest groups. */
export const groupsView: View = {
  id: 'groups',
  title: 'kpi.view.groups',
  table: 'groups',
  width: 'full',
  when: isGrouped,
  chart(table, context): SeriesBarSpec {
    const largest = <T>(values: readonly T[]): readonly T[] => values.slice(0, MOST_BARS);
    const withheld = largest(withheldRows(table));
    const margins = largest(figures(table, 'margin'));
    const revenue = {
      label: { key: 'kpi.name.revenue' },
      colour: 'series1',
      values: largest(figures(table, 'revenue')),
      withheld,
    } as const;
    const margin = {
      label: { key: 'kpi.name.margin' },
      colour: 'series2',
      values: margins,
      withheld,
    } as const;
    return {
      kind: 'grouped',
      title: 'kpi.view.groups',
      unit: 'currency',
      definition: { key: 'kpi.definition.groups' },
      currency: context.currency,
      contributors: customersOfPeriods(table),
      x: { title: 'kpi.column.group', labels: largest(texts(table, 'group')).map(groupLabel) },
      series: margins.every((value) => value === null) ? [revenue] : [revenue, margin],
    };
  },
};

const EFFECTS = ['price', 'volume', 'mix'] as const;
const EFFECT_LABELS = {
  price: 'kpi.effect.price',
  volume: 'kpi.effect.volume',
  mix: 'kpi.effect.mix',
} as const;

/** Price, volume and mix, all groups together. */
export const mixView: View = {
  id: 'mix',
  title: 'kpi.view.mix',
  table: 'mix',
  when: isGrouped,
  chart(table, context): SeriesBarSpec {
    const bases = texts(table, 'basis');
    const withheld = withheldRows(table);
    const there = BASES.filter((basis) => bases.includes(basis));
    return {
      kind: 'grouped',
      title: 'kpi.view.mix',
      unit: 'currency',
      figure: 'kpi.column.effect',
      definition: { key: 'kpi.definition.mix' },
      currency: context.currency,
      contributors: customersOfPeriods(table),
      x: { title: 'kpi.column.effect', labels: EFFECTS.map((effect) => ({ key: EFFECT_LABELS[effect] })) },
      series: there.map((basis, index) => {
        const rows = bases.flatMap((each, row) => (each === basis ? [row] : []));
        const hidden = rows.some((row) => withheld[row] === true);
        return {
          label: basisLabel(basis),
          colour: index === 0 ? 'series1' : 'series4',
          values: EFFECTS.map((effect) => {
            const effects = figures(table, effect);
            return hidden ? null : rows.reduce((sum, row) => sum + (effects[row] ?? 0), 0);
          }),
          withheld: EFFECTS.map(() => hidden),
        };
      }),
    };
  },
};

/** Share of revenue of those who spend most. */
export const paretoView: View = {
  id: 'pareto',
  title: 'kpi.view.pareto',
  table: 'pareto',
  chart(table, context): LineSpec {
    const empty = table.rowCount === 0;
    return {
      kind: 'line',
      title: 'kpi.view.pareto',
      unit: 'share',
      figure: 'kpi.column.cumulativeShare',
      definition: { key: 'kpi.definition.pareto' },
      currency: context.currency,
      contributors: contributors(table),
      x: {
        title: 'kpi.column.customerShare',
        kind: 'number',
        unit: 'share',
        values: empty ? [] : [0, ...figures(table, 'customer_share').map((share) => share ?? 0)],
      },
      zeroBased: true,
      reference: 'diagonal',
      series: [
        {
          label: { key: 'kpi.column.cumulativeShare' },
          colour: 'series1',
          style: 'solid',
          values: empty ? [] : [0, ...figures(table, 'cumulative_share')],
          withheld: empty ? [] : [false, ...withheldRows(table)],
        },
      ],
    };
  },
};
