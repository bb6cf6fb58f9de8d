import { expect, test } from 'vitest';
import { keptPeople, PeopleState } from '../../workers/engine/register-people.ts';
import type { SeenRows } from '../../workers/engine/register-tables.ts';

/** A table of one row a signature, by the signature of each customer. */
function seen(...signatures: readonly number[]): SeenRows {
  const most = Math.max(...signatures);
  const counts = Float64Array.from(
    { length: most + 1 },
    (_, each) => signatures.filter((s) => s === each).length,
  );
  return {
    view: {
      cells: Array.from({ length: most }, (_, row) => ({ row, customers: counts[row + 1] ?? 0 })),
      signatures: Array.from({ length: most + 1 }, (_, each) => (each === 0 ? [] : [each - 1])),
    },
    signatures: Int32Array.from(signatures),
    counts,
  };
}

const untold = (customers: number): PeopleState => new PeopleState(new Int32Array(customers), []);

test('pieces are customers of one atom with one signature, in the order of both', () => {
  const people = untold(6).with(seen(0, 0, 0, 1, 1, 1));
  const pieces = people.pieces(seen(2, 0, 2, 1, 0, 1));
  expect([...pieces.atom]).toEqual([0, 0, 1, 1]);
  expect([...pieces.signature]).toEqual([0, 2, 0, 1]);
  expect([...pieces.customers]).toEqual([1, 2, 1, 2]);
});

test('each table that leaves cuts atoms further, and earlier views know the new ones', () => {
  const [first, second] = [seen(0, 0, 1, 1), seen(1, 0, 1, 0)];
  const people = untold(4).with(first).with(second);
  expect(new Set(people.atoms).size).toBe(4);
  const [earlier, later] = people.views;
  if (earlier === undefined || later === undefined) throw new RangeError('a view is missing');
  expect([...people.atoms].map((atom) => people.byAtom(earlier)[atom])).toEqual([...first.signatures]);
  expect([...people.atoms].map((atom) => people.byAtom(later)[atom])).toEqual([...second.signatures]);
});

test('what is taken back and leaves again is not cut or compared again; another table is', () => {
  const people = untold(4);
  const [first, same] = [seen(0, 0, 1, 1), seen(0, 0, 1, 1)];
  const left = people.with(first);
  people.noteClean(first, 'threshold 10');
  expect(people.with(first)).toBe(left);
  expect(people.isClean(first, 'threshold 10')).toBe(true);
  expect(people.isClean(first, 'threshold 20')).toBe(false);
  expect(people.isClean(same, 'threshold 10')).toBe(false);
  expect(left.isClean(first, 'threshold 10')).toBe(false);
  expect([...left.pieces(first).customers]).toEqual([2, 2]);
});

test('a kept register tells customers apart as before', () => {
  const people = untold(5)
    .with(seen(1, 2, 2, 0, 1))
    .with(seen(0, 0, 1, 1, 1));
  const views = people.views.map((each) => ({ ...each.view, byAtom: people.byAtom(each) }));
  const again = keptPeople(people.atoms, views);
  expect(again.views.map(({ signatures }) => [...signatures])).toEqual([
    [1, 2, 2, 0, 1],
    [0, 0, 1, 1, 1],
  ]);
});
