import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, type Offer } from '../../src/analyses/tiers/allocation.ts';

const offer = fc.record({
  customers: fc.integer({ min: 0, max: 6 }),
  maxShare: fc.constantFrom(0, 0.5, 1),
  cost: fc.integer({ min: 0, max: 40 }).map((tenths) => tenths / 10),
  response: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
  value: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constant(Number.NaN)),
});
const offers = fc.array(offer, { maxLength: 4 });
const budget = fc.integer({ min: 0, max: 300 }).map((tenths) => tenths / 10);

function most({ customers, maxShare }: Offer): number {
  return Math.floor(customers * maxShare);
}

function returnOf({ cost, response, value }: Offer): number {
  return response * value - cost;
}

/** The highest return of all allocations there are. */
function bruteForce(given: readonly Offer[], left: number): number {
  const [first, ...rest] = given;
  if (first === undefined) return 0;
  let best = bruteForce(rest, left);
  if (Number.isNaN(first.value)) return best;
  for (let count = 1; count <= most(first) && count * first.cost <= left + 1e-9; count += 1) {
    best = Math.max(best, count * returnOf(first) + bruteForce(rest, left - count * first.cost));
  }
  return best;
}

describe('the allocation of a budget', () => {
  test('has the highest return of all, keeps to the budget and to the customers there are', () => {
    fc.assert(
      fc.property(offers, budget, (given, money) => {
        const { contacted, expectedReturn } = allocate(given, money);
        const spent = contacted.reduce((sum, count, index) => sum + count * (given[index]?.cost ?? 0), 0);
        expect(spent).toBeLessThanOrEqual(money + 1e-9);
        contacted.forEach((count, index) => {
          expect(Number.isInteger(count)).toBe(true);
          expect(count).toBeGreaterThanOrEqual(0);
          const each = given[index];
          if (each !== undefined) expect(count).toBeLessThanOrEqual(most(each));
        });
        const counted = contacted.reduce((sum, count, index) => {
          const each = given[index];
          return count === 0 || each === undefined ? sum : sum + count * returnOf(each);
        }, 0);
        expect(counted).toBeCloseTo(expectedReturn, 9);
        expect(expectedReturn).toBeCloseTo(bruteForce(given, money), 9);
      }),
      { numRuns: 2000 },
    );
  });

  test('more budget never returns less, and the last unit of it returns no more', () => {
    fc.assert(
      fc.property(offers, budget, budget, (given, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const [poor, rich] = [allocate(given, less), allocate(given, more)];
        expect(rich.expectedReturn).toBeGreaterThanOrEqual(poor.expectedReturn - 1e-9);
        expect(rich.marginalReturn).toBeLessThanOrEqual(poor.marginalReturn);
      }),
      { numRuns: 500 },
    );
  });

  test('many customers and equal returns per cost are settled quickly', () => {
    const given = [7, 11, 13, 17, 19, 23, 29, 31].map((cost) => ({
      customers: 100_000,
      maxShare: 1,
      cost,
      response: 0.1,
      value: 20 * cost,
    }));
    const { contacted, expectedReturn } = allocate(given, 1_234_567.5);
    expect(expectedReturn).toBeGreaterThan(1_234_567.5 - 7);
    expect(contacted.every((count) => count >= 0 && count <= 100_000)).toBe(true);
  });

  test('a worked example: the dearest tier returns most per unit of cost and is filled first', () => {
    const { contacted, expectedReturn, marginalReturn } = allocate(
      [
        { customers: 10, maxShare: 1, cost: 10, response: 0.5, value: 100 },
        { customers: 100, maxShare: 0.5, cost: 2, response: 0.1, value: 50 },
        { customers: 1000, maxShare: 1, cost: 1, response: 0.01, value: 20 },
      ],
      151,
    );
    // 10 × (50 − 10) + 25 × (5 − 2); the third tier loses 0.8 a contact.
    expect(contacted).toEqual([10, 25, 0]);
    expect(expectedReturn).toBe(475);
    expect(marginalReturn).toBe(1.5);
  });
});
