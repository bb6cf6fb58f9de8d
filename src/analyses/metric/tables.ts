import type { ColourToken, Label } from '../../charts/chart-spec.ts';
import type { Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ColumnShape, FactShape, TableShape } from '../analysis.ts';
import { contributionColumns, summed } from '../contributions.ts';
import { periodLabel } from '../period-label.ts';
import { stateColour, stateLabel } from '../lifecycle/states.ts';
import { segmentColour, segmentLabel } from '../rfm/segments.ts';
import { tierColour, tierLabel } from '../tiers/names.ts';
import { DEFAULT_TIER_NAMES } from '../tiers/params.ts';
import { columnLabel, NO_VALUE, OTHER_VALUES } from './columns.ts';
import { MARGINS, type Measure, MONEY, NEWCOMERS, UNITS } from './params.ts';

/** A value of a dimension as it is read. */
export function valueLabel(value: string): Label {
  if (value === NO_VALUE) return { key: 'metric.value.none' };
  return value === OTHER_VALUES ? { key: 'metric.value.others' } : { text: value };
}

type Params = Readonly<Record<string, unknown>>;

/** How values of a division are named and coloured by the analysis that they come from. */
interface ValueLook {
  readonly label: (value: string) => Label;
  readonly colour: (value: string) => ColourToken;
}

const LOOKS: Readonly<Record<string, ValueLook>> = {
  segment: { label: segmentLabel, colour: segmentColour },
  tier: { label: tierLabel, colour: (value) => tierColour(DEFAULT_TIER_NAMES, value) },
  lifecycleState: { label: stateLabel, colour: stateColour },
};

/** Dimensions whose values are names of periods. */
const PERIODS: ReadonlySet<string> = new Set(['orderQuarter', 'orderMonth', 'orderWeek', 'cohortMonth']);

/** Names and colours of the values of a dimension under these parameters; undefined where they have none of their own. */
export function lookOf(params: Params, place: number): ValueLook | undefined {
  return LOOKS[namesIn(params, 'dimensions')[place] ?? ''];
}

/** A value of a dimension as it is read under these parameters: a period as its readers write it. */
export function valueLabelIn(params: Params, place: number, value: string): Label {
  const period = PERIODS.has(namesIn(params, 'dimensions')[place] ?? '') ? periodLabel(value) : null;
  if (period !== null) return period;
  const look = value === NO_VALUE || value === OTHER_VALUES ? undefined : lookOf(params, place);
  return look === undefined ? valueLabel(value) : look.label(value);
}

/** A parameter that is a list of names. */
function namesIn(params: Params, param: string): readonly string[] {
  const names = params[param];
  return Array.isArray(names) ? names.map(String) : [];
}

function dimension(place: number): ColumnShape {
  const label: MessageKey = place === 0 ? 'metric.column.dimension1' : 'metric.column.dimension2';
  return {
    name: `dimension${place + 1}`,
    type: 'text',
    meaning: 'group',
    label,
    valueLabel: (value, params = {}) => valueLabelIn(params, place, value),
    valueColour: (value, params) => lookOf(params, place)?.colour(value) ?? 'accent',
    totalLabel: 'metric.value.all',
    when: (params) => namesIn(params, 'dimensions').length > place,
    labelFor: (params) => {
      const name = namesIn(params, 'dimensions')[place];
      return name === undefined ? { key: label } : columnLabel(name);
    },
  };
}

function measure(
  name: string,
  unit: Unit,
  label: MessageKey,
  type: 'number' | 'integer' = 'number',
): ColumnShape {
  return { name, type, unit, meaning: 'measure', label };
}

/** A measure that is there when it, or one of others that bring it along, is asked for. */
function asked(
  name: Measure,
  unit: Unit,
  label: MessageKey,
  type: 'number' | 'integer' = 'number',
  by: readonly Measure[] = [name],
): ColumnShape {
  const when = (params: Readonly<Record<string, unknown>>): boolean =>
    by.some((each) => namesIn(params, 'measures').includes(each));
  return { ...measure(name, unit, label, type), when };
}

/** Tables of a metric. Names of tables and columns are part of the command line. */
export const metricTables: Readonly<Record<string, TableShape>> = {
  cells: {
    kind: 'aggregate',
    title: 'metric.table.cells',
    dimensions: ['dimension1', 'dimension2'],
    members: { table: 'members', by: { dimension1: 'dimension1', dimension2: 'dimension2' } },
    columns: [
      dimension(0),
      dimension(1),
      {
        name: 'customers',
        type: 'integer',
        unit: 'customers',
        meaning: 'contributors',
        label: 'metric.column.customers',
      },
      asked('orders', 'orders', 'metric.measure.orders', 'integer'),
      summed(asked('revenue', 'currency', 'metric.measure.revenue', 'number', MONEY)),
      asked('average_order_value', 'currency', 'metric.measure.averageOrderValue'),
      asked('revenue_per_customer', 'currency', 'metric.measure.revenuePerCustomer'),
      summed(asked('units', 'number', 'metric.measure.units', 'number', UNITS)),
      asked('customer_share', 'share', 'metric.measure.customerShare'),
      {
        ...asked('new_customers', 'customers', 'metric.measure.newCustomers', 'integer', NEWCOMERS),
        disclosure: { kind: 'count' },
      },
      {
        ...asked('returning_customers', 'customers', 'metric.measure.returningCustomers', 'integer'),
        disclosure: { kind: 'count' },
      },
      asked('new_customer_share', 'share', 'metric.measure.newCustomerShare'),
      asked('orders_per_customer', 'number', 'metric.measure.ordersPerCustomer'),
      asked('units_per_order', 'number', 'metric.measure.unitsPerOrder'),
      summed(asked('margin', 'currency', 'metric.measure.margin', 'number', MARGINS)),
      asked('margin_rate', 'share', 'metric.measure.marginRate'),
      ...contributionColumns('revenue'),
      ...contributionColumns('units'),
      ...contributionColumns('margin'),
    ],
  },
  members: {
    kind: 'rows',
    title: 'metric.table.members',
    key: 'customer_key',
    columns: [
      { name: 'customer', type: 'text', meaning: 'identifier', label: 'metric.column.customer' },
      dimension(0),
      dimension(1),
      measure('orders', 'orders', 'metric.measure.orders', 'integer'),
      measure('revenue', 'currency', 'metric.measure.revenue'),
    ],
  },
};

/** Single figures of a metric: of everyone who meets the conditions. */
export const metricFacts: Readonly<Record<string, FactShape>> = {
  customers: { type: 'integer', unit: 'customers', label: 'metric.column.customers' },
  orders: { type: 'integer', unit: 'orders', label: 'metric.measure.orders' },
  revenue: { type: 'number', unit: 'currency', label: 'metric.measure.revenue' },
  groups: { type: 'integer', label: 'metric.fact.groups' },
};
