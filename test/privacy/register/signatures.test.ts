import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinedNumbers } from '../../../src/privacy/register/joined-numbers.ts';
import { signaturesOf } from '../../../src/privacy/register/signatures.ts';

const CUSTOMERS = 12;
const CELLS = 6;
/** By customer: the cells they are in. */
const sets = fc.array(fc.uniqueArray(fc.nat(CELLS - 1)), { minLength: CUSTOMERS, maxLength: CUSTOMERS });

test('customers have the same signature when they are in the same cells, numbered by who has it first', () => {
  fc.assert(
    fc.property(sets, fc.infiniteStream(fc.nat()), (cellsOf, random) => {
      const entries = cellsOf.flatMap((cells, customer) => cells.map((cell) => ({ cell, customer })));
      // In any order.
      const keyed = entries.map((entry) => ({ entry, key: random.next().value ?? 0 }));
      const mixed = keyed.sort((a, b) => a.key - b.key).map(({ entry }) => entry);
      const { ofCustomer, cells } = signaturesOf(
        Int32Array.from(mixed, ({ cell }) => cell),
        Int32Array.from(mixed, ({ customer }) => customer),
        CUSTOMERS,
      );
      const known = [''];
      for (const [customer, own] of cellsOf.entries()) {
        const text = own.toSorted((a, b) => a - b).join();
        if (!known.includes(text)) known.push(text);
        expect(ofCustomer[customer]).toBe(known.indexOf(text));
      }
      expect(cells.map((each) => each.join())).toEqual(known);
    }),
  );
});

test('no two sets are taken for one', () => {
  // Pairs of cells, more than there are hashes of 16 bits.
  const width = 400;
  const customers = width * width;
  const entries = Array.from({ length: customers }, (_, each) => [
    each % width,
    width + Math.floor(each / width),
  ]);
  const { cells } = signaturesOf(
    Int32Array.from(entries.flat()),
    Int32Array.from(entries.flatMap((_, customer) => [customer, customer])),
    customers,
  );
  expect(cells.slice(1)).toEqual(entries);
});

test('pairs of numbers are numbered in the order of the first and then of the second', () => {
  const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 40 });
  fc.assert(
    fc.property(pairs, (given) => {
      const found = joinedNumbers(
        Int32Array.from(given, ([first]) => first),
        Int32Array.from(given, ([, second]) => second),
      );
      const order = (a: readonly number[], b: readonly number[]): number =>
        (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);
      const texts = [...new Set(given.toSorted(order).map(String))];
      expect([...found.first].map((first, at) => `${first},${found.second[at] ?? 0}`)).toEqual(texts);
      expect([...found.joint]).toEqual(given.map((pair) => texts.indexOf(String(pair))));
      expect([...found.count]).toEqual(
        texts.map((text) => given.filter((pair) => String(pair) === text).length),
      );
    }),
  );
});
