import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../fixtures/property-seed.ts';
import { RECOGNISERS } from '../../../src/privacy/identifiers/index.ts';

const digits = (least: number, most = least) =>
  fc
    .integer({ min: least, max: most })
    .chain((length) =>
      fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
        .map((all) => all.join('')),
    );
const padded = (value: number, width: number) => String(value).padStart(width, '0');

/** Columns that are about no person and look as if they were. */
const LOOK_ALIKES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'epoch milliseconds': fc.integer({ min: 1_400_000_000_000, max: 1_800_000_000_000 }).map(String),
  'epoch seconds': fc.integer({ min: 1_400_000_000, max: 1_800_000_000 }).map(String),
  'order numbers with the day': fc
    .tuple(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
      digits(6),
    )
    .map(([day, serial]) => day.toISOString().slice(0, 10).replaceAll('-', '') + serial),
  'order numbers with the day in short': fc
    .tuple(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
      digits(4),
    )
    .map(([day, serial]) => day.toISOString().slice(2, 10).replaceAll('-', '') + serial),
  'order numbers with a prefix': digits(6).map((serial) => `SO-2024-${serial}`),
  'order numbers of six digits': fc.integer({ min: 100_000, max: 999_999 }).map(String),
  'order numbers of thirteen digits': digits(13),
  'stock-keeping units': fc
    .tuple(fc.stringMatching(/^[A-Z]{2,3}$/u), digits(4), fc.constantFrom('S', 'M', 'L', 'XL'))
    .map((parts) => parts.join('-')),
  'bar codes of goods': digits(12).map((body) => {
    const sum = Array.from(body).reduce(
      (total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3),
      0,
    );
    return `${body}${(10 - (sum % 10)) % 10}`;
  }),
  'customer numbers with a letter': digits(7).map((serial) => `C${serial}`),
  hashes: fc.stringMatching(/^[0-9a-f]{40}$/u),
  UUIDs: fc.uuid(),
  coordinates: fc
    .tuple(fc.integer({ min: -9e7, max: 9e7 }), fc.integer({ min: -18e7, max: 18e7 }))
    .map(([latitude, longitude]) => `${(latitude / 1e6).toFixed(6)}, ${(longitude / 1e6).toFixed(6)}`),
  latitudes: fc.integer({ min: 1e7, max: 9e7 }).map((latitude) => (latitude / 1e6).toFixed(6)),
  amounts: fc.integer({ min: 100, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
  days: fc
    .tuple(
      fc.integer({ min: 2019, max: 2025 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([year, month, day]) => `${year}-${padded(month, 2)}-${padded(day, 2)}`),
  moments: fc
    .integer({ min: 1_400_000_000, max: 1_800_000_000 })
    .map((seconds) => new Date(seconds * 1000).toISOString()),
};

const VALUES = 300;

/** Recognisers that speak for themselves, without a header: of people, and hard to satisfy by chance. */
const telling = RECOGNISERS.filter(
  ({ subject, falsePositiveRate, distinctive }) =>
    subject === 'person' && (distinctive || falsePositiveRate < 0.5),
);

describe('columns that only look like identifiers of people', () => {
  for (const [name, values] of Object.entries(LOOK_ALIKES)) {
    test(name, () => {
      const column = fc.sample(values, { numRuns: VALUES, seed: 20_261_122 });
      const taken = telling
        .map((one) => ({
          kind: one.kind,
          share: column.filter((value) => one.test(value) === 'valid').length / VALUES,
        }))
        .filter(({ share }) => share > 0.25);
      expect(taken).toEqual([]);
    });
  }
});

describe('chance', () => {
  const shapes = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((length) => digits(length));
  const drawn = shapes.map((shape) => fc.sample(shape, { numRuns: 1500, seed: 20_261_122 }));
  const checked = RECOGNISERS.filter(
    ({ falsePositiveRate, kind }) => falsePositiveRate < 1 && kind !== 'phone',
  );

  // Rows of digits only, so kinds with letters are not put to the test here; their rates follow from their moduli.
  test.each(checked.map((one) => [one.kind, one] as const))(
    '%s passes no more often than it says',
    (_, one) => {
      for (const values of drawn) {
        const shaped = values.map((value) => one.test(value)).filter((verdict) => verdict !== null);
        const passed = shaped.filter((verdict) => verdict === 'valid').length;
        // Four standard deviations of the binomial distribution above what is stated.
        const spread = 4 * Math.sqrt(one.falsePositiveRate * (1 - one.falsePositiveRate) * shaped.length);
        expect(passed).toBeLessThanOrEqual(one.falsePositiveRate * shaped.length + spread + 1);
      }
    },
  );
});

describe('every recogniser', () => {
  test('has a name of its own', () => {
    expect(new Set(RECOGNISERS.map(({ kind }) => kind)).size).toBe(RECOGNISERS.length);
  });

  test('finds within the text, from the left, without overlaps, and never throws', () => {
    const alphabet = fc.constantFrom(...'0123456789ABCXYZabcxz -.:/()@+京年月港，１Ａ()'.split(''));
    const scattered = fc.array(alphabet, { maxLength: 60 }).map((all) => all.join(''));
    fc.assert(
      fc.property(scattered, (text) => {
        for (const one of RECOGNISERS) {
          one.test(text);
          let last = 0;
          for (const { start, end } of one.find(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 60) },
    );
  });

  test('reads hostile texts in time that grows with their length', () => {
    const hostile = ['a1:', '1.', '5', 'a-', ' 1 ', '@a.', 'x', '1-', 'A9', '((', '+1 ', '::']
      .map((part) => part.repeat(2000))
      .join('');
    const started = performance.now();
    for (const one of RECOGNISERS.filter(({ evidence }) => evidence !== 'library')) one.find(hostile);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
