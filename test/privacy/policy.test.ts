import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExportFormat, Policy } from '../../src/contract/privacy.ts';
import { parsePolicy, tighten } from '../../src/privacy/policy.ts';

const host: Policy = { threshold: 10, formats: ['csv', 'svg', 'png'] };
const formats = fc.uniqueArray(fc.constantFrom<ExportFormat>('csv', 'svg', 'png'));

describe('the policy of the host', () => {
  test('the one that is shipped asks for 10 customers', () => {
    const shipped: unknown = JSON.parse(
      readFileSync(new URL('../../public/policy.json', import.meta.url), 'utf8'),
    );
    expect(parsePolicy(shipped)).toEqual({ ok: true, value: host });
  });

  test.each([
    ['no object', 'policy', 'policy.json'],
    ['no version', { threshold: 10, formats: ['csv'] }, 'version'],
    ['another version', { version: 2, threshold: 10, formats: ['csv'] }, 'version'],
    ['a threshold of one customer', { version: 1, threshold: 1, formats: ['csv'] }, 'threshold'],
    ['half a customer', { version: 1, threshold: 10.5, formats: ['csv'] }, 'threshold'],
    ['a threshold in words', { version: 1, threshold: '10', formats: ['csv'] }, 'threshold'],
    ['a format there is not', { version: 1, threshold: 10, formats: ['csv', 'pdf'] }, 'formats.1'],
    ['a misspelt field', { version: 1, threshold: 10, formats: ['csv'], treshold: 50 }, 'treshold'],
  ])('%s is not taken', (_, file, path) => {
    const result = parsePolicy(file);
    expect(result.ok ? null : result.error).toMatchObject({ code: 'policy.invalid', params: { path } });
  });
});

describe('a user', () => {
  test('may ask for more customers and fewer formats', () => {
    expect(tighten(host, { threshold: 25, formats: ['csv'] })).toEqual({
      ok: true,
      value: { threshold: 25, formats: ['csv'] },
    });
  });

  test('may not ask for fewer customers', () => {
    const result = tighten(host, { threshold: 9, formats: [] });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'policy.looser', params: { asked: 9, floor: 10 } },
    });
  });

  test('may not ask for a format the host does not allow', () => {
    const result = tighten({ threshold: 10, formats: ['csv'] }, { threshold: 10, formats: ['csv', 'png'] });
    expect(result).toMatchObject({ ok: false, error: { code: 'gate.kindNotAllowed' } });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 12.5])('may not ask for %s customers', (threshold) => {
    expect(tighten(host, { threshold, formats: [] })).toMatchObject({ ok: false });
  });

  test('never ends up with a looser policy, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.nat(40), formats, fc.double(), formats, (floor, allowed, threshold, asked) => {
        const result = tighten({ threshold: floor, formats: allowed }, { threshold, formats: asked });
        if (!result.ok) return;
        expect(result.value.threshold).toBeGreaterThanOrEqual(floor);
        expect(allowed).toEqual(expect.arrayContaining([...result.value.formats]));
      }),
    );
  });
});
