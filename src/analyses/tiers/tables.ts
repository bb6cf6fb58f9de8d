import type { ColourToken } from '../../charts/chart-spec.ts';
import type { ColumnType, Unit } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { ColumnShape, FactShape, TableShape } from '../analysis.ts';
import { contributionColumns, summed } from '../contributions.ts';
import { tierColour, tierLabel, tierNames } from './names.ts';

/** Colour of a tier among those of the parameters. */
function valueColour(value: string, params: Readonly<Record<string, unknown>>): ColourToken {
  return tierColour(tierNames(params), value);
}

function tier(name: string, label: MessageKey): ColumnShape {
  return { name, type: 'text', meaning: 'group', label, valueLabel: tierLabel, valueColour };
}

function measure(name: string, unit: Unit, label: MessageKey, type: ColumnType = 'number'): ColumnShape {
  return { name, type, unit, meaning: 'measure', label };
}

const customers: ColumnShape = {
  name: 'customers',
  type: 'integer',
  unit: 'customers',
  meaning: 'contributors',
  label: 'tiers.column.customers',
};
const customer: ColumnShape = {
  name: 'customer',
  type: 'text',
  meaning: 'identifier',
  label: 'tiers.column.customer',
};
const customerShare = measure('customer_share', 'share', 'tiers.column.customerShare');
const revenue = measure('revenue', 'currency', 'tiers.column.revenue');
const clv = measure('clv', 'currency', 'tiers.column.clv');
const marginRate = measure('margin_rate', 'share', 'tiers.column.marginRate');

function moved(title: MessageKey): TableShape {
  return {
    kind: 'rows',
    title,
    key: 'customer_key',
    mayBeEmpty: true,
    columns: [
      customer,
      tier('from_tier', 'tiers.column.fromTier'),
      tier('to_tier', 'tiers.column.toTier'),
      measure('score_before', 'score', 'tiers.column.scoreBefore'),
      measure('score_after', 'score', 'tiers.column.scoreAfter'),
      clv,
    ],
  };
}

/** Tables of the tier model. Names of tables and columns are part of the command line. */
export const tiersTables: Readonly<Record<string, TableShape>> = {
  tiers: {
    kind: 'aggregate',
    title: 'tiers.table.tiers',
    members: { table: 'customers', by: { tier: 'tier' } },
    columns: [
      tier('tier', 'tiers.column.tier'),
      customers,
      customerShare,
      summed(revenue),
      measure('revenue_share', 'share', 'tiers.column.revenueShare'),
      measure('average_order_value', 'currency', 'tiers.column.averageOrderValue'),
      measure('average_score', 'score', 'tiers.column.averageScore'),
      summed(clv),
      measure('clv_per_customer', 'currency', 'tiers.column.clvPerCustomer'),
      measure('margin', 'currency', 'tiers.column.margin'),
      marginRate,
      ...contributionColumns('revenue'),
      ...contributionColumns('clv'),
    ],
  },
  evaluations: {
    kind: 'aggregate',
    title: 'tiers.table.evaluations',
    members: { table: 'evaluation_members', by: { day: 'day', tier: 'tier' }, figures: ['revenue'] },
    columns: [
      { name: 'day', type: 'date', meaning: 'group', label: 'tiers.column.day' },
      tier('tier', 'tiers.column.tier'),
      customers,
      customerShare,
      revenue,
      clv,
    ],
  },
  transitions: {
    kind: 'aggregate',
    title: 'tiers.table.transitions',
    members: {
      table: 'transition_members',
      by: { to_date: 'to_date', from_tier: 'from_tier', to_tier: 'to_tier' },
      figures: [],
    },
    columns: [
      { name: 'from_date', type: 'date', meaning: 'group', label: 'tiers.column.fromDate' },
      { name: 'to_date', type: 'date', meaning: 'group', label: 'tiers.column.toDate' },
      tier('from_tier', 'tiers.column.fromTier'),
      tier('to_tier', 'tiers.column.toTier'),
      customers,
      measure('share', 'share', 'tiers.column.shareOfTier'),
      measure('clv', 'currency', 'tiers.column.clvAtStake'),
    ],
  },
  plan: {
    kind: 'aggregate',
    title: 'tiers.table.plan',
    members: { table: 'customers', by: { tier: 'tier' } },
    mayBeEmpty: true,
    columns: [
      tier('tier', 'tiers.column.tier'),
      customers,
      measure('contacted', 'customers', 'tiers.column.contacted', 'integer'),
      measure('cost', 'currency', 'tiers.column.cost'),
      measure('responses', 'purchases', 'tiers.column.responses'),
      measure('revenue', 'currency', 'tiers.column.expectedRevenue'),
      measure('expected_return', 'currency', 'tiers.column.expectedReturn'),
      measure('return_on_cost', 'number', 'tiers.column.returnOnCost'),
    ],
  },
  upgrades: moved('tiers.table.upgrades'),
  downgrades: moved('tiers.table.downgrades'),
  customers: {
    kind: 'rows',
    title: 'tiers.table.customers',
    key: 'customer_key',
    columns: [
      customer,
      tier('tier', 'tiers.column.tier'),
      measure('score', 'score', 'tiers.column.score'),
      measure('value_part', 'score', 'tiers.column.valuePart'),
      measure('loyalty_part', 'score', 'tiers.column.loyaltyPart'),
      measure('growth_part', 'score', 'tiers.column.growthPart'),
      measure('profitability_part', 'score', 'tiers.column.profitabilityPart'),
      revenue,
      measure('orders', 'orders', 'tiers.column.orders', 'integer'),
      measure('tenure_days', 'days', 'tiers.column.tenureDays', 'integer'),
      measure('recency_days', 'days', 'tiers.column.recencyDays', 'integer'),
      measure('growth', 'currency', 'tiers.column.growth'),
      marginRate,
      clv,
      tier('next_tier', 'tiers.column.nextTier'),
      measure('score_to_next', 'score', 'tiers.column.scoreToNext'),
      measure('revenue_to_next', 'currency', 'tiers.column.revenueToNext'),
      measure('orders_to_next', 'orders', 'tiers.column.ordersToNext', 'integer'),
    ],
  },
};

/** Single figures of the tier model. */
export const tiersFacts: Readonly<Record<string, FactShape>> = {
  customers: { type: 'integer', unit: 'customers', label: 'tiers.column.customers' },
  analysis_date: { type: 'date', label: 'tiers.fact.analysisDate' },
  first_evaluation: { type: 'date', label: 'tiers.fact.firstEvaluation' },
  revenue: { type: 'number', unit: 'currency', label: 'tiers.column.revenue' },
  clv: { type: 'number', unit: 'currency', label: 'tiers.column.clv' },
  top_tier_customers: { type: 'integer', unit: 'customers', label: 'tiers.fact.topTierCustomers' },
  top_tier_revenue_share: { type: 'number', unit: 'share', label: 'tiers.fact.topTierRevenueShare' },
  upgraded: { type: 'integer', unit: 'customers', label: 'tiers.fact.upgraded' },
  downgraded: { type: 'integer', unit: 'customers', label: 'tiers.fact.downgraded' },
  clv_at_stake: { type: 'number', unit: 'currency', label: 'tiers.fact.clvAtStake' },
  budget_spent: { type: 'number', unit: 'currency', label: 'tiers.fact.budgetSpent' },
  expected_return: { type: 'number', unit: 'currency', label: 'tiers.column.expectedReturn' },
  marginal_return: { type: 'number', unit: 'number', label: 'tiers.fact.marginalReturn' },
};
