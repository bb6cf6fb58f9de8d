import type { Dimension } from '../../analyses/rfm/params.ts';
import type { PlainKey } from '../../i18n/messages.ts';

/** What a definition can be asked for: one figure, or the whole screen. */
export const DEFINED = [
  'all',
  'segment',
  'customers',
  'customer_share',
  'revenue',
  'revenue_share',
  'average_order_value',
  'recency',
  'frequency',
  'monetary',
] as const;
export type Defined = (typeof DEFINED)[number];

/** How a figure is defined. */
export interface FigureDefinition {
  readonly title: PlainKey;
  /** Formulas in words. */
  readonly formulas: readonly PlainKey[];
  /** Table whose query made it. */
  readonly table: string;
  /** Dimensions whose thresholds it rests on. */
  readonly thresholds: readonly Dimension[];
}

const ALL: readonly Dimension[] = ['recency', 'frequency', 'monetary'];

/**
 * The definition of a figure.
 *
 * @param figure which one
 * @param monetary whether monetary is a sum or a mean in the result
 */
export function definitionOf(figure: Defined, monetary: 'sum' | 'mean'): FigureDefinition {
  const money: PlainKey =
    monetary === 'sum' ? 'rfmScreen.definition.monetarySum' : 'rfmScreen.definition.monetaryMean';
  const definitions: Readonly<Record<Defined, FigureDefinition>> = {
    all: {
      title: 'analysisScreen.definition.all',
      formulas: ['rfmScreen.definition.recency', 'rfmScreen.definition.frequency', money],
      table: 'scored',
      thresholds: ALL,
    },
    segment: {
      title: 'rfmScreen.customers.segment',
      formulas: [],
      table: 'segment_map',
      thresholds: ALL,
    },
    customers: {
      title: 'rfmScreen.segments.customers',
      formulas: ['rfmScreen.definition.customerCount'],
      table: 'segments',
      thresholds: ALL,
    },
    customer_share: {
      title: 'rfmScreen.segments.customerShare',
      formulas: ['rfmScreen.definition.customerShare'],
      table: 'segments',
      thresholds: ALL,
    },
    revenue: {
      title: 'rfmScreen.segments.revenue',
      formulas: ['rfmScreen.definition.revenue'],
      table: 'segments',
      thresholds: ALL,
    },
    revenue_share: {
      title: 'rfmScreen.segments.revenueShare',
      formulas: ['rfmScreen.definition.revenueShare'],
      table: 'segments',
      thresholds: ALL,
    },
    average_order_value: {
      title: 'rfmScreen.segments.averageOrderValue',
      formulas: ['rfmScreen.definition.averageOrderValue'],
      table: 'segments',
      thresholds: ALL,
    },
    recency: {
      title: 'rfmScreen.segments.medianRecency',
      formulas: ['rfmScreen.definition.recency'],
      table: 'segments',
      thresholds: ['recency'],
    },
    frequency: {
      title: 'rfmScreen.segments.medianFrequency',
      formulas: ['rfmScreen.definition.frequency'],
      table: 'segments',
      thresholds: ['frequency'],
    },
    monetary: {
      title: 'rfmScreen.segments.medianMonetary',
      formulas: [money],
      table: 'segments',
      thresholds: ['monetary'],
    },
  };
  return definitions[figure];
}
