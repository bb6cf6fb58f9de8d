import type { ColumnFinding, SampledColumn } from './sampled-column.ts';
import { otherOrder, provenOrder } from './value-cure.ts';

/** Texts by which a column is dismissed. */
const FIRST = 200;
const date = /\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}/u;

/**
 * Finds columns in which some dates can only be day first and others only month first. A number over 12 is the proof; dates
 * without one are read in the order that has more of it.
 */
export function mixedDateOrders(column: SampledColumn): ColumnFinding | null {
  if (!column.texts.slice(0, FIRST).some((text) => text !== null && date.test(text))) return null;
  const proven = { dmy: [] as number[], mdy: [] as number[] };
  for (const [place, text] of column.texts.entries()) {
    const order = text === null ? null : provenOrder(text);
    if (order !== null) proven[order].push(place);
  }
  if (proven.dmy.length === 0 || proven.mdy.length === 0) return null;
  const order = proven.dmy.length >= proven.mdy.length ? 'dmy' : 'mdy';
  const places = proven[otherOrder(order)];
  const proofs = [proven[order][0], places[0]].map((place) => column.texts[place ?? -1]?.trim() ?? '');
  return {
    code: 'mixedDateOrders',
    column,
    places,
    named: [proofs.join(', ')],
    cure: { code: 'mixedDateOrders', column: column.index, order },
  };
}
