import type { Kernel, KernelTable } from '../../../contract/kernel.ts';
import { type Fit, fitModel } from '../../../stats/btyd/fit.ts';
import type { ModelName } from '../../../stats/btyd/model.ts';
import { baseOf } from './customer-base.ts';

/** Settings of the kernel `clv.purchases`. */
export interface PurchasesOptions {
  readonly model: ModelName;
  /** Days of the unit that parameters are to be in; 1 where the times are opportunities. */
  readonly unitDays: number;
  /** Name of the table it makes. */
  readonly output: string;
}

/** Every parameter that a model of purchases may have. */
export const PURCHASE_PARAMETERS = ['r', 'alpha', 'a', 'b', 's', 'beta', 'gamma', 'delta'] as const;

/** Columns of the table that holds a fit, one row. A parameter the model has not is NULL. */
export const FIT_COLUMNS = {
  model: 'text',
  asked: 'text',
  boundary: 'integer',
  converged: 'integer',
  customers: 'integer',
  log_likelihood: 'number',
  asked_log_likelihood: 'number',
  nbd_log_likelihood: 'number',
  gradient_norm: 'number',
  condition_number: 'number',
  iterations: 'integer',
  ...(Object.fromEntries(
    PURCHASE_PARAMETERS.flatMap((name) => [
      [name, 'number'],
      [`${name}_se`, 'number'],
    ]),
  ) as Readonly<Record<string, 'number'>>),
} as const;

function fitRow(asked: Fit, used: Fit): KernelTable {
  const figures: Record<string, number> = {
    boundary: asked.boundary ? 1 : 0,
    converged: used.converged ? 1 : 0,
    customers: used.customers,
    log_likelihood: used.logLikelihood,
    asked_log_likelihood: asked.logLikelihood,
    nbd_log_likelihood: asked.nbdLogLikelihood,
    gradient_norm: used.gradientNorm,
    condition_number: used.conditionNumber,
    iterations: used.iterations,
  };
  for (const name of PURCHASE_PARAMETERS) {
    const place = parametersOf(used.model).indexOf(name);
    figures[name] = used.parameters[place] ?? Number.NaN;
    figures[`${name}_se`] = used.standardErrors[place] ?? Number.NaN;
  }
  return {
    model: [used.model],
    asked: [asked.model],
    ...Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, Float64Array.of(figure)])),
  };
}

/** Parameters of a model in the order that fits have them. */
export function parametersOf(model: ModelName): readonly string[] {
  switch (model) {
    case 'nbd':
      return ['r', 'alpha'];
    case 'bgnbd':
    case 'mbgnbd':
      return ['r', 'alpha', 'a', 'b'];
    case 'paretonbd':
      return ['r', 'alpha', 's', 'beta'];
    case 'bgbb':
      return ['alpha', 'beta', 'gamma', 'delta'];
  }
}

/**
 * Fits a model of repeat purchases to the distinct statistics of customers (`entries`: x, tx, t, customers). Where
 * its likelihood has no interior maximum, because nobody drops out, the NBD stands in for it.
 */
export const fitPurchases: Kernel = ({ inputs, options }, tell) => {
  const { model, unitDays, output } = options as unknown as PurchasesOptions;
  const base = baseOf(inputs['entries'], unitDays);
  if (base.x.length === 0) return {};
  const asked = fitModel(model, base, {
    tell: (share) => {
      tell(0.9 * share);
    },
  });
  const used = asked.boundary && model !== 'nbd' ? fitModel('nbd', base) : asked;
  tell(1);
  return { [output]: fitRow(asked, used) };
};
