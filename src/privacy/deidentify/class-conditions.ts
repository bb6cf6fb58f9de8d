import type { PrivacyModel } from '../../contract/records.ts';
import {
  alpha,
  basicBeta,
  deltaDisclosure,
  distinctL,
  enhancedBeta,
  entropyL,
  recursiveC,
  type SensitiveTotals,
  tEqual,
  tHierarchical,
  TOLERANCE,
  tOrdered,
  type ValueTree,
} from '../anonymity/class-measures.ts';
import type { SensitiveAttribute } from './search-problem.ts';

/** A class as a condition sees it. */
export interface ClassView {
  readonly records: number;
  /** Records of the population in the class. */
  readonly population: number;
  /** Records by code of the condition's sensitive attribute; empty for a condition on none. */
  readonly counts: Float64Array;
}

/**
 * When a merged class is sure to meet a condition: when one of the classes it was made of does (`one`), when all of
 * them do (`all`), or never (`none`). It decides what may be concluded about nodes that were not looked at.
 */
export type KeptBy = 'one' | 'all' | 'none';

/** A condition on each class by itself. A model may have more than one. */
export interface ClassCondition {
  readonly model: PrivacyModel['model'];
  /** Place of the sensitive attribute; −1: none. */
  readonly sensitive: number;
  readonly keptBy: KeptBy;
  /** Whether it asks for a number of records and nothing else. */
  readonly ofSize: boolean;
  readonly holds: (view: ClassView) => boolean;
}

type TCloseness = Extract<PrivacyModel, { model: 'tCloseness' }>;

function closeness(
  { distance, t }: TCloseness,
  { name, totals, tree }: SensitiveAttribute,
): ClassCondition['holds'] {
  if (distance === 'equal') return ({ counts, records }) => tEqual(counts, records, totals) <= t + TOLERANCE;
  if (distance === 'ordered')
    return ({ counts, records }) => tOrdered(counts, records, totals) <= t + TOLERANCE;
  return ({ counts, records }) => tHierarchical(counts, records, totals, treeOf(name, tree)) <= t + TOLERANCE;
}

function treeOf(name: string, tree: ValueTree | null): ValueTree {
  if (tree === null) throw new RangeError(`there is no hierarchy over the values of ${name}`);
  return tree;
}

type Diversity = Extract<PrivacyModel, { sensitive: string }>;

/** Conditions on the sensitive values of a class. */
function diversity(
  model: Diversity,
  place: number,
  attribute: SensitiveAttribute,
): readonly ClassCondition[] {
  const totals: SensitiveTotals = attribute.totals;
  const condition = (keptBy: KeptBy, holds: ClassCondition['holds']): ClassCondition => ({
    model: model.model,
    sensitive: place,
    keptBy,
    ofSize: false,
    holds,
  });
  switch (model.model) {
    case 'distinctLDiversity':
      return [condition('one', ({ counts }) => distinctL(counts, totals) >= model.l)];
    case 'entropyLDiversity':
      // Entropy is concave: merged classes have at least that of the lower one, but may have less than the higher.
      return [condition('all', ({ counts }) => entropyL(counts, totals) >= model.l - TOLERANCE)];
    case 'recursiveCLDiversity':
      return [condition('all', ({ counts }) => recursiveC(counts, totals, model.l) < model.c)];
    case 'alphaK':
      return [
        ofSize(model.model, model.k),
        condition('all', ({ counts, records }) => alpha(counts, records, totals) <= model.alpha + TOLERANCE),
      ];
    case 'tCloseness':
      return [condition('all', closeness(model, attribute))];
    case 'deltaDisclosure':
      // Values that a class lacks are left out, so a merged class may hold less of a value than either bound allows.
      return [
        condition('none', ({ counts, records }) => deltaDisclosure(counts, records, totals) < model.delta),
      ];
    case 'betaLikeness': {
      const beta = model.enhanced ? enhancedBeta : basicBeta;
      return [
        condition('all', ({ counts, records }) => beta(counts, records, totals) <= model.beta + TOLERANCE),
      ];
    }
  }
}

function ofSize(model: PrivacyModel['model'], k: number): ClassCondition {
  return { model, sensitive: -1, keptBy: 'one', ofSize: true, holds: ({ records }) => records >= k };
}

/**
 * The conditions that models put on classes, those that are quickly looked at first. Definitions: method page
 * `anonymity`; comparisons with "at most" and "at least" allow {@link TOLERANCE}.
 *
 * @throws RangeError when a model names an attribute that is not among the sensitive ones
 */
export function classConditions(
  models: readonly PrivacyModel[],
  sensitive: readonly SensitiveAttribute[],
): readonly ClassCondition[] {
  const conditions = models.flatMap((model): readonly ClassCondition[] => {
    if (model.model === 'kAnonymity') return [ofSize(model.model, model.k)];
    if (model.model === 'kMap') {
      return [
        { ...ofSize(model.model, model.k), ofSize: false, holds: ({ population }) => population >= model.k },
      ];
    }
    const place = sensitive.findIndex(({ name }) => name === model.sensitive);
    const attribute = sensitive[place];
    if (attribute === undefined) throw new RangeError(`${model.sensitive} is no sensitive attribute`);
    return diversity(model, place, attribute);
  });
  return conditions.toSorted((a, b) => Math.sign(a.sensitive) - Math.sign(b.sensitive));
}

/** Fewest records that a class may have under the models that say so; 0 where none does. */
export function leastRecords(models: readonly PrivacyModel[]): number {
  return Math.max(
    0,
    ...models.map((model) => (model.model === 'kAnonymity' || model.model === 'alphaK' ? model.k : 0)),
  );
}
