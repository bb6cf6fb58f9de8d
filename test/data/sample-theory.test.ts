import { describe, expect, it } from 'vitest';
import { generateOrders } from '../../src/data/sample/generate-orders.ts';
import { NO_SEASONS, SAMPLE_DEFAULTS, type ProcessParameters } from '../../src/data/sample/options.ts';
import { truth, type CustomerTruth } from '../../src/data/sample/truth.ts';
import { rowsOf } from './sample-rows.ts';

/** Gauss's hypergeometric series, summed until a term no longer counts; |z| < 1. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 0; Math.abs(term) > 1e-12 * Math.abs(sum); k += 1) {
    term *= (((a + k) * (b + k)) / (c + k)) * (z / (k + 1));
    sum += term;
  }
  return sum;
}

/** E[X(t)] of BG/NBD: Fader, Hardie & Lee 2005, equation 9. */
function expectedPurchases({ r, alpha, a, b }: ProcessParameters, t: number): number {
  const series = hypergeometric(r, b, a + b - 1, t / (alpha + t));
  return ((a + b - 1) / (a - 1)) * (1 - (alpha / (alpha + t)) ** r * series);
}

/** P(alive | x, t_x, T) of BG/NBD: Fader, Hardie & Lee 2008, "Computing P(alive) using the BG/NBD model". */
function aliveProbability({ r, alpha, a, b }: ProcessParameters, customer: CustomerTruth): number {
  const x = customer.orders - 1;
  if (x === 0) return 1;
  const odds = (a / (b + x - 1)) * ((alpha + customer.age) / (alpha + customer.recency)) ** (r + x);
  return 1 / (1 + odds);
}

interface Sample {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
}

function sample(values: readonly number[]): Sample {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(square / values.length) };
}

/** Four standard errors: one in 16,000 by chance, and the seeds are fixed. */
function expectNear({ mean, error }: Sample, expected: number): void {
  expect(Math.abs(mean - expected) / error).toBeLessThan(4);
}

const settings = [
  { name: 'without seasons', seed: 11, seasons: NO_SEASONS, parameters: SAMPLE_DEFAULTS.parameters },
  {
    name: 'with seasons',
    seed: 12,
    seasons: SAMPLE_DEFAULTS.seasons,
    parameters: SAMPLE_DEFAULTS.parameters,
  },
  {
    name: 'with the parameters of CDNOW',
    seed: 13,
    seasons: NO_SEASONS,
    parameters: { r: 0.2426, alpha: 30.9, a: 0.793, b: 2.426, p: 6.25, q: 3.744, gamma: 15.44 },
  },
];

describe.each(settings)('purchases $name', ({ seed, seasons, parameters }) => {
  const size = { customers: 20_000, mess: null, baskets: false };
  const options = { ...SAMPLE_DEFAULTS, ...size, seed, seasons, parameters };
  const customers = [...truth(options).eachCustomer()];

  it('are as many as BG/NBD expects', () => {
    const surplus = customers.map(({ orders, age }) => orders - 1 - expectedPurchases(parameters, age));
    expectNear(sample(surplus), 0);
  });

  it('leave as many customers with a single purchase as BG/NBD expects', () => {
    const { alpha, r } = parameters;
    const surplus = customers.map(({ orders, age }) => (orders === 1 ? 1 : 0) - (alpha / (alpha + age)) ** r);
    expectNear(sample(surplus), 0);
  });

  it('leave as many customers alive as P(alive) says', () => {
    const surplus = customers.map(
      (customer) => (customer.aliveAtEnd ? 1 : 0) - aliveProbability(parameters, customer),
    );
    expectNear(sample(surplus), 0);
  });

  it('have latent rates with the means of their distributions', () => {
    const { r, alpha, a, b, q, gamma } = parameters;
    expectNear(sample(customers.map(({ lambda }) => lambda)), r / alpha);
    expectNear(sample(customers.map(({ dropout }) => dropout)), a / (a + b));
    expectNear(sample(customers.map(({ nu }) => nu)), q / gamma);
  });

  it('spend what Gamma-Gamma expects, whoever buys', () => {
    const { p, q, gamma } = parameters;
    const first = new Map<string, number>();
    for (const row of rowsOf([...generateOrders(options)].join(''))) {
      if (row.status !== 'cancelled' && !first.has(row.customer_id)) {
        first.set(row.customer_id, Number(row.amount));
      }
    }
    expect(first.size).toBe(customers.length);
    expectNear(sample([...first.values()]), (p * gamma) / (q - 1));

    const frequent = customers.filter(({ orders }) => orders >= 3);
    const amounts = frequent.map(({ customerId }) => first.get(customerId) ?? 0);
    expectNear(sample(amounts), (p * gamma) / (q - 1));
  });
});
