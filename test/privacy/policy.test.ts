import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExportFormat, Policy } from '../../src/contract/privacy.ts';
import { parsePolicy, tighten } from '../../src/privacy/policy.ts';
import { policyOf } from './tables.ts';

const host: Policy = policyOf({});
const formats = fc.uniqueArray(fc.constantFrom<ExportFormat>('csv', 'svg', 'png'));

describe('the policy of the host', () => {
  test('the one that is shipped asks for 10 customers', () => {
    const shipped: unknown = JSON.parse(
      readFileSync(new URL('../../public/policy.json', import.meta.url), 'utf8'),
    );
    expect(parsePolicy(shipped)).toMatchObject({ ok: true, value: { threshold: 10, groupDisclosure: true } });
  });

  test.each([
    ['no object', 'policy', 'policy.json'],
    ['no version', { threshold: 10, formats: ['csv'] }, 'version'],
    ['another version', { version: 3, threshold: 10, formats: ['csv'] }, 'version'],
    ['a threshold of one customer', { version: 2, threshold: 1, formats: ['csv'] }, 'threshold'],
    ['half a customer', { version: 2, threshold: 10.5, formats: ['csv'] }, 'threshold'],
    ['a threshold in words', { version: 2, threshold: '10', formats: ['csv'] }, 'threshold'],
    ['a format there is not', { version: 2, threshold: 10, formats: ['csv', 'pdf'] }, 'formats.1'],
    ['a misspelt field', { version: 2, threshold: 10, formats: ['csv'], treshold: 50 }, 'treshold'],
  ])('%s is not taken', (_, file, path) => {
    const result = parsePolicy(file);
    expect(result.ok ? null : result.error).toMatchObject({ code: 'policy.invalid', params: { path } });
  });
});

describe('a user', () => {
  test('may ask for more customers and fewer formats', () => {
    expect(tighten(host, policyOf({ threshold: 25, formats: ['csv'] }))).toEqual({
      ok: true,
      value: policyOf({ threshold: 25, formats: ['csv'] }),
    });
  });

  test('may not ask for fewer customers', () => {
    const result = tighten(host, policyOf({ threshold: 9, formats: [] }));
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'policy.looser', params: { asked: 9, floor: 10 } },
    });
  });

  test('may not ask for a format the host does not allow', () => {
    const result = tighten(policyOf({ formats: ['csv'] }), policyOf({ formats: ['csv', 'png'] }));
    expect(result).toMatchObject({ ok: false, error: { code: 'gate.kindNotAllowed' } });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 12.5])('may not ask for %s customers', (threshold) => {
    expect(tighten(host, policyOf({ threshold, formats: [] }))).toMatchObject({ ok: false });
  });

  test('never ends up with a looser policy, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.nat(40), formats, fc.double(), formats, (floor, allowed, threshold, asked) => {
        const result = tighten(
          policyOf({ threshold: floor, formats: allowed }),
          policyOf({ threshold, formats: asked }),
        );
        if (!result.ok) return;
        expect(result.value.threshold).toBeGreaterThanOrEqual(floor);
        expect(allowed).toEqual(expect.arrayContaining([...result.value.formats]));
      }),
    );
  });
});
