import { type Kernel, numbersOf, textsOf } from '../../../contract/kernel.ts';
import { prepareRefit } from '../../../stats/btyd/bootstrap.ts';
import { fitModel } from '../../../stats/btyd/fit.ts';
import { fitGammaGamma } from '../../../stats/btyd/gamma-gamma.ts';
import { Random } from '../../../stats/random/random.ts';
import { baseOf, fittedOf } from './customer-base.ts';
import { parametersOf, PURCHASE_PARAMETERS } from './fit-purchases.ts';

/** Settings of the kernel `clv.bootstrap`. */
export interface BootstrapOptions {
  readonly unitDays: number;
  readonly seed: number;
}

const SPEND_PARAMETERS = ['p', 'q', 'v'] as const;

/** Columns of the replicates, one row each. */
export const REPLICATE_COLUMNS = {
  replicate: 'integer',
  model: 'text',
  ...(Object.fromEntries(
    [...PURCHASE_PARAMETERS, ...SPEND_PARAMETERS].map((name) => [name, 'number']),
  ) as Readonly<Record<string, 'number'>>),
  mean_repeat: 'number',
} as const;

/**
 * Draws as many customers as there are, with replacement, for one replicate.
 *
 * @param seed of the whole bootstrap
 * @param take is given the place of each customer drawn, in the order of the kernel's customers
 */
export function drawCustomers(
  customers: number,
  seed: number,
  replicate: number,
  take: (customer: number) => void,
): void {
  const random = new Random().seed(seed, replicate, 0);
  for (let draw = 0; draw < customers; draw += 1) take(random.below(customers));
}

/**
 * Fits purchases and spend again to customers drawn with replacement (Efron 1979), once for each replicate of its
 * part. Purchases and spend of a replicate rest on the same draw. A replicate depends on the seed and its number
 * alone, so it is the same however the work was divided.
 *
 * Inputs: `entries`; `customers` with the place of their entry and m, in a settled order; `fit` and `spend`, from
 * which the searches start.
 */
export const bootstrap: Kernel = ({ inputs, options, part }, tell) => {
  const { unitDays, seed } = options as unknown as BootstrapOptions;
  const base = baseOf(inputs['entries'], unitDays);
  const fitted = fittedOf(inputs['fit']);
  if (fitted === null || base.x.length === 0) return {};
  const place = numbersOf(inputs['customers'], 'place');
  const m = numbersOf(inputs['customers'], 'm');
  const spend = inputs['spend'];
  const start = Float64Array.from(SPEND_PARAMETERS, (name) => numbersOf(spend, name)[0] ?? Number.NaN);
  const usesModel = textsOf(spend, 'used')[0] === 'gammagamma';
  const { from, to } = part ?? { from: 0, to: 1 };

  const whole = fitModel(fitted.model.name, base, { starts: [fitted.parameters] });
  const refit = prepareRefit(whole, base);
  const repeats = Float64Array.from(place.keys()).filter(
    (i) => (base.x[place[i] ?? 0] ?? 0) > 0 && (m[i] ?? 0) > 0,
  );
  const x = repeats.map((i) => base.x[place[i] ?? 0] ?? 0);
  const amounts = repeats.map((i) => m[i] ?? 0);
  const names = parametersOf(fitted.model.name);
  const columns = Object.fromEntries(
    ['replicate', ...PURCHASE_PARAMETERS, ...SPEND_PARAMETERS, 'mean_repeat'].map((name) => [
      name,
      new Float64Array(to - from).fill(Number.NaN),
    ]),
  );
  const put = (name: string, row: number, value: number | undefined): void => {
    const column = columns[name];
    if (column !== undefined) column[row] = value ?? Number.NaN;
  };
  const times = new Float64Array(place.length);
  const weight = new Float64Array(base.x.length);
  for (let replicate = from; replicate < to; replicate += 1) {
    const row = replicate - from;
    times.fill(0);
    weight.fill(0);
    drawCustomers(place.length, seed, replicate, (customer) => {
      const entry = place[customer] ?? 0;
      times[customer] = (times[customer] ?? 0) + 1;
      weight[entry] = (weight[entry] ?? 0) + 1;
    });
    const { parameters } = refit(weight);
    put('replicate', row, replicate);
    for (const [index, name] of names.entries()) put(name, row, parameters[index]);

    const drawn = repeats.map((i) => times[i] ?? 0);
    const total = drawn.reduce((sum, each) => sum + each, 0);
    if (total > 0) {
      put('mean_repeat', row, amounts.reduce((sum, each, i) => sum + each * (drawn[i] ?? 0), 0) / total);
      const spent = usesModel ? fitGammaGamma(x, amounts, drawn, start).parameters : null;
      for (const [index, name] of SPEND_PARAMETERS.entries()) put(name, row, spent?.[index]);
    }
    tell((row + 1) / (to - from));
  }
  const model = Array.from({ length: to - from }, () => fitted.model.name);
  return { replicates: { ...columns, model } };
};
