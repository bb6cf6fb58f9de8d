import { lnGamma } from '../../stats/special/gamma.ts';
import type { SampleClasses } from './sample-classes.ts';

const MOST_ITERATIONS = 100;
const CONVERGED = 1e-13;
/** Relative change of the likelihood that is rounding. */
const FLAT = 1e-12;

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

interface Parameters {
  readonly theta: number;
  readonly alpha: number;
}

function logLikelihood({ records, classes, counts }: SampleClasses, { theta, alpha }: Parameters): number {
  if (alpha <= 0 || alpha >= 1 || theta <= -alpha) return -Infinity;
  let sum = lnGamma(theta + 1) - lnGamma(theta + records);
  for (let i = 1; i < classes; i += 1) sum += Math.log(theta + i * alpha);
  for (const each of counts) sum += each.classes * (lnGamma(each.size - alpha) - lnGamma(1 - alpha));
  return sum;
}

/** Moment estimates. @see Hoshino 2001, formula (14) */
function momentEstimates({ records: n, classes: u, uniques, pairs }: SampleClasses): Parameters {
  const c = (uniques * (uniques - 1)) / pairs;
  const theta = (n * u * c - uniques * (n - 1) * (2 * u + c)) / (2 * uniques * u + uniques * c - n * c);
  return { theta, alpha: (theta * (uniques - n) + (n - 1) * uniques) / (n * u) };
}

const ALPHAS = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9] as const;
/** θ to try, as shares of the number of classes. */
const THETAS = [0.001, 0.01, 0.1, 0.3, 1, 10] as const;

/** Where to start: at the moment estimates, or, where they lie outside the model, at the best of a grid. */
function start(sample: SampleClasses): Parameters {
  const moments = momentEstimates(sample);
  if (Number.isFinite(logLikelihood(sample, moments))) return moments;
  const grid = ALPHAS.flatMap((alpha) => THETAS.map((share) => ({ alpha, theta: share * sample.classes })));
  const tried = grid.map((each) => ({ ...each, value: logLikelihood(sample, each) }));
  return tried.reduce((best, each) => (each.value > best.value ? each : best));
}

/** The step of Newton's method; uphill along the slopes where the likelihood does not bend down. */
function newtonStep(d: Derivatives): Parameters {
  const determinant = d.thetaTheta * d.alphaAlpha - d.thetaAlpha ** 2;
  if (d.thetaTheta < 0 && determinant > 0) {
    return {
      theta: (d.thetaAlpha * d.alpha - d.alphaAlpha * d.theta) / determinant,
      alpha: (d.thetaAlpha * d.theta - d.thetaTheta * d.alpha) / determinant,
    };
  }
  return { theta: d.theta / Math.abs(d.thetaTheta), alpha: d.alpha / Math.abs(d.alphaAlpha) };
}

/** Maximum-likelihood θ and α, by Newton's method with shorter steps where a full one leads down. */
function fit(sample: SampleClasses): Parameters | null {
  const runs = largerClasses(sample);
  let at = start(sample);
  let value = logLikelihood(sample, at);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
    let step = newtonStep(derivatives(sample, runs, at.theta, at.alpha));
    if (!Number.isFinite(step.theta) || !Number.isFinite(step.alpha)) return null;
    const small = Math.abs(step.theta) <= CONVERGED * Math.abs(at.theta) && Math.abs(step.alpha) <= CONVERGED;
    let next = { theta: at.theta + step.theta, alpha: at.alpha + step.alpha };
    let nextValue = logLikelihood(sample, next);
    // Near the top the likelihood is flat to the last digit, while its slopes still tell.
    while (nextValue < value - Math.abs(value) * FLAT) {
      step = { theta: step.theta / 2, alpha: step.alpha / 2 };
      if (Math.abs(step.alpha) < CONVERGED && Math.abs(step.theta) < CONVERGED) return at;
      next = { theta: at.theta + step.theta, alpha: at.alpha + step.alpha };
      nextValue = logLikelihood(sample, next);
    }
    at = next;
    value = nextValue;
    if (small) return at;
  }
  return at;
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
