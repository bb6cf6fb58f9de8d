import type { Kernel } from '../contract/kernel.ts';
import { expectations } from './clv/kernels/expectations.ts';
import { bootstrap } from './clv/kernels/bootstrap.ts';
import { intervals } from './clv/kernels/intervals.ts';
import { aliveHistory } from './clv/kernels/alive-history.ts';
import { explainKernel } from './churn/kernels/explain.ts';
import { survivalKernel } from './churn/kernels/survival.ts';
import { fitPurchases } from './clv/kernels/fit-purchases.ts';
import { fitSpend } from './clv/kernels/fit-spend.ts';
import { predict } from './clv/kernels/predict.ts';
import { measureKernel } from '../privacy/anonymity/kernels/measure-kernel.ts';
import { uniquesKernel } from '../privacy/anonymity/kernels/uniques-kernel.ts';
import { mondrianKernel } from '../privacy/deidentify/mondrian-kernel.ts';
import { searchKernel } from '../privacy/deidentify/kernels/search-kernel.ts';
import { allocationKernel } from './tiers/allocation-kernel.ts';

/** Every kernel there is, by the name that plans call it by. */
export const KERNELS: Readonly<Record<string, Kernel>> = {
  'churn.survival': survivalKernel,
  'churn.explain': explainKernel,
  'clv.purchases': fitPurchases,
  'clv.spend': fitSpend,
  'clv.predict': predict,
  'clv.alive': aliveHistory,
  'clv.intervals': intervals,
  'clv.bootstrap': bootstrap,
  'clv.expectations': expectations,
  'tiers.allocation': allocationKernel,
  'anonymity.measure': measureKernel,
  'anonymity.uniques': uniquesKernel,
  'deidentify.search': searchKernel,
  'deidentify.mondrian': mondrianKernel,
};

/**
 * Finds a kernel by name.
 *
 * @throws RangeError when there is none, which is a mistake in our code
 */
export function findKernel(name: string): Kernel {
  const kernel = KERNELS[name];
  if (kernel === undefined) throw new RangeError(`there is no kernel ${name}`);
  return kernel;
}
