import { type Kernel, type KernelOptions, numbersOf } from '../../contract/kernel.ts';
import { allocate, type Offer } from './allocation.ts';

/** A row of the plan as the kernel is given it; `tier` counts from 1, best first. */
export interface AllocationRow {
  readonly tier: number;
  readonly cost: number;
  readonly response: number;
  readonly value: number | null;
  readonly maxShare: number;
}

interface AllocationOptions {
  readonly budget: number | null;
  readonly rows: readonly AllocationRow[];
}

/** Settings of {@link allocationKernel}. */
export function allocationOptions(options: AllocationOptions): KernelOptions {
  return { budget: options.budget, rows: options.rows.map((row) => ({ ...row })) };
}

/**
 * Allocates a budget to tiers. It is given `tiers` with columns `tier`, `customers` and `spend` (expected amount of
 * an order) and makes `allocation`, a row for each row of the plan, and `budget`, one row. Without a budget it makes
 * nothing.
 */
export const allocationKernel: Kernel = ({ inputs, options }) => {
  const { budget, rows } = options as unknown as AllocationOptions;
  if (budget === null) return {};
  const tier = numbersOf(inputs['tiers'], 'tier');
  const customers = numbersOf(inputs['tiers'], 'customers');
  const spend = numbersOf(inputs['tiers'], 'spend');
  const offers = rows.map((row): Offer => {
    const place = tier.indexOf(row.tier);
    return {
      customers: customers[place] ?? 0,
      maxShare: row.maxShare,
      cost: row.cost,
      response: row.response,
      value: row.value ?? spend[place] ?? Number.NaN,
    };
  });
  const { contacted, expectedReturn, marginalReturn } = allocate(offers, budget);
  const column = (figure: (offer: Offer, count: number) => number): Float64Array =>
    Float64Array.from(offers, (offer, index) => figure(offer, contacted[index] ?? 0));
  const responses = column((offer, count) => count * offer.response);
  const revenue = column((offer, count) => (count === 0 ? 0 : count * offer.response * offer.value));
  const cost = column((offer, count) => count * offer.cost);
  return {
    allocation: {
      tier: Float64Array.from(rows, (row) => row.tier),
      contacted: Float64Array.from(contacted),
      cost,
      responses,
      revenue,
    },
    budget: {
      spent: Float64Array.of(cost.reduce((sum, each) => sum + each, 0)),
      expected_return: Float64Array.of(expectedReturn),
      marginal_return: Float64Array.of(marginalReturn),
    },
  };
};
