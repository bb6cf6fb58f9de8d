import { type KernelTable, numbersOf, textsOf } from '../../../contract/kernel.ts';
import type { CustomerBase } from '../../../stats/btyd/customer-base.ts';
import type { Model, ModelName } from '../../../stats/btyd/model.ts';
import { model } from '../../../stats/btyd/models.ts';

/**
 * The distinct statistics that a kernel was given, in another unit of time.
 *
 * @param entries x, tx, t and customers; times in days or opportunities
 * @param unitDays what times are divided by
 */
export function baseOf(entries: KernelTable | undefined, unitDays: number): CustomerBase {
  const inUnits = (days: Float64Array): Float64Array => days.map((each) => each / unitDays);
  return {
    x: numbersOf(entries, 'x'),
    tx: inUnits(numbersOf(entries, 'tx')),
    T: inUnits(numbersOf(entries, 't')),
    weight: numbersOf(entries, 'customers'),
  };
}

/** A model with its estimates. */
export interface Fitted {
  readonly model: Model;
  readonly parameters: Float64Array;
}

/**
 * Reads a fit back from the table of fits or of replicates.
 *
 * @param row which row
 * @returns null when there is no such row
 */
export function fittedOf(table: KernelTable | undefined, row = 0): Fitted | null {
  const name = textsOf(table, 'model')[row];
  if (name === undefined) return null;
  const found = model(name as ModelName);
  return {
    model: found,
    parameters: Float64Array.from(found.parameters, (each) => numbersOf(table, each)[row] ?? Number.NaN),
  };
}
