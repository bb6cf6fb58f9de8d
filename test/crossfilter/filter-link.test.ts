import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_LINK_CHARACTERS, readFilters, writeFilters } from '../../src/crossfilter/filter-link.ts';
import { normalSelection } from '../../src/crossfilter/selection.ts';
import { anySelection, SPACES } from './selections.ts';

const NAMES = SPACES.map(({ name }) => name);

describe('filters in an address', () => {
  it('are read as they were written, whatever they are', () => {
    fc.assert(
      fc.property(anySelection, (selection) => {
        const { text, leftOut } = writeFilters(selection, NAMES);
        expect(leftOut).toEqual([]);
        expect(readFilters(text ?? '', NAMES)).toEqual({
          selection: normalSelection(selection),
          unknown: [],
          damaged: false,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('hold any text, in signs that no browser and no mail changes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(text, fc.uniqueArray(text, { minLength: 1, maxLength: 5 }), (dimension, values) => {
        const selection = [{ dimension, op: 'in', values }] as const;
        const written = writeFilters(selection, [dimension]).text ?? '';
        expect(written).toMatch(/^[A-Za-z0-9._~-]+$/u);
        expect(encodeURIComponent(written)).toBe(written);
        expect(new URLSearchParams(`f=${written}`).get('f')).toBe(written);
        expect(readFilters(written, [dimension]).selection).toEqual(normalSelection(selection));
      }),
    );
  });

  it('are short and can be read by people', () => {
    const { text } = writeFilters(
      [
        { dimension: 'period', op: 'between', low: '2026-01', high: '2026-06' },
        { dimension: 'country', op: 'in', values: ['FR', 'DE'] },
        { dimension: '渠道', op: 'in', values: ['门店'] },
      ],
      NAMES,
    );
    expect(text).toBe('1~country.in.DE.FR~period.to.2026-01.2026-06~_lr4-sib_.in._tm0-ion_');
    expect(writeFilters([], NAMES).text).toBe('');
  });

  it('leave out what identifies, on writing and on reading', () => {
    const selection = [
      { dimension: 'email', op: 'in', values: ['ann@example.org'] },
      { dimension: 'country', op: 'in', values: ['DE'] },
    ] as const;
    expect(writeFilters(selection, NAMES)).toEqual({ text: '1~country.in.DE', leftOut: ['email'] });
    expect(readFilters('1~email.in.ann~country.in.DE', NAMES)).toEqual({
      selection: [{ dimension: 'country', op: 'in', values: ['DE'] }],
      unknown: ['email'],
      damaged: false,
    });
  });

  it('are too many for an address at some point, and say so', () => {
    const many = Array.from({ length: 200 }, (_, at) => `a long value ${at}`);
    expect(writeFilters([{ dimension: 'country', op: 'in', values: many }], NAMES).text).toBeNull();
    const more = Array.from({ length: 201 }, (_, at) => String(at));
    expect(writeFilters([{ dimension: 'country', op: 'in', values: more }], NAMES).text).toBeNull();
    const long = 'x'.repeat(201);
    expect(
      writeFilters([{ dimension: 'period', op: 'between', low: long, high: long }], NAMES).text,
    ).toBeNull();
    expect(MOST_LINK_CHARACTERS).toBe(1500);
  });

  it.each([
    ['2~country.in.DE', []],
    ['1~country.in.DE~period', ['country']],
    ['1~country.in.DE~country.in.FR', ['country']],
    ['1~country.in', []],
    ['1~country.is.DE', []],
    ['1~period.to.2026-01', []],
    ['1~country.in.D%45', []],
    ['1~country.in._zzzzz_', []],
    ['1~country.in._w', []],
    ['DE', []],
  ])('are read as far as they go: %s', (text, kept) => {
    const { selection, damaged } = readFilters(text, NAMES);
    expect(damaged).toBe(true);
    expect(selection.map(({ dimension }) => dimension)).toEqual(kept);
  });

  it('never throw, and never give what cannot be written again', () => {
    const noise = fc.string({ unit: fc.constantFrom(...Array.from('1~._-into9aZ渠%')), maxLength: 60 });
    fc.assert(
      fc.property(
        fc.oneof(
          noise,
          fc.string(),
          noise.map((text) => `1~country.in.DE~${text}`),
        ),
        (text) => {
          const { selection } = readFilters(text, NAMES);
          const again = writeFilters(selection, NAMES).text;
          expect(readFilters(again ?? '', NAMES).selection).toEqual(selection);
        },
      ),
      { numRuns: 500 },
    );
  });
});
