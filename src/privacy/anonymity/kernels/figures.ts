import type { KernelTable } from '../../../contract/kernel.ts';

/** Single figures by name, as a kernel hands them back: a number that is not known is null, and NaN on its way. */
export function figuresTable(figures: Readonly<Record<string, number | null>>): KernelTable {
  return {
    name: Object.keys(figures),
    value: Float64Array.from(Object.values(figures), finiteOrNaN),
  };
}

/** A column of figures; what is not known or not finite is NaN. */
export function figureColumn(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, finiteOrNaN);
}

function finiteOrNaN(value: number | null): number {
  return value !== null && Number.isFinite(value) ? value : Number.NaN;
}
