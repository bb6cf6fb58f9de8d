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
  lifecycle: { period: 'month', coolingAfter: 3, atRiskAfter: 6, lapsedAfter: 12 },
  rfmMonths: 24,
  horizonMonths: 12,
};

/** What is usual in each trade: how often its customers come decides the lengths. */
export const TRADE_SETTINGS: Readonly<Record<Trade, TradeSettings>> = {
  general: GENERAL,
  retail: { ...GENERAL, lifecycle: { period: 'month', coolingAfter: 2, atRiskAfter: 4, lapsedAfter: 9 } },
  // Courses run for a term, so that a renewal is due months after an enrolment.
  education: {
    names: { customers: 'learners', orders: 'enrolments', order: 'enrolment', quantity: 'courses' },
    grain: 'month',
    lostAfter: 6,
    cohorts: 'quarter',
    lifecycle: { period: 'quarter', coolingAfter: 2, atRiskAfter: 3, lapsedAfter: 4 },
    rfmMonths: 36,
    horizonMonths: 24,
  },
  // Accounts move every few weeks: silence tells early.
  finance: {
    names: { customers: 'clients', orders: 'transactions', order: 'transaction', quantity: 'units' },
    grain: 'month',
    lostAfter: 2,
    cohorts: 'month',
    lifecycle: { period: 'month', coolingAfter: 1, atRiskAfter: 2, lapsedAfter: 4 },
    rfmMonths: 12,
    horizonMonths: 12,
  },
  // Most guests stay once or twice a year.
  hotel: {
    names: { customers: 'guests', orders: 'stays', order: 'stay', quantity: 'nights' },
    grain: 'quarter',
    lostAfter: 4,
    cohorts: 'quarter',
    lifecycle: { period: 'quarter', coolingAfter: 2, atRiskAfter: 4, lapsedAfter: 8 },
    rfmMonths: 36,
    horizonMonths: 24,
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
