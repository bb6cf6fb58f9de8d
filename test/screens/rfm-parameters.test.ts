import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { rfmParams } from '../../src/analyses/rfm/params.ts';
import { GRID10, onFive } from '../../src/analyses/rfm/segments.ts';
import {
  DEFAULT_FORM,
  formProblems,
  paintCell,
  paintOf,
  readCuts,
  scaleOf,
  toParams,
  type RfmForm,
} from '../../src/screens/rfm/rfm-parameters.ts';

const cutsText = fc
  .uniqueArray(fc.integer({ min: -1000, max: 100_000 }), { minLength: 1, maxLength: 9 })
  .map((cuts) => cuts.toSorted((a, b) => a - b).join(' '));

const form: fc.Arbitrary<RfmForm> = fc.record({
  analysisDate: fc.constantFrom('', '1998-07-01', '2024-02-29'),
  bins: fc.constantFrom<RfmForm['bins'][]>(3, 4, 5, 'own'),
  cuts: fc.record({ recency: cutsText, frequency: cutsText, monetary: cutsText }),
  ties: fc.constantFrom<RfmForm['ties'][]>('ntile', 'cume_dist', 'rfm_r', 'qcut'),
  monetary: fc.constantFrom<RfmForm['monetary'][]>('sum', 'mean'),
  map: fc.constantFrom<RfmForm['map'][]>('grid10', 'cran', 'own'),
  painted: fc.constant(GRID10),
});

describe('the parameters panel', () => {
  it('gives the analysis parameters it accepts, whatever is chosen', () => {
    fc.assert(
      fc.property(form, (chosen) => {
        expect(formProblems(chosen, '1998-06-30')).toEqual([]);
        const parsed = v.safeParse(rfmParams, toParams(chosen));
        expect(parsed.success).toBe(true);
      }),
    );
  });

  it('starts from the defaults of the analysis', () => {
    expect(v.parse(rfmParams, toParams(DEFAULT_FORM))).toEqual(v.parse(rfmParams, {}));
  });

  it('reads cut points, and nothing that does not rise', () => {
    expect(readCuts('30 90  180')).toEqual([30, 90, 180]);
    expect(readCuts('1.5;2;3')).toEqual([1.5, 2, 3]);
    for (const bad of ['', '3 2', '1 1', 'a b', '1 2 3 4 5 6 7 8 9 10', '1 Infinity'])
      expect(readCuts(bad)).toBeNull();
  });

  it('names the field that is wrong', () => {
    const wrong: RfmForm = {
      ...DEFAULT_FORM,
      bins: 'own',
      analysisDate: '1998-01-01',
      cuts: { ...DEFAULT_FORM.cuts, frequency: '3 2' },
    };
    expect(formProblems(wrong, '1998-06-30')).toEqual(['date', 'frequency']);
  });

  it('paints the cell one sees, on any number of bins', () => {
    fc.assert(
      fc.property(fc.constantFrom(3, 4, 5), fc.nat(4), fc.nat(4), (bins, a, b) => {
        const cell = { r: (a % bins) + 1, f: (b % bins) + 1 };
        const scale = scaleOf({ ...DEFAULT_FORM, bins: bins });
        const painted = paintCell(GRID10, scale, cell, 'Mine');
        expect(paintOf({ ...DEFAULT_FORM, painted }, scale, cell.r, cell.f)).toBe('Mine');
        const changed = painted.flat().filter((name, index) => name !== GRID10.flat()[index]);
        expect(changed).toEqual(['Mine']);
        expect(painted[onFive(cell.r, bins) - 1]?.[onFive(cell.f, bins) - 1]).toBe('Mine');
      }),
    );
  });
});
