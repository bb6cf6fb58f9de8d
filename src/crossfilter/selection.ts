import type { FilterClause, Selection } from '../contract/dashboard.ts';

/** The condition on a dimension; undefined for none. */
export function clauseOn(selection: Selection, dimension: string): FilterClause | undefined {
  return selection.find((clause) => clause.dimension === dimension);
}

/** The selection without a dimension's condition, as tiles of that dimension see it. */
export function withoutDimension(selection: Selection, dimension: string): Selection {
  return selection.filter((clause) => clause.dimension !== dimension);
}

/** What a tile sees of the selection: the conditions on its own dimensions are left out. */
export function seenBy(selection: Selection, dimensions: readonly string[]): Selection {
  return selection.filter((clause) => !dimensions.includes(clause.dimension));
}

function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function normalClause(clause: FilterClause): FilterClause {
  if (clause.op === 'between') {
    const { dimension, op, low, high } = clause;
    return { dimension, op, low, high };
  }
  return { dimension: clause.dimension, op: 'in', values: [...new Set(clause.values)].sort(inOrder) };
}

/**
 * One writing for selections that mean the same: clauses by dimension, values in order, each once, no clause without
 * values. Of two clauses on a dimension the later one holds. All that this room gives is written like that, so that
 * selections can be compared and kept as text.
 */
export function normalSelection(selection: Selection): Selection {
  const clauses = new Map(selection.map((clause) => [clause.dimension, normalClause(clause)]));
  return [...clauses.values()]
    .filter((clause) => clause.op === 'between' || clause.values.length > 0)
    .sort((one, other) => inOrder(one.dimension, other.dimension));
}

/** A text that is equal for selections that mean the same, and for no others: the key of what is kept of one. */
export function selectionKey(selection: Selection): string {
  return JSON.stringify(normalSelection(selection));
}

/** Whether two selections mean the same. */
export function isSameSelection(one: Selection, other: Selection): boolean {
  return selectionKey(one) === selectionKey(other);
}

/** The selection with this condition in place of the one on its dimension; one without values takes it away. */
export function withClause(selection: Selection, clause: FilterClause): Selection {
  return normalSelection([...withoutDimension(selection, clause.dimension), clause]);
}
