import type { PlainKey } from '../../i18n/messages.ts';
import type { Translate } from '../../i18n/translate.ts';

/** Trades that templates know. */
export const TRADES = ['general', 'retail', 'education', 'finance', 'hotel'] as const;
export type Trade = (typeof TRADES)[number];

/** What is usual in a trade. Lengths are starting points for the reader to change, not rules. */
export interface TradeSettings {
  /** Names of columns and cells in SQL. */
  readonly names: {
    readonly customers: string;
    readonly orders: string;
    readonly order: string;
    /** What the quantity of an order line counts. */
    readonly quantity: string;
  };
  /** Period of the review, and whole periods without an order after which a customer counts as lost. */
  readonly grain: 'month' | 'quarter';
  readonly lostAfter: number;
  /** Period that cohorts are named by. */
  readonly cohorts: 'month' | 'quarter';
  /** When customers cool, are at risk, have lapsed, in its periods. */
  readonly lifecycle: {
    readonly period: 'month' | 'quarter';
    readonly coolingAfter: number;
    readonly atRiskAfter: number;
    readonly lapsedAfter: number;
  };
  /** Months of history that RFM looks at. */
  readonly rfmMonths: number;
  /** Months that value is counted ahead. */
  readonly horizonMonths: number;
}

const GENERAL: TradeSettings = {
  names: { customers: 'customers', orders: 'orders', order: 'order', quantity: 'units' },
  grain: 'month',
  lostAfter: 3,
  cohorts: 'month',
  lifecycle: silence('month', 3, 6, 12),
  rfmMonths: 24,
  horizonMonths: 12,
};

/** Where customers come a few times a year, their history is looked at for longer. */
const SELDOM: TradeSettings = { ...GENERAL, cohorts: 'quarter', rfmMonths: 36, horizonMonths: 24 };

/** When customers cool, are at risk, have lapsed, in periods of one kind. */
function silence(
  period: 'month' | 'quarter',
  coolingAfter: number,
  atRiskAfter: number,
  lapsedAfter: number,
): TradeSettings['lifecycle'] {
  return { period, coolingAfter, atRiskAfter, lapsedAfter };
}

/** What is usual in each trade: how often its customers come decides the lengths. */
export const TRADE_SETTINGS: Readonly<Record<Trade, TradeSettings>> = {
  general: GENERAL,
  retail: { ...GENERAL, lifecycle: silence('month', 2, 4, 9) },
  // Courses run for a term, so that a renewal is due months after an enrolment.
  education: {
    ...SELDOM,
    names: { customers: 'learners', orders: 'enrolments', order: 'enrolment', quantity: 'courses' },
    lostAfter: 6,
    lifecycle: silence('quarter', 2, 3, 4),
  },
  // Accounts move every few weeks: silence tells early.
  finance: {
    ...GENERAL,
    names: { ...GENERAL.names, customers: 'clients', orders: 'transactions', order: 'transaction' },
    lostAfter: 2,
    lifecycle: silence('month', 1, 2, 4),
    rfmMonths: 12,
  },
  // Most guests stay once or twice a year.
  hotel: {
    ...SELDOM,
    names: { customers: 'guests', orders: 'stays', order: 'stay', quantity: 'nights' },
    grain: 'quarter',
    lostAfter: 4,
    lifecycle: silence('quarter', 2, 4, 8),
  },
};

/** Words of a trade in the reader's language, for the places of messages. */
export interface TradeWords {
  readonly trade: string;
  readonly customers: string;
  readonly orders: string;
  readonly order: string;
  readonly revenue: string;
}

/** The name of a trade. */
export function tradeLabel(trade: Trade): PlainKey {
  return `templates.trade.${trade}.name`;
}

/** Words of a trade. */
export function tradeWords(trade: Trade, translate: Translate): TradeWords {
  const say = translate as (key: PlainKey) => string;
  return {
    trade: say(`templates.trade.${trade}.name`),
    customers: say(`templates.trade.${trade}.customers`),
    orders: say(`templates.trade.${trade}.orders`),
    order: say(`templates.trade.${trade}.order`),
    revenue: say(`templates.trade.${trade}.revenue`),
  };
}
