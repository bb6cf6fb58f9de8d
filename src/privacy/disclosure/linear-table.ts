/**
 * Cells of a table tied together by sums. Every published figure on disclosure control works on this form, whatever
 * the table looks like: cells are numbered, margins are cells too.
 */
export interface LinearTable {
  /** True value of each cell. */
  readonly values: readonly number[];
  readonly relations: readonly Relation[];
}

/** The parts add up to the total: a cell, or, where it is null, a figure that everybody knows. */
export interface Relation {
  readonly parts: readonly number[];
  readonly total: number | null;
}

/**
 * What an attacker must be left in the dark about: how far a withheld cell must be able to move from its true value,
 * given all that is published. All in the unit of the cell.
 */
export interface Need {
  readonly cell: number;
  /** The attacker's upper bound must be at least this much above the true value. */
  readonly up: number;
  /** The attacker's lower bound must be at least this much below it. */
  readonly down: number;
  /** The two bounds must be at least this far apart. */
  readonly width: number;
}

/** Where cells stand when the search for further cells to withhold begins. */
export interface Suppression {
  /** Cells that are withheld in any case. */
  readonly hidden: readonly number[];
  /** Cells that must not be withheld, such as those on nobody. */
  readonly fixed: ReadonlySet<number>;
  /** What withholding each cell costs; the sum of it is kept small. */
  readonly cost: readonly number[];
  readonly needs: readonly Need[];
}
