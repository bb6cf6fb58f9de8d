import type { DashboardDimension, FilterClause, Selection } from '../contract/dashboard.ts';
import { clauseOn, withClause, withoutDimension } from './selection.ts';

/** What gestures need to know of a dimension: its name, and its values in their order. */
export type Touched = Pick<DashboardDimension, 'name' | 'values'>;

/** Whether a value lies in a stretch, both ends included: by place among the values, else by text. */
function isBetween({ values }: Touched, value: string, low: string, high: string): boolean {
  const [at, from, to] = [value, low, high].map((each) => values.indexOf(each));
  if (at === undefined || from === undefined || to === undefined || Math.min(at, from, to) < 0) {
    return low <= value && value <= high;
  }
  return from <= at && at <= to;
}

/** Whether a condition holds for a value of its dimension. */
function holds(dimension: Touched, clause: FilterClause, value: string): boolean {
  return clause.op === 'in'
    ? clause.values.includes(value)
    : isBetween(dimension, value, clause.low, clause.high);
}

/** Values of a dimension that meet the condition on it: those chosen, or all where nothing is chosen. */
export function chosenValues(selection: Selection, dimension: Touched): readonly string[] {
  const clause = clauseOn(selection, dimension.name);
  if (clause === undefined) return dimension.values;
  return clause.op === 'in'
    ? clause.values
    : dimension.values.filter((value) => holds(dimension, clause, value));
}

/** Whether a mark of a value is drawn as chosen. Everything is while there is no condition. */
export function isChosen(selection: Selection, dimension: Touched, value: string): boolean {
  const clause = clauseOn(selection, dimension.name);
  return clause === undefined || holds(dimension, clause, value);
}

/** A click on a mark: this value alone. A click on the only one that is chosen takes the condition away. */
export function clicked(selection: Selection, dimension: Touched, value: string): Selection {
  const clause = clauseOn(selection, dimension.name);
  const chosen = clause === undefined ? [] : chosenValues(selection, dimension);
  return chosen.length === 1 && chosen[0] === value
    ? withoutDimension(selection, dimension.name)
    : withClause(selection, { dimension: dimension.name, op: 'in', values: [value] });
}

/**
 * A click with the key held that adds: puts the value to those that are chosen, or takes it away. A stretch becomes the
 * values in it first. Twice on the same value changes nothing.
 */
export function toggled(selection: Selection, dimension: Touched, value: string): Selection {
  const clause = clauseOn(selection, dimension.name);
  const chosen = clause === undefined ? [] : chosenValues(selection, dimension);
  const values = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return withClause(selection, { dimension: dimension.name, op: 'in', values });
}

/**
 * A brush over an ordered dimension.
 *
 * @param from,to values at its ends, in whichever direction it was drawn
 */
export function brushed(selection: Selection, dimension: Touched, from: string, to: string): Selection {
  const isForward = isBetween(dimension, from, from, to);
  const [low, high] = isForward ? [from, to] : [to, from];
  return withClause(selection, { dimension: dimension.name, op: 'between', low, high });
}

/** Without one value, as its chip is removed; the last one takes the condition away. */
export function withoutValue(selection: Selection, dimension: Touched, value: string): Selection {
  const clause = clauseOn(selection, dimension.name);
  return clause !== undefined && holds(dimension, clause, value)
    ? toggled(selection, dimension, value)
    : selection;
}
