/** Least and most level of a quasi-identifier that a search may use. */
export interface LevelBounds {
  readonly from: number;
  readonly to: number;
}

/** One generalisation: the level of each quasi-identifier, in the order they were named. */
export type Levels = readonly number[];

/**
 * All full-domain generalisations within bounds, ordered by generality: a node is above another when none of its
 * levels is lower. Nodes are numbered, so that what is known of them fits into arrays.
 */
export class Lattice {
  readonly bottom: Levels;
  readonly top: Levels;
  /** Number of nodes. */
  readonly size: number;
  readonly #strides: readonly number[];

  /**
   * @param bounds of each quasi-identifier, whole numbers, `from` ≤ `to`
   * @throws RangeError when bounds are empty
   */
  constructor(bounds: readonly LevelBounds[]) {
    let size = 1;
    this.#strides = bounds.map(({ from, to }) => {
      if (to < from) throw new RangeError('bounds of a lattice are empty');
      const stride = size;
      size *= to - from + 1;
      return stride;
    });
    this.size = size;
    this.bottom = bounds.map(({ from }) => from);
    this.top = bounds.map(({ to }) => to);
  }

  /** Number of a node, 0 to `size` − 1. */
  indexOf(levels: Levels): number {
    let index = 0;
    for (let place = 0; place < levels.length; place += 1) {
      index += ((levels[place] ?? 0) - (this.bottom[place] ?? 0)) * (this.#strides[place] ?? 0);
    }
    return index;
  }

  /** The nodes directly above: one attribute one level up. */
  successors(levels: Levels): Levels[] {
    return this.#neighbours(levels, 1);
  }

  /** The nodes directly below: one attribute one level down. */
  predecessors(levels: Levels): Levels[] {
    return this.#neighbours(levels, -1);
  }

  #neighbours(levels: Levels, step: 1 | -1): Levels[] {
    const end = step === 1 ? this.top : this.bottom;
    return levels.flatMap((level, place) => (level === end[place] ? [] : [levels.with(place, level + step)]));
  }

  /**
   * The nodes whose turn comes through this one when each node of the lattice is to come up once: one of the last
   * attribute that is not at the bottom, or of those after it, one level up.
   */
  branches(levels: Levels): Levels[] {
    let first = levels.length - 1;
    while (first > 0 && levels[first] === this.bottom[first]) first -= 1;
    const above: Levels[] = [];
    for (let place = Math.max(first, 0); place < levels.length; place += 1) {
      const level = levels[place] ?? 0;
      if (level < (this.top[place] ?? 0)) above.push(levels.with(place, level + 1));
    }
    return above;
  }
}

/** Whether a node is the other one or stands below it. */
export function isAtOrBelow(node: Levels, other: Levels): boolean {
  for (let place = 0; place < node.length; place += 1) {
    if ((node[place] ?? 0) > (other[place] ?? 0)) return false;
  }
  return true;
}
