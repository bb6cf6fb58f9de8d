import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/contract/privacy.ts';
import { applyPolicyChoice, policyChoice, readPolicyChoice } from '../../src/state/policy-choice.ts';
import { readPreferences } from '../../src/state/stored-preferences.ts';

const HOST: Policy = {
  threshold: 10,
  formats: ['csv', 'svg', 'png', 'print'],
  dominance: { n: 2, k: 85 },
  estimation: null,
  groupDisclosure: true,
  protection: 0,
  rounding: null,
  differencing: true,
  rows: { deidentified: { k: 10 }, lists: { pseudonymised: false } },
  unverified: false,
  noise: null,
};
const OWN: Policy = {
  ...HOST,
  threshold: 20,
  formats: ['csv', 'print'],
  rounding: { base: 5 },
  rows: { ...HOST.rows, lists: null },
};

describe('what a user sets besides the host’s policy', () => {
  it('is what differs, and is the same policy again after it was kept', () => {
    const choice = policyChoice(HOST, OWN);
    expect(choice).toEqual({
      threshold: 20,
      formats: ['csv', 'print'],
      rounding: { base: 5 },
      rows: { lists: null },
    });
    const kept: unknown = JSON.parse(JSON.stringify(choice));
    expect(applyPolicyChoice(HOST, readPolicyChoice(kept) ?? {})).toEqual(OWN);
    expect(policyChoice(HOST, HOST)).toBeNull();
  });

  it('follows a host that has become stricter, setting by setting', () => {
    const stricter: Policy = {
      ...HOST,
      threshold: 30,
      formats: ['csv'],
      rows: { deidentified: null, lists: { pseudonymised: true } },
    };
    const choice = policyChoice(HOST, OWN) ?? {};
    expect(applyPolicyChoice(stricter, choice)).toEqual({
      ...stricter,
      rounding: { base: 5 },
      rows: { deidentified: null, lists: null },
    });
  });

  it('is dropped where it cannot be read', () => {
    for (const kept of [
      null,
      7,
      {},
      { threshold: 1 },
      { threshold: 'ten' },
      { treshold: 20 },
      { rows: { lists: 7 } },
    ]) {
      expect(readPolicyChoice(kept), JSON.stringify(kept)).toBeNull();
    }
  });

  it('takes over the threshold that earlier versions kept', () => {
    const old = { version: 1, locale: 'en', theme: 'dark', threshold: 25, characterKeys: false };
    const read = readPreferences(JSON.stringify(old));
    expect(read).toMatchObject({ version: 2, theme: 'dark', characterKeys: false });
    expect(readPolicyChoice(read?.policy)).toEqual({ threshold: 25 });
    expect(readPolicyChoice(readPreferences(JSON.stringify({ ...old, threshold: null }))?.policy)).toBeNull();
    expect(readPreferences('{"version":3}')).toBeNull();
    expect(readPreferences('not JSON')).toBeNull();
  });
});
