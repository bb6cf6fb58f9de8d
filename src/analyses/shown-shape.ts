import type { TableShape } from './analysis.ts';

/**
 * The part of a declared table that readers see under these parameters: without what single customers contribute,
 * which is for the gate, and without columns that mean nothing then; columns and values that are called by their
 * parameters have their names.
 */
export function shownShape(shape: TableShape, params: Readonly<Record<string, unknown>>): TableShape {
  const columns = shape.columns
    .filter(({ meaning, when }) => meaning !== 'contribution' && when?.(params) !== false)
    .map(({ labelFor, valueLabel, ...column }) => ({
      ...column,
      ...(labelFor === undefined ? {} : { labelFor: () => labelFor(params) }),
      ...(valueLabel === undefined ? {} : { valueLabel: (value: string) => valueLabel(value, params) }),
    }));
  return { ...shape, columns };
}
