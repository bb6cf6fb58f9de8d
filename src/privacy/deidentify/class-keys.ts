import type { CodedHierarchy } from '../anonymity/tuples.ts';
import type { Levels } from './lattice.ts';

/** Keys up to this fit a whole number of 32 bits with room for sums. */
const MOST_KEYS = 2 ** 30;

/** An odd constant by which words are spread over 32 bits (2³² divided by the golden ratio; Knuth, TAOCP 6.4). */
const SPREAD = 0x9e3779b1;

/** Of each quasi-identifier, level and code: what its group adds to a key. */
type KeyParts = readonly (readonly Int32Array[])[];

/**
 * Keys of classes: the groups that the quasi-identifiers fall into, written as one number. They are sums over the
 * attributes, so that a class can be taken from one node to another by what changes alone.
 *
 * Where the groups of all attributes do not fit 32 bits, `hash` sums several words, and `words` hold them apart, so
 * that equal keys can be told from equal hashes.
 */
export interface ClassKeys {
  readonly hash: KeyParts;
  /** None when the hash itself is exact. */
  readonly words: readonly KeyParts[];
}

/** Which word each attribute is in, and what its groups are multiplied by there. */
function places(hierarchies: readonly CodedHierarchy[]): readonly { word: number; factor: number }[] {
  let word = 0;
  let factor = 1;
  return hierarchies.map(({ sizes }) => {
    const size = sizes[0] ?? 1;
    if (factor * size > MOST_KEYS && factor > 1) {
      word += 1;
      factor = 1;
    }
    const place = { word, factor };
    factor *= size;
    return place;
  });
}

/** Lays out the keys of classes for hierarchies on codes. */
export function classKeys(hierarchies: readonly CodedHierarchy[]): ClassKeys {
  const layout = places(hierarchies);
  const words = 1 + Math.max(0, ...layout.map(({ word }) => word));
  const parts = (weight: (attribute: number) => number): KeyParts =>
    hierarchies.map(({ groups }, attribute) =>
      groups.map((codes) => codes.map((code) => Math.imul(code, weight(attribute)))),
    );
  const spread = (word: number): number => (word === 0 ? 1 : Math.imul(SPREAD, 2 * word + 1));
  const at = (attribute: number) => layout[attribute] ?? { word: 0, factor: 0 };
  return {
    hash: parts((attribute) => Math.imul(at(attribute).factor, spread(at(attribute).word))),
    words:
      words === 1
        ? []
        : Array.from({ length: words }, (_, word) =>
            parts((attribute) => (at(attribute).word === word ? at(attribute).factor : 0)),
          ),
  };
}

/**
 * Takes keys from one node to another.
 *
 * @param keys of rows at `from`, changed in place
 * @param tuples the tuple that stands for each row
 * @param quasi codes of tuples, an array for each attribute
 */
export function rekey(
  keys: Int32Array,
  tuples: Int32Array,
  quasi: readonly Int32Array[],
  parts: KeyParts,
  { from, to }: { readonly from: Levels | null; readonly to: Levels },
): void {
  parts.forEach((levels, attribute) => {
    const before = from === null ? undefined : levels[from[attribute] ?? 0];
    const after = levels[to[attribute] ?? 0];
    const codes = quasi[attribute];
    if (before === after || after === undefined || codes === undefined) return;
    const change = after.map((part, code) => part - (before?.[code] ?? 0));
    for (let row = 0; row < keys.length; row += 1) {
      keys[row] = (keys[row] ?? 0) + (change[codes[tuples[row] ?? 0] ?? 0] ?? 0);
    }
  });
}

/** Where a key begins to be looked for in a table of 2^(32 − shift) places. */
export function slotOf(hash: number, shift: number): number {
  return Math.imul(hash, SPREAD) >>> shift;
}
