import { lnGamma } from '../../stats/special/gamma.ts';
import type { SampleClasses } from './sample-classes.ts';

const MOST_ITERATIONS = 100;
const CONVERGED = 1e-14;

/** First derivatives of the log-likelihood in θ and α, and the second ones. */
interface Derivatives {
  readonly theta: number;
  readonly alpha: number;
  readonly thetaTheta: number;
  readonly thetaAlpha: number;
  readonly alphaAlpha: number;
}

/** For each i from 1 the number of classes of more than i records, as runs of equal numbers. */
function largerClasses(sample: SampleClasses): { readonly until: number; readonly classes: number }[] {
  let left = sample.classes;
  return sample.counts
    .toSorted((a, b) => a.size - b.size)
    .map(({ size, classes }) => {
      const run = { until: size, classes: left };
      left -= classes;
      return run;
    });
}

function derivatives(
  { records, classes }: SampleClasses,
  runs: ReturnType<typeof largerClasses>,
  theta: number,
  alpha: number,
): Derivatives {
  let [t, a, tt, ta, aa] = [0, 0, 0, 0, 0];
  for (let i = 1; i < classes; i += 1) {
    const inverse = 1 / (theta + i * alpha);
    t += inverse;
    a += i * inverse;
    tt -= inverse ** 2;
    ta -= i * inverse ** 2;
    aa -= (i * inverse) ** 2;
  }
  for (let i = 1; i < records; i += 1) {
    const inverse = 1 / (theta + i);
    t -= inverse;
    tt += inverse ** 2;
  }
  let i = 1;
  for (const run of runs) {
    for (; i < run.until; i += 1) {
      const inverse = 1 / (i - alpha);
      a -= run.classes * inverse;
      aa -= run.classes * inverse ** 2;
    }
  }
  return { theta: t, alpha: a, thetaTheta: tt, thetaAlpha: ta, alphaAlpha: aa };
}

/** Moment estimates to start from. @see Hoshino 2001, formula (14) */
function start({ records: n, classes: u, uniques, pairs }: SampleClasses): {
  theta: number;
  alpha: number;
} {
  const c = (uniques * (uniques - 1)) / pairs;
  const theta = (n * u * c - uniques * (n - 1) * (2 * u + c)) / (2 * uniques * u + uniques * c - n * c);
  const alpha = (theta * (uniques - n) + (n - 1) * uniques) / (n * u);
  const sound = Number.isFinite(theta) && alpha > 0 && alpha < 1 && theta > -alpha;
  return sound ? { theta, alpha } : { theta: u / 2, alpha: 0.5 };
}

/** Maximum-likelihood θ and α, or null where the search does not end inside the model. */
function fit(sample: SampleClasses): { readonly theta: number; readonly alpha: number } | null {
  const runs = largerClasses(sample);
  let { theta, alpha } = start(sample);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
    const d = derivatives(sample, runs, theta, alpha);
    const determinant = d.thetaTheta * d.alphaAlpha - d.thetaAlpha ** 2;
    let stepTheta = (d.alphaAlpha * d.theta - d.thetaAlpha * d.alpha) / determinant;
    let stepAlpha = (d.thetaTheta * d.alpha - d.thetaAlpha * d.theta) / determinant;
    if (!Number.isFinite(stepTheta) || !Number.isFinite(stepAlpha)) return null;
    while (alpha - stepAlpha <= 0 || alpha - stepAlpha >= 1 || theta - stepTheta <= -(alpha - stepAlpha)) {
      stepTheta /= 2;
      stepAlpha /= 2;
      if (Math.abs(stepAlpha) < CONVERGED && Math.abs(stepTheta) < CONVERGED) return null;
    }
    theta -= stepTheta;
    alpha -= stepAlpha;
    const still = Math.abs(stepTheta) <= CONVERGED * Math.max(1, Math.abs(theta));
    if (still && Math.abs(stepAlpha) <= CONVERGED) return { theta, alpha };
  }
  return { theta, alpha };
}

/**
 * Pitman's sampling formula: with θ and α of greatest likelihood, a population of N has
 * Γ(θ + 1) / Γ(θ + α) · N^α uniques.
 *
 * @param fraction share of the population that was sampled
 * @returns share of the population that is unique; null where the sample has no uniques or pairs, or no θ and α fit
 * @see Hoshino, Applying Pitman's Sampling Formula to Microdata Disclosure Risk Assessment, 2001
 */
export function pitmanUniqueness(sample: SampleClasses, fraction: number): number | null {
  if (sample.uniques === 0 || sample.pairs === 0) return null;
  const fitted = fit(sample);
  if (fitted === null) return null;
  const { theta, alpha } = fitted;
  const population = sample.records / fraction;
  return Math.exp(lnGamma(theta + 1) - lnGamma(theta + alpha) + (alpha - 1) * Math.log(population));
}
