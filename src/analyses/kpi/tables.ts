import type { Label } from '../../charts/chart-spec.ts';
import type { Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ColumnShape, TableShape } from '../analysis.ts';
import { isCount } from './facts.ts';
import { contributionColumns, summed } from '../contributions.ts';
import { NO_GROUP, OTHER_GROUPS } from './groups.ts';
import { COMPARED, INDICATOR_IDS, INDICATORS, type IndicatorId } from './indicators.ts';

type Names = Readonly<Record<string, MessageKey>>;

/** Names of values that stand for a message; any other value is its own name. */
function named(names: Names): (value: string) => Label {
  return (value) => {
    const key = names[value];
    return key === undefined ? { text: value } : { key };
  };
}

const kpiNames: Names = {
  ...Object.fromEntries(INDICATOR_IDS.map((id) => [id, INDICATORS[id].label])),
  clv: 'kpi.name.clv',
};

/** Name of an indicator. */
export const kpiLabel = named(kpiNames);

const unitNames: Names = {
  currency: 'kpi.unit.currency',
  share: 'kpi.unit.share',
  orders: 'kpi.unit.orders',
  customers: 'kpi.unit.customers',
  days: 'kpi.unit.days',
  number: 'kpi.unit.number',
};

/** Name of a period that another is compared with. */
export const basisLabel = named({ previous: 'kpi.basis.previous', last_year: 'kpi.basis.lastYear' });
/** Name of a factor of revenue. */
export const factorLabel = named({
  customers: 'kpi.factor.customers',
  frequency: 'kpi.factor.frequency',
  order_value: 'kpi.factor.orderValue',
});
/** Name of a kind of customers. */
export const sourceLabel = named({ new: 'kpi.name.new', returning: 'kpi.name.returning' });
/** Name of a group: its own, or what stands for rows without one and for the groups not listed. */
export const groupLabel = named({ [NO_GROUP]: 'kpi.group.none', [OTHER_GROUPS]: 'kpi.group.others' });

function measure(
  name: string,
  unit: Unit,
  label: MessageKey,
  type: 'integer' | 'number' = 'number',
): ColumnShape {
  return { name, type, unit, meaning: 'measure', label };
}

/** Share of the sum of a column over the rows so far. */
function cumulativeShare(of: string, ranked: boolean): ColumnShape {
  const column = measure('cumulative_share', 'share', 'kpi.column.cumulativeShare');
  return { ...column, disclosure: { kind: 'running', of, within: [], ranked } };
}

function group(name: string, label: MessageKey, valueLabel?: (value: string) => Label): ColumnShape {
  return { name, type: 'text', meaning: 'group', label, ...(valueLabel === undefined ? {} : { valueLabel }) };
}

function customers(label: MessageKey): ColumnShape {
  return { name: 'customers', type: 'integer', unit: 'customers', meaning: 'contributors', label };
}

const period: ColumnShape = { name: 'period', type: 'date', meaning: 'group', label: 'kpi.column.period' };
const partial: ColumnShape = {
  name: 'partial',
  type: 'boolean',
  meaning: 'group',
  label: 'kpi.column.partial',
};
const fewest = customers('kpi.column.fewest');

function indicator(id: IndicatorId): ColumnShape {
  const { label, unit } = INDICATORS[id];
  return measure(id, unit, label, isCount(id) ? 'integer' : 'number');
}

const CHANGES = {
  revenue: 'kpi.changes.revenue',
  orders: 'kpi.changes.orders',
  active: 'kpi.changes.active',
  average_order_value: 'kpi.changes.averageOrderValue',
} as const;

function compared(id: (typeof COMPARED)[number]): readonly ColumnShape[] {
  const { unit } = INDICATORS[id];
  const type = isCount(id) ? 'integer' : 'number';
  const label = CHANGES[id];
  return [
    indicator(id),
    measure(`${id}_previous`, unit, `${label}.previous`, type),
    measure(`${id}_change`, unit, `${label}.change`),
    measure(`${id}_change_rate`, 'share', `${label}.changeRate`),
    measure(`${id}_last_year`, unit, `${label}.lastYear`, type),
    measure(`${id}_year_change`, unit, `${label}.yearChange`),
    measure(`${id}_year_change_rate`, 'share', `${label}.yearChangeRate`),
  ];
}

/** Customers of each row: those with an order in the period, or in the group over all periods shown. */
const PERIOD_MEMBERS: TableShape['members'] = {
  table: 'period_members',
  by: { period: 'period' },
  figures: ['orders', 'revenue', 'margin'],
};
const GROUP_MEMBERS: TableShape['members'] = {
  table: 'group_members',
  by: { group: 'group' },
  figures: ['revenue', 'margin'],
};

