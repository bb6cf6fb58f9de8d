import type { FilterClause, Selection } from '../contract/dashboard.ts';

/** The condition on a dimension; undefined for none. */
export function clauseOn(selection: Selection, dimension: string): FilterClause | undefined {
  return selection.find((clause) => clause.dimension === dimension);
}

/** The selection without a dimension's condition, as tiles of that dimension see it. */
export function withoutDimension(selection: Selection, dimension: string): Selection {
  return selection.filter((clause) => clause.dimension !== dimension);
}

/** The selection with this condition in place of the one on its dimension; one without values takes it away. */
export function withClause(selection: Selection, clause: FilterClause): Selection {
  const others = withoutDimension(selection, clause.dimension);
  return clause.op === 'in' && clause.values.length === 0 ? others : [...others, clause];
}
