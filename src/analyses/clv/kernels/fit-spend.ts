import { type Kernel, numbersOf } from '../../../contract/kernel.ts';
import { fitGammaGamma } from '../../../stats/btyd/gamma-gamma.ts';

/** Settings of the kernel `clv.spend`. */
export interface SpendOptions {
  /** `mean` asks for means whatever the fit says. */
  readonly spend: 'gammagamma' | 'mean';
  readonly output: string;
}

/** Columns of the table that holds a fit of spend, one row. */
export const SPEND_COLUMNS = {
  used: 'text',
  converged: 'integer',
  customers: 'integer',
  log_likelihood: 'number',
  correlation: 'number',
  mean_repeat: 'number',
  p: 'number',
  p_se: 'number',
  q: 'number',
  q_se: 'number',
  v: 'number',
  v_se: 'number',
} as const;

/** Pearson's correlation; NaN where one of the two does not vary. */
function correlation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  let [meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const dx = (x[i] ?? 0) - meanX;
    const dy = (y[i] ?? 0) - meanY;
    meanX += dx / (i + 1);
    meanY += dy / (i + 1);
    xx += dx * ((x[i] ?? 0) - meanX);
    yy += dy * ((y[i] ?? 0) - meanY);
    xy += dx * ((y[i] ?? 0) - meanY);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Number.NaN;
}

/**
 * Fits the Gamma-Gamma model of spend (Fader & Hardie 2013) to customers with repeat purchases of some amount
 * (`customers`: x, m), and tells how far spend goes with frequency, which the model takes to be independent. Where
 * it does not converge, or its population mean is not defined (q ≤ 1), means stand in for it.
 */
export const fitSpend: Kernel = ({ inputs, options }, tell) => {
  const { spend, output } = options as unknown as SpendOptions;
  const x = numbersOf(inputs['customers'], 'x');
  const m = numbersOf(inputs['customers'], 'm');
  if (x.length === 0) return {};
  tell(0);
  const fit = fitGammaGamma(
    x,
    m,
    x.map(() => 1),
  );
  tell(1);
  const [p = Number.NaN, q = Number.NaN, v = Number.NaN] = fit.parameters;
  const [pError = Number.NaN, qError = Number.NaN, vError = Number.NaN] = fit.standardErrors;
  const usable = fit.converged && q > 1 && Number.isFinite(p) && Number.isFinite(v);
  const figures = {
    converged: fit.converged ? 1 : 0,
    customers: x.length,
    log_likelihood: fit.logLikelihood,
    correlation: correlation(x, m),
    mean_repeat: m.reduce((sum, each) => sum + each, 0) / m.length,
    p,
    p_se: pError,
    q,
    q_se: qError,
    v,
    v_se: vError,
  };
  return {
    [output]: {
      used: [spend === 'gammagamma' && usable ? 'gammagamma' : 'mean'],
      ...Object.fromEntries(Object.entries(figures).map(([name, each]) => [name, Float64Array.of(each)])),
    },
  };
};
