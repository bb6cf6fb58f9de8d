import type { Judgement } from './class-judge.ts';
import type { Classes } from './class-roll-up.ts';
import type { Levels } from './lattice.ts';
import { SUPPRESSED, type Recoding } from './recoding.ts';
import { aggregated, domainOf, leavesByCode, type UtilityBase, type UtilityMeasure } from './utility.ts';

/** Shares of one attribute's values. */
interface AttributeShares {
  readonly codes: Int32Array;
  /** By level and code: leaves under the generalised value, of all leaves. */
  readonly shares: readonly Float64Array[];
  /** By level: shares summed over all records. */
  readonly sums: readonly number[];
  /** What the shares of all records sum to when nothing is generalised. */
  readonly least: number;
}

/**
 * The loss metric: for each attribute Σ share − N/|dom|, over N − N/|dom|, where the share of a generalised value
 * is that of the hierarchy's leaves under it, and that of a suppressed record is 1. 0 when nothing is generalised, 1
 * when all is. Generalisation and suppression weigh the same (a factor of 0.5 in ARX).
 *
 * @see Iyengar, Transforming Data to Satisfy Privacy Constraints, 2002; ARX, metric `Loss`
 */
export class LossMetric implements UtilityMeasure {
  readonly #base: UtilityBase;
  readonly #attributes: readonly AttributeShares[];

  constructor(base: UtilityBase) {
    this.#base = base;
    this.#attributes = base.problem.hierarchies.map((hierarchy, place) => {
      const domain = domainOf(hierarchy);
      const marginal = base.marginals[place] ?? new Float64Array(0);
      const shares = leavesByCode(hierarchy).map((leaves) => leaves.map((each) => each / domain));
      const sums = shares.map((byCode) =>
        byCode.reduce((sum, share, code) => sum + share * (marginal[code] ?? 0), 0),
      );
      const codes = base.problem.tuples.quasi[place] ?? new Int32Array(0);
      return { codes, shares, sums, least: base.records / domain };
    });
  }

  loss(levels: Levels, classes: Classes, judgement: Judgement): number {
    return aggregated(this.partsOf(levels, classes, judgement), this.#base.problem.aggregate);
  }

  /** Loss of each attribute. */
  partsOf(levels: Levels, classes: Classes, { kept, suppressed }: Judgement): number[] {
    return this.#attributes.map(({ codes, shares, sums, least }, place) => {
      const level = levels[place] ?? 0;
      const byCode = shares[level];
      if (suppressed === 0 || byCode === undefined) return this.#part(sums[level] ?? 0, least);
      let sum = suppressed;
      for (let each = 0; each < classes.count; each += 1) {
        if (kept[each] === 0) continue;
        sum += (classes.records[each] ?? 0) * (byCode[codes[classes.tuple[each] ?? 0] ?? 0] ?? 0);
      }
      return this.#part(sum, least);
    });
  }

  /** Loss of a recoding that may treat each tuple by levels of its own. */
  lossOf({ nodes, nodeOf }: Extract<Recoding, { kind: 'levels' }>): number {
    const { counts } = this.#base.problem.tuples;
    const parts = this.#attributes.map(({ codes, shares, least }, place) => {
      let sum = 0;
      for (let tuple = 0; tuple < nodeOf.length; tuple += 1) {
        const levels = nodes[nodeOf[tuple] ?? SUPPRESSED];
        const share = levels === undefined ? 1 : (shares[levels[place] ?? 0]?.[codes[tuple] ?? 0] ?? 1);
        sum += (counts[tuple] ?? 0) * share;
      }
      return this.#part(sum, least);
    });
    return aggregated(parts, this.#base.problem.aggregate);
  }

  leastByLevels(levels: Levels): number {
    const parts = this.#attributes.map(({ sums, least }, place) =>
      this.#part(sums[levels[place] ?? 0] ?? 0, least),
    );
    return aggregated(parts, this.#base.problem.aggregate);
  }

  leastByClasses(): number {
    return 0;
  }

  #part(sum: number, least: number): number {
    const most = this.#base.records;
    return most > least ? Math.max(0, (sum - least) / (most - least)) : 0;
  }
}
