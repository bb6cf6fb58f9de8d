import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ExportFormat, Policy } from '../../src/contract/privacy.ts';
import { parsePolicy, tighten } from '../../src/privacy/policy.ts';
import { offeredPresets, type Preset } from '../../src/privacy/presets.ts';
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

  const strict = policyOf({
    dominance: { n: 2, k: 85 },
    estimation: { p: 10, q: 100 },
    groupDisclosure: true,
    protection: 3,
    rounding: { base: 5 },
    differencing: true,
    rows: { deidentified: { k: 10 }, lists: { pseudonymised: true } },
    noise: { epsilon: 0.5, budget: 2 },
  });

  test.each<[string, Partial<Policy>]>([
    ['dominance', { dominance: null }],
    ['dominance', { dominance: { n: 1, k: 85 } }],
    ['dominance', { dominance: { n: 2, k: 86 } }],
    ['estimation', { estimation: null }],
    ['estimation', { estimation: { p: 9, q: 100 } }],
    ['estimation', { estimation: { p: 4, q: 50 } }],
    ['groupDisclosure', { groupDisclosure: false }],
    ['protection', { protection: 2 }],
    ['rounding', { rounding: null }],
    ['rounding', { rounding: { base: 4 } }],
    ['differencing', { differencing: false }],
    ['rows.deidentified', { rows: { ...strict.rows, deidentified: { k: 9 } } }],
    ['rows.lists', { rows: { ...strict.rows, lists: { pseudonymised: false } } }],
    ['unverified', { unverified: true }],
    ['noise', { noise: null }],
    ['noise', { noise: { epsilon: 0.6, budget: 2 } }],
    ['noise', { noise: { epsilon: 0.5, budget: 3 } }],
  ])('may not loosen %s: %j', (field, change) => {
    const error = { code: 'policy.looserField', params: { field } };
    expect(tighten(strict, { ...strict, ...change })).toMatchObject({ ok: false, error });
  });

  test.each<[string, Partial<Policy>]>([
    ['the same', {}],
    ['more contributions and a lower share', { dominance: { n: 3, k: 80 } }],
    ['a wider estimate', { estimation: { p: 10, q: 50 } }],
    ['a wider interval', { protection: 10 }],
    ['a coarser base', { rounding: { base: 10 } }],
    ['larger classes', { rows: { ...strict.rows, deidentified: { k: 20 } } }],
    ['no rows at all', { rows: { deidentified: null, lists: null } }],
    ['more noise', { noise: { epsilon: 0.1, budget: 1 } }],
  ])('may ask for %s', (_, change) => {
    const user = { ...strict, ...change };
    expect(tighten(strict, user)).toEqual({ ok: true, value: user });
  });

  test('may add rules the host does not ask for, and open no way out it leaves shut', () => {
    const open = { ...strict, rows: { deidentified: null, lists: null } };
    expect(tighten(host, open)).toEqual({ ok: true, value: open });
    expect(tighten(host, strict)).toMatchObject({ error: { params: { field: 'rows.deidentified' } } });
  });

  test.each<[string, Partial<Policy>]>([
    ['a share above all', { dominance: { n: 2, k: 101 } }],
    ['half a base', { rounding: { base: 2.5 } }],
    ['noise without end', { noise: { epsilon: Number.POSITIVE_INFINITY, budget: 1 } }],
  ])('may not ask for %s', (_, change) => {
    expect(tighten(host, { ...host, ...change })).toMatchObject({ error: { code: 'policy.invalid' } });
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

describe('presets', () => {
  const available = (floor: Policy): Preset[] =>
    offeredPresets(floor).flatMap(({ preset, isAvailable }) => (isAvailable ? [preset] : []));

  test('are offered where the host does not ask for more', () => {
    expect(available(policyOf({ threshold: 5 }))).toEqual(['own', 'ten', 'cms11', 'fiveRounded', 'nhs']);
    expect(available(policyOf({ threshold: 8 }))).toEqual(['own', 'ten', 'cms11', 'nhs']);
    expect(available(policyOf({ threshold: 11 }))).toEqual(['own', 'cms11']);
    expect(available(policyOf({ threshold: 5, rounding: { base: 10 } }))).toEqual(['own', 'ten', 'cms11']);
  });

  test('leave what they do not speak of as the host has set it', () => {
    const host = policyOf({ threshold: 5, formats: ['csv'], dominance: { n: 1, k: 70 } });
    const nhs = offeredPresets(host).find(({ preset }) => preset === 'nhs');
    expect(nhs?.policy).toEqual({ ...host, threshold: 8, rounding: { base: 5 } });
  });
});
