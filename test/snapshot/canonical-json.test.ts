import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { canonicalJson, embeddedJson } from '../../src/snapshot/canonical-json.ts';

describe('canonical JSON', () => {
  test('sorts names by their code units and writes numbers as ECMAScript does', () => {
    // The names are those of the example of RFC 8785, section 3.2.3.
    const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'];
    const written = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
    expect(written).toBe(`{${sorted.map((name) => `${JSON.stringify(name)}:0`).join(',')}}`);
    expect(canonicalJson([1e30, 4.5, 2e-3, 1e-27, -0])).toBe('[1e+30,4.5,0.002,1e-27,0]');
  });

  test('reads back as what was written, and writing it again gives the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(embeddedJson(value)).not.toContain('<');
        expect(JSON.parse(embeddedJson(value))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('refuses what JSON has not', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', undefined, () => 1]) {
      expect(() => canonicalJson(value)).toThrow(RangeError);
    }
  });
});
