import { pitmanUniqueness } from './pitman.ts';
import { sampleClasses, type ClassCount } from './sample-classes.ts';
import { slideNegativeBinomialUniqueness } from './slide-negative-binomial.ts';
import { zayatzUniqueness } from './zayatz.ts';

/** Estimated shares of a population that are unique in it. Null: the model has no estimate for this sample. */
export interface PopulationUniqueness {
  readonly pitman: number | null;
  readonly zayatz: number | null;
  readonly slideNegativeBinomial: number | null;
  /** The estimate chosen by the rule of Dankar et al., and whose it is. */
  readonly chosen: number | null;
  readonly model: 'pitman' | 'zayatz' | 'slideNegativeBinomial' | null;
}

/** Largest sampling fraction at which the rule trusts Pitman's model. */
const PITMAN_FRACTION = 0.1;

/**
 * Estimates the share of a population's records that are unique in it, from a sample. The rule: Pitman's model up
 * to a sampling fraction of 0.1; above it the smaller of Zayatz' and the slide negative binomial's.
 *
 * @param counts sizes of the classes in the sample
 * @param fraction share of the population that was sampled, above 0, at most 1
 * @throws RangeError for another fraction
 * @see Dankar, El Emam, Neisa & Roffey, Estimating the re-identification risk of clinical data sets, 2012
 */
export function populationUniqueness(counts: readonly ClassCount[], fraction: number): PopulationUniqueness {
  if (!(fraction > 0 && fraction <= 1)) throw new RangeError(`${fraction} is no sampling fraction`);
  const sample = sampleClasses(counts);
  const estimates = {
    pitman: pitmanUniqueness(sample, fraction),
    zayatz: zayatzUniqueness(sample, fraction),
    slideNegativeBinomial: slideNegativeBinomialUniqueness(sample, fraction),
  };
  const model = chosenModel(estimates, fraction);
  return { ...estimates, model, chosen: model === null ? null : estimates[model] };
}

function chosenModel(
  estimates: Pick<PopulationUniqueness, 'pitman' | 'zayatz' | 'slideNegativeBinomial'>,
  fraction: number,
): PopulationUniqueness['model'] {
  if (fraction <= PITMAN_FRACTION && estimates.pitman !== null) return 'pitman';
  const { zayatz, slideNegativeBinomial } = estimates;
  if (zayatz === null) return slideNegativeBinomial === null ? null : 'slideNegativeBinomial';
  return slideNegativeBinomial !== null && slideNegativeBinomial < zayatz
    ? 'slideNegativeBinomial'
    : 'zayatz';
}
