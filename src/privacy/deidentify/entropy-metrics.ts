import type { Judgement } from './class-judge.ts';
import type { Classes } from './class-roll-up.ts';
import type { Levels } from './lattice.ts';
import { domainOf, leavesByCode, type UtilityBase, type UtilityMeasure } from './utility.ts';

/** Bits by level that generalising one attribute of all records takes: Σ −log₂(n(value) / n(generalised value)). */
function generalisedBits(groups: readonly Int32Array[], marginal: Float64Array): readonly number[] {
  return groups.map((codes) => {
    const together = new Float64Array(marginal.length);
    marginal.forEach((count, code) => {
      together[codes[code] ?? 0] = (together[codes[code] ?? 0] ?? 0) + count;
    });
    return marginal.reduce(
      (sum, count, code) =>
        count > 0 ? sum - count * Math.log2(count / (together[codes[code] ?? 0] ?? 0)) : sum,
      0,
    );
  });
}

/**
 * Non-uniform entropy: bits that generalising takes from each attribute, Σ −log₂(n(value)/n(generalised value)), and
 * those that suppression takes from the generalised values of suppressed records.
 *
 * @see Gionis & Tassa, k-Anonymization with Minimal Loss of Information, 2009; ARX, metric `Non-uniform entropy`
 */
export function nonUniformEntropy({ problem, marginals }: UtilityBase): UtilityMeasure {
  const { hierarchies, tuples } = problem;
  const bits = hierarchies.map(({ groups }, place) =>
    generalisedBits(groups, marginals[place] ?? new Float64Array(0)),
  );
  const generalised = (levels: Levels): number =>
    bits.reduce((sum, byLevel, place) => sum + (byLevel[levels[place] ?? 0] ?? 0), 0);

  const suppressedBits = (place: number, level: number, classes: Classes, judgement: Judgement): number => {
    const groups = hierarchies[place]?.groups[level] ?? new Int32Array(0);
    const codes = tuples.quasi[place] ?? new Int32Array(0);
    const counts = new Float64Array(hierarchies[place]?.sizes[level] ?? 0);
    for (let each = 0; each < classes.count; each += 1) {
      if (judgement.kept[each] === 1) continue;
      const group = groups[codes[classes.tuple[each] ?? 0] ?? 0] ?? 0;
      counts[group] = (counts[group] ?? 0) + (classes.records[each] ?? 0);
    }
    return counts.reduce(
      (sum, count) => (count > 0 ? sum - count * Math.log2(count / judgement.suppressed) : sum),
      0,
    );
  };
  return {
    loss: (levels, classes, judgement) =>
      levels.reduce(
        (sum, level, place) => sum + suppressedBits(place, level, classes, judgement),
        generalised(levels),
      ),
    leastByLevels: generalised,
    leastByClasses: () => 0,
  };
}

/**
 * Kullback–Leibler divergence, in bits, between the records and what the release says of them: each class spreads
 * its records evenly over the combinations of values that it may stand for, suppressed ones over all there are.
 *
 * @see Kifer & Gehrke, Injecting Utility into Anonymized Datasets, 2006
 */
export function kullbackLeibler({ problem, records }: UtilityBase): UtilityMeasure {
  const { tuples, hierarchies } = problem;
  const leaves = hierarchies.map(leavesByCode);
  const domainBits = hierarchies.reduce((sum, hierarchy) => sum + Math.log2(domainOf(hierarchy)), 0);
  // −Σ p log₂ p over combinations of quasi-identifiers, which sensitive values and the like may divide.
  const known = new Map<string, number>();
  tuples.counts.forEach((count, tuple) => {
    const key = tuples.quasi.map((codes) => codes[tuple]).join(',');
    known.set(key, (known.get(key) ?? 0) + count);
  });
  let entropy = 0;
  for (const count of known.values()) {
    if (count > 0) entropy -= (count / records) * Math.log2(count / records);
  }
  const spreadBits = (levels: Levels, classes: Classes, kept: Uint8Array | null): number => {
    let bits = 0;
    for (let each = 0; each < classes.count; each += 1) {
      const count = classes.records[each] ?? 0;
      if (count === 0 || kept?.[each] === 0) continue;
      let spread = -Math.log2(count / records);
      for (let place = 0; place < levels.length; place += 1) {
        const code = tuples.quasi[place]?.[classes.tuple[each] ?? 0] ?? 0;
        spread += Math.log2(leaves[place]?.[levels[place] ?? 0]?.[code] ?? 1);
      }
      bits += (count / records) * spread;
    }
    return bits;
  };
  return {
    loss: (levels, classes, { kept, suppressed }) => {
      const lost = suppressed / records;
      const suppressedBits = suppressed === 0 ? 0 : lost * (domainBits - Math.log2(lost));
      return Math.max(0, spreadBits(levels, classes, kept) + suppressedBits - entropy);
    },
    leastByLevels: () => 0,
    // By the log sum inequality two classes put together spread their records no less than they did apart.
    leastByClasses: (levels, classes) => Math.max(0, spreadBits(levels, classes, null) - entropy),
  };
}
