import { at } from '../columns.ts';
import type { Random } from '../random/random.ts';
import type { CustomerBase } from './customer-base.ts';
import { four, type ModelName } from './model.ts';

interface History {
  x: number;
  tx: number;
}

/** One customer's repeat purchases within T, by what the model says customers do. */
type Process = (parameters: Float64Array, T: number, random: Random) => History;

const PROCESSES: Readonly<Record<ModelName, Process>> = {
  bgnbd: (parameters, T, random) => geometric(parameters, T, random, false),
  mbgnbd: (parameters, T, random) => geometric(parameters, T, random, true),
  paretonbd: (parameters, T, random) => {
    const [r, alpha, s, beta] = four(parameters);
    const lambda = random.gamma(r) / alpha;
    const dropout = (random.exponential() * beta) / random.gamma(s);
    return purchasesUntil(Math.min(T, dropout), lambda, random, 0);
  },
  nbd: (parameters, T, random) =>
    purchasesUntil(T, random.gamma(at(parameters, 0)) / at(parameters, 1), random, 0),
  bgbb: (parameters, T, random) => {
    const [alpha, beta, gamma, delta] = four(parameters);
    const p = random.beta(alpha, beta);
    const theta = random.beta(gamma, delta);
    const history = { x: 0, tx: 0 };
    for (let i = 1; i <= T && random.uniform() >= theta; i += 1) {
      if (random.uniform() >= p) continue;
      history.x += 1;
      history.tx = i;
    }
    return history;
  },
};

function geometric(parameters: Float64Array, T: number, random: Random, atStart: boolean): History {
  const [r, alpha, a, b] = four(parameters);
  const lambda = random.gamma(r) / alpha;
  const p = random.beta(a, b);
  if (atStart && random.uniform() < p) return { x: 0, tx: 0 };
  return purchasesUntil(T, lambda, random, p);
}

function purchasesUntil(end: number, lambda: number, random: Random, p: number): History {
  const history = { x: 0, tx: 0 };
  for (;;) {
    const next = history.tx + random.exponential() / lambda;
    if (!(next <= end)) return history;
    history.x += 1;
    history.tx = next;
    if (p > 0 && random.uniform() < p) return history;
  }
}

/**
 * Customers drawn from a model: for recovering its parameters and for comparing it with data.
 *
 * @param name which model
 * @param parameters of the model
 * @param T how long each customer is observed; for `bgbb` numbers of opportunities
 * @param random where the randomness comes from
 * @returns one entry per customer, in the order of T, with weight 1
 */
export function simulate(
  name: ModelName,
  parameters: Float64Array,
  T: Float64Array,
  random: Random,
): CustomerBase {
  const x = new Float64Array(T.length);
  const tx = new Float64Array(T.length);
  for (let i = 0; i < T.length; i += 1) {
    const history = PROCESSES[name](parameters, at(T, i), random);
    x[i] = history.x;
    tx[i] = history.tx;
  }
  return { x, tx, T, weight: new Float64Array(T.length).fill(1) };
}

/**
 * Mean amounts of repeat purchases drawn from the gamma-gamma model; 0 where nothing was bought again.
 *
 * @param parameters p, q, v
 * @param x repeat purchases per entry
 * @param random where the randomness comes from
 */
export function simulateSpend(parameters: Float64Array, x: Float64Array, random: Random): Float64Array {
  const [p = 1, q = 1, v = 1] = parameters;
  return x.map((xi) => {
    const nu = random.gamma(q) / v;
    return xi > 0 ? random.gamma(p * xi) / (nu * xi) : 0;
  });
}
