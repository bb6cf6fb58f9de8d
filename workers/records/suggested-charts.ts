import type { ComparedAsk, ComparedMeasure, ComparedRecords } from '../../src/contract/compared-records.ts';
import type { OutColumn } from './recode-columns.ts';

/** Columns with more values than this make no chart by themselves. */
const FEW_VALUES = 60;

/**
 * Charts that suggest themselves: customers, or records where nothing tells customers apart, by the first two
 * generalised columns, the mean of the amounts by the first of them, and the first analysis that can still be run.
 */
export function suggestedCharts({
  customer,
  amount,
  ranged,
  columns,
  analyses,
}: Pick<ComparedRecords, 'customer' | 'amount' | 'ranged' | 'analyses'> & {
  readonly columns: readonly OutColumn[];
}): readonly ComparedAsk[] {
  const dividing = columns.filter(({ fate }) => fate !== 'pseudonymised');
  const kept = dividing.filter(
    ({ fate, name, classification }) =>
      fate === 'kept' && name !== amount && classification.distinct <= FEW_VALUES,
  );
  const generalised = dividing.filter(({ fate, name }) => fate === 'generalised' && !ranged.includes(name));
  // Ranges of their own have no counterpart before; other columns come first then.
  const by = [...generalised, ...kept, ...dividing.filter(({ name }) => ranged.includes(name))]
    .slice(0, 2)
    .map(({ name }) => name);
  const figures = (measure: ComparedMeasure, column: string, of: string | null) => ({
    kind: 'figures' as const,
    measure,
    of,
    by: column,
    where: [],
  });
  const mean = customer === null ? 'average_order_value' : 'revenue_per_customer';
  const [first] = by;
  return [
    ...by.map((column) => figures(customer === null ? 'orders' : 'customers', column, null)),
    ...(amount === null || first === undefined ? [] : [figures(mean, first, amount)]),
    ...analyses.slice(0, 1).map((analysisId) => ({ kind: 'analysis' as const, analysisId, params: {} })),
  ];
}
