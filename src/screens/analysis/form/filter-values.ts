import type { FilterChoice, FilterDraft, FilterOperator } from '../../../analyses/form-field.ts';

/** Operators that a kind of column takes, the usual one first. */
export function operatorsOf(kind: FilterChoice['kind']): readonly FilterOperator[] {
  return kind === 'text' ? ['in', 'notIn'] : ['between', 'atLeast', 'atMost'];
}

/** A condition on a column that has just been chosen: it has no values yet. */
export function newFilter({ value, kind }: FilterChoice): FilterDraft {
  return { column: value, op: operatorsOf(kind)[0] ?? 'in', values: [] };
}

/** Texts as typed, with commas or semicolons between them. */
export function readTexts(text: string): readonly string[] {
  const parts = text.split(/[,;，、；]/u).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

/** A condition under another operator: of two values the first stays. */
export function withOperator(filter: FilterDraft, op: FilterOperator): FilterDraft {
  const isOne = op === 'atLeast' || op === 'atMost';
  return { ...filter, op, values: isOne ? filter.values.slice(0, 1) : filter.values };
}

/** A condition with another value in a place; an empty one is taken out. */
export function withValue(filter: FilterDraft, place: number, value: string | number | null): FilterDraft {
  const values = [...filter.values];
  if (value === null) values.splice(place, 1);
  else values[Math.min(place, values.length)] = value;
  return { ...filter, values };
}
