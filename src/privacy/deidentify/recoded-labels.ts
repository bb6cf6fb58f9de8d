import type { Hierarchy } from '../../contract/records.ts';
import { ANY } from '../hierarchies/check-hierarchy.ts';
import { labelsAt } from '../hierarchies/code-hierarchy.ts';
import type { MondrianLine } from './mondrian-line.ts';
import { SUPPRESSED, type Recoding } from './recoding.ts';

/** A quasi-identifier: its values by code, and what says how they are generalised. */
export interface RecodedAttribute {
  readonly values: readonly (string | null)[];
  /** Code of each tuple. */
  readonly codes: Int32Array;
  /** Needed for levels. */
  readonly hierarchy: Hierarchy | null;
  readonly line: MondrianLine;
}

/**
 * What a quasi-identifier of each tuple becomes.
 *
 * @param place of the quasi-identifier among those of the recoding
 * @returns by tuple; `*` where it is suppressed, null for an empty value that stays empty
 */
export function recodedLabels(
  recoding: Recoding,
  place: number,
  { values, codes, hierarchy, line }: RecodedAttribute,
): readonly (string | null)[] {
  if (recoding.kind === 'regions') {
    const labels = recoding.regions.map((bounds) => line.label(bounds[place] ?? null));
    return Array.from(recoding.regionOf, (region) =>
      region === SUPPRESSED ? ANY : (labels[region] ?? null),
    );
  }
  const byNode = recoding.nodes.map((levels) =>
    hierarchy === null ? values : labelsAt(hierarchy, values, levels[place] ?? 0),
  );
  return Array.from(recoding.nodeOf, (node, tuple) =>
    node === SUPPRESSED ? ANY : (byNode[node]?.[codes[tuple] ?? 0] ?? null),
  );
}

/** Whether each tuple is suppressed. */
export function suppressedTuples(recoding: Recoding): readonly boolean[] {
  const of = recoding.kind === 'regions' ? recoding.regionOf : recoding.nodeOf;
  return Array.from(of, (each) => each === SUPPRESSED);
}
