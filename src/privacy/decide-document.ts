import { appError } from '../contract/error.ts';
import type { OtherVerdict } from './gate.ts';

/** Customers that a text names, as the engine has found. */
export interface NamedInText {
  readonly customers: number;
  /** Where, in words; never what stands there. */
  readonly places: readonly string[];
}

/** Places told of, so that the sentence can be read. */
const MOST_PLACES = 5;

/**
 * Decides whether what a user has written may leave: a notebook, or its SQL. It holds no results; it is refused where it
 * names a customer of the loaded data.
 */
export function decideDocument({ customers, places }: NamedInText): OtherVerdict {
  if (customers === 0) return { outcome: 'released', suppressedRows: 0, reasons: [] };
  const told = places.length > MOST_PLACES ? [...places.slice(0, MOST_PLACES), '…'] : places;
  const error = appError('document.namesCustomer', { places: told.join(', '), customers });
  return { outcome: 'refused', reason: 'directIdentifier', error };
}
