import type { Recogniser } from '../identifiers/recogniser.ts';
import type { ValueProfile } from './value-profile.ts';

/** What a recogniser finds in the distinct values of a column. */
export interface Recognised {
  readonly recogniser: Recogniser;
  /** Distinct values looked at, those of its shape, and those that pass. */
  readonly tested: number;
  readonly shaped: number;
  readonly passed: number;
  /** Log-odds by which they speak for it. */
  readonly weight: number;
}

/** Share of the values of a true column of a kind that pass; the rest are slips of the pen. */
const TRUE_RATE = 0.98;
/** Values that decide whether a recogniser is worth asking about the rest. */
const SCREENED = 24;
/** Below this share of values of its shape a column is not of the kind. */
const SHAPED = 0.6;
/** Values asked of a recogniser that consults a library. */
const LIBRARY_VALUES = 200;
const MOST = 9;
const THING = 4;
const LEAST = -12;

/**
 * Log-likelihood ratio of `passed` of `shaped` values under a true column of the kind, where each passes at
 * {@link TRUE_RATE}, against one that only looks like it, where each passes by chance. The binomial coefficients
 * cancel (Neyman and Pearson 1933).
 *
 * @param chance share of random values of the shape that pass, below 1
 */
export function likelihoodRatio(passed: number, shaped: number, chance: number): number {
  return passed * Math.log(TRUE_RATE / chance) + (shaped - passed) * Math.log((1 - TRUE_RATE) / (1 - chance));
}

function weigh(
  recogniser: Recogniser,
  counts: Omit<Recognised, 'weight' | 'recogniser'>,
  profile: ValueProfile,
): number {
  const { tested, shaped, passed } = counts;
  const { falsePositiveRate: chance, distinctive, subject, evidence: evidenceKind } = recogniser;
  const coverage = shaped / tested;
  const evidence =
    chance < 1
      ? Math.min(MOST, Math.max(LEAST, likelihoodRatio(passed, shaped, chance)))
      : passed / shaped >= 0.9
        ? 0
        : -6;
  // Counted numbers and times of a clock fall into every shape of digits; only a check digit tells them apart.
  const counted =
    profile.counted || profile.shares.epoch >= 0.9 ? (evidenceKind === 'checksum' ? -6 : LEAST) : 0;
  const dated = chance === 1 && profile.shares.date >= 0.9 ? -6 : 0;
  const own = distinctive && evidence >= 0 ? (coverage >= 0.8 ? 8 : 4) : 0;
  const weight = coverage * (evidence + own) + (chance < 1 && distinctive ? 0 : counted + dated);
  // That something is a date or an address of a page says little beside what it is the date of.
  return subject === 'thing' ? Math.min(THING, weight) : weight;
}

/**
 * Asks recognisers about the distinct values of a column.
 *
 * @param values distinct values
 * @returns those whose shape most values have, most telling first
 */
export function recognise(
  recognisers: readonly Recogniser[],
  values: readonly string[],
  profile: ValueProfile,
): readonly Recognised[] {
  const found = recognisers.flatMap((recogniser): Recognised[] => {
    const shape = (value: string): boolean => recogniser.test(value) !== null;
    const first = values.slice(0, SCREENED);
    if (first.length === 0 || first.filter(shape).length < SHAPED * 0.6 * first.length) return [];
    const asked = recogniser.evidence === 'library' ? values.slice(0, LIBRARY_VALUES) : values;
    const verdicts = asked.map((value) => recogniser.test(value));
    const shaped = verdicts.filter((verdict) => verdict !== null).length;
    const passed = verdicts.filter((verdict) => verdict === 'valid').length;
    const counts = { tested: asked.length, shaped, passed };
    return shaped < SHAPED * asked.length
      ? []
      : [{ recogniser, ...counts, weight: weigh(recogniser, counts, profile) }];
  });
  return found.toSorted((a, b) => b.weight - a.weight);
}