function aggregate(title: MessageKey, columns: readonly ColumnShape[], mayBeEmpty = false): TableShape {
  return { kind: 'aggregate', title, columns, ...(mayBeEmpty ? { mayBeEmpty } : {}) };
}

/** Tables of the indicators. Names of tables and columns are part of the command line. */
export const kpiTables: Readonly<Record<string, TableShape>> = {
  summary: aggregate('kpi.table.summary', [
    group('kpi', 'kpi.column.kpi', kpiLabel),
    group('unit', 'kpi.column.unit', named(unitNames)),
    fewest,
    measure('current', 'number', 'kpi.column.current'),
    measure('previous', 'number', 'kpi.column.previous'),
    measure('change', 'number', 'kpi.column.change'),
    measure('change_rate', 'share', 'kpi.column.changeRate'),
    measure('last_year', 'number', 'kpi.column.lastYear'),
    measure('year_change', 'number', 'kpi.column.yearChange'),
    measure('year_change_rate', 'share', 'kpi.column.yearChangeRate'),
    measure('target', 'number', 'kpi.column.target'),
    {
      name: 'status',
      type: 'text',
      meaning: 'measure',
      label: 'kpi.column.status',
      valueLabel: named({ reached: 'kpi.status.reached', missed: 'kpi.status.missed' }),
    },
  ]),
  periods: {
    ...aggregate('kpi.table.periods', [
      period,
      partial,
      customers('kpi.name.active'),
      ...INDICATOR_IDS.filter((id) => id !== 'active').map(indicator),
    ]),
    members: PERIOD_MEMBERS,
  },
  changes: aggregate('kpi.table.changes', [period, partial, fewest, ...COMPARED.flatMap(compared)]),
  growth: aggregate(
    'kpi.table.growth',
    [
      group('basis', 'kpi.column.basis', basisLabel),
      group('factor', 'kpi.column.factor', factorLabel),
      group('source', 'kpi.column.source', sourceLabel),
      fewest,
      measure('effect', 'currency', 'kpi.column.effect'),
    ],
    true,
  ),
  growth_periods: aggregate(
    'kpi.table.growthPeriods',
    [
      period,
      fewest,
      measure('revenue_change', 'currency', 'kpi.changes.revenue.change'),
      measure('new_customers', 'currency', 'kpi.effect.newCustomers'),
      measure('new_frequency', 'currency', 'kpi.effect.newFrequency'),
      measure('new_order_value', 'currency', 'kpi.effect.newOrderValue'),
      measure('returning_customers', 'currency', 'kpi.effect.returningCustomers'),
      measure('returning_frequency', 'currency', 'kpi.effect.returningFrequency'),
      measure('returning_order_value', 'currency', 'kpi.effect.returningOrderValue'),
    ],
    true,
  ),
  groups: {
    rankedBy: () => true,
    ...aggregate(
      'kpi.table.groups',
      [
        group('group', 'kpi.column.group', groupLabel),
        customers('kpi.column.customers'),
        summed(indicator('revenue')),
        measure('revenue_share', 'share', 'kpi.column.revenueShare'),
        cumulativeShare('revenue', true),
        indicator('margin'),
        measure('margin_share', 'share', 'kpi.column.marginShare'),
        indicator('margin_rate'),
        indicator('revenue_per_customer'),
        ...contributionColumns('revenue'),
      ],
      true,
    ),
    members: GROUP_MEMBERS,
  },
  mix: {
    rankedBy: () => true,
    ...aggregate(
      'kpi.table.mix',
      [
        group('basis', 'kpi.column.basis', basisLabel),
        group('group', 'kpi.column.group', groupLabel),
        fewest,
        measure('revenue_before', 'currency', 'kpi.column.revenueBefore'),
        indicator('revenue'),
        measure('change', 'currency', 'kpi.column.change'),
        measure('price', 'currency', 'kpi.effect.price'),
        measure('volume', 'currency', 'kpi.effect.volume'),
        measure('mix', 'currency', 'kpi.effect.mix'),
      ],
      true,
    ),
  },
  pareto: {
    ...aggregate('kpi.table.pareto', [
      {
        name: 'customer_share',
        type: 'number',
        unit: 'share',
        meaning: 'group',
        label: 'kpi.column.customerShare',
      },
      customers('kpi.column.customers'),
      indicator('revenue'),
      cumulativeShare('revenue', false),
    ]),
    members: {
      table: 'pareto_members',
      by: { customer_share: 'customer_share' },
      figures: ['revenue'],
    },
  },
};
