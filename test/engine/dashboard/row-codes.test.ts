import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../fixtures/property-seed.ts';
import { sql } from '../../../src/contract/sql.ts';
import { codeRows } from '../../../workers/dashboard/row-codes.ts';
import { rowWords } from '../../../workers/dashboard/row-words.ts';
import { SingleValues } from '../../../workers/dashboard/single-values.ts';
import { sortedRows } from '../../../workers/dashboard/sorted-rows.ts';
import { allOf } from './random-cells.ts';

const CUSTOMERS = 6;

/** Places by position of some dimensions: several positions may be one place, as NULL and an empty text are. */
const axes = fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });
const cases = fc.record({
  axes,
  rows: fc.array(
    fc.array(
      fc.record({
        customer: fc.nat(CUSTOMERS - 1),
        seeds: fc.array(fc.nat(99), { minLength: 4, maxLength: 4 }),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  /** Values of a word, and places that all have codes: from none to all. */
  values: fc.constantFrom(1, 6, 1000),
  codes: fc.constantFrom(0, 1000),
});

interface Row {
  readonly customer: number;
  readonly seeds: readonly number[];
}
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** Rows of a case, as they would be read, and where each lies. */
function readOf({ axes: all, rows: parts, values }: Case) {
  const words = rowWords(
    all.map((places) => ({ position: sql`0`, places })),
    values,
  );
  const positionOf = ({ seeds }: Row, axis: number): number => (seeds[axis] ?? 0) % (all[axis]?.length ?? 1);
  const valueOf = (row: Row, word: number): number =>
    [...(words[word]?.digits.keys() ?? [])].reduce(
      (value, axis) => value * (all[axis]?.length ?? 1) + positionOf(row, axis),
      0,
    );
  const sorted = parts.map((rows) => {
    const read = {
      customer: Int32Array.from(rows, ({ customer }) => customer),
      words: words.map((_, word) => Int32Array.from(rows, (row) => valueOf(row, word))),
      order: Float64Array.from(rows.keys()),
      sums: {},
    };
    return sortedRows(read, CUSTOMERS);
  });
  return { words, sorted, placeOf: (row: Row, axis: number) => all[axis]?.[positionOf(row, axis)] };
}

describe('rows as words', () => {
  it('tell dimensions on which each customer has one place', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const { words, sorted, placeOf } = readOf(each);
        const single = new SingleValues(words, [...each.axes.keys()], CUSTOMERS);
        for (const rows of sorted) single.add(rows);
        for (const axis of each.axes.keys()) {
          const places = new Map<number, Set<number | undefined>>();
          for (const row of each.rows.flat()) {
            places.set(row.customer, (places.get(row.customer) ?? new Set()).add(placeOf(row, axis)));
          }
          const found = single.placesOf(axis);
          expect(found !== null).toBe([...places.values()].every(({ size }) => size === 1));
          for (const [customer, [place]] of places) if (found !== null) expect(found[customer]).toBe(place);
        }
      }),
    );
  });

  it('become codes that tell where they lie, however dimensions are put together', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const { words, sorted, placeOf } = readOf(each);
        const asked = each.axes.flatMap((places, index) =>
          index % 2 === 0 ? [{ name: String(index), size: Math.max(...places) + 1, index }] : [],
        );
        const rowWordsOf = sorted.map((rows) => rows.words);
        const { codes, digits } = allOf(codeRows(rowWordsOf, words, asked, each.codes));
        for (const [part, rows] of each.rows.entries()) {
          for (const [at, from] of sorted[part]?.order?.entries() ?? []) {
            const [row, code] = [rows[from], sorted[part]?.words[0]?.[at] ?? codes];
            expect(code).toBeLessThan(codes);
            const places = asked.map(({ index }) => (row === undefined ? undefined : placeOf(row, index)));
            expect(digits.map((ofAxis) => ofAxis[code])).toEqual(places);
          }
        }
      }),
    );
  });
});
