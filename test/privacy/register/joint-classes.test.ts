import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallJointClasses } from '../../../src/privacy/register/joint-classes.ts';

const classes = (...each: readonly number[]) => ({ classes: Int32Array.from(each) });

test("two tables that cut each other's classes are found, with the people in the smallest joint class", () => {
  const earlier = classes(2, 2, 2, 2, 3, 3, 3, 3);
  const asked = classes(2, 2, 2, 3, 3, 3, 3, 3);
  expect(smallJointClasses(asked, [earlier], null, 4)).toEqual([{ people: 1, tables: [0] }]);
  expect(smallJointClasses(asked, [earlier], null, 1)).toEqual([]);
});

test('the same classes and coarser ones cut nothing', () => {
  const earlier = classes(2, 2, 3, 3, 4, 4, 0);
  expect(smallJointClasses(classes(7, 7, 5, 5, 6, 6, 0), [earlier], null, 2)).toEqual([]);
  expect(smallJointClasses(classes(2, 2, 2, 2, 4, 4, 0), [earlier], null, 2)).toEqual([]);
});

test('who is in one table and not in the other counts', () => {
  expect(smallJointClasses(classes(2, 2, 2, 2), [classes(2, 2, 2, 0)], null, 2)).toEqual([
    { people: 1, tables: [0] },
  ]);
});

test('records of one person count once', () => {
  const tables = [classes(2, 2, 2, 3, 3, 3)];
  const asked = classes(2, 2, 2, 3, 3, 3);
  expect(smallJointClasses(asked, tables, null, 3)).toEqual([]);
  expect(smallJointClasses(asked, tables, Int32Array.of(1, 1, 2, 3, 4, 5), 3)).toEqual([
    { people: 2, tables: [0] },
  ]);
});

test('three tables are laid over each other where two are not enough', () => {
  const bit = (place: number) =>
    classes(...Array.from({ length: 8 }, (_, record) => 2 + ((record >> place) & 1)));
  expect(smallJointClasses(bit(2), [bit(0)], null, 2)).toEqual([]);
  expect(smallJointClasses(bit(2), [bit(0), bit(1)], null, 2)).toEqual([{ people: 1, tables: [0, 1] }]);
});

test('agrees with counting pairs', () => {
  const partition = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(partition, partition, fc.integer({ min: 1, max: 5 }), (one, other, k) => {
      const pairs = new Map<string, number>();
      one.forEach((each, record) => {
        const pair = `${each} ${other[record] ?? 0}`;
        if (pair !== '0 0') pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      });
      const fewest = Math.min(Infinity, ...pairs.values());
      const expected = fewest < k ? [{ people: fewest, tables: [0] }] : [];
      expect(smallJointClasses(classes(...one), [classes(...other)], null, k)).toEqual(expected);
    }),
  );
});
