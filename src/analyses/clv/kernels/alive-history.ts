import { type Kernel, numbersOf } from '../../../contract/kernel.ts';
import { pAliveHistory } from '../../../stats/btyd/alive-history.ts';
import { fittedOf } from './customer-base.ts';

/** Settings of the kernel `clv.alive`. */
export interface AliveOptions {
  readonly unitDays: number;
}

/** Columns of the history, one row per day looked at. */
export const ALIVE_COLUMNS = { moment: 'number', p_alive: 'number' } as const;

/**
 * P(alive) of one customer at each of some times (`times`: moment), as a fit sees it from the purchases known by then
 * (`purchases`: moment, since the first).
 */
export const aliveHistory: Kernel = ({ inputs, options }) => {
  const { unitDays } = options as unknown as AliveOptions;
  const fitted = fittedOf(inputs['fit']);
  const purchases = numbersOf(inputs['purchases'], 'moment');
  const times = numbersOf(inputs['times'], 'moment');
  if (fitted === null || purchases.length === 0 || times.length === 0) return {};
  const inUnits = (days: Float64Array): Float64Array => days.map((each) => each / unitDays);
  const pAlive = pAliveHistory(fitted.model, fitted.parameters, inUnits(purchases), inUnits(times));
  return { alive_at: { moment: times, p_alive: pAlive } };
};
