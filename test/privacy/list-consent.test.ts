import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONSENT_STATES, type ConsentCounts, withoutConsent } from '../../src/contract/consent.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import { decideList, type ListQuestion } from '../../src/privacy/decide-list.ts';
import { ruleOnConsent } from '../../src/privacy/list-consent.ts';
import { parsePolicy, tighten } from '../../src/privacy/policy.ts';
import { policyOf } from './tables.ts';

const lists = (value: Policy['rows']['lists']): Policy =>
  policyOf({ rows: { deidentified: null, lists: value } });
const OPEN = lists({ pseudonymised: false });
const MARKING = lists({ pseudonymised: false, withoutConsent: 'marked' });

const counts: fc.Arbitrary<ConsentCounts> = fc.record({
  given: fc.nat(50),
  withdrawn: fc.nat(50),
  refused: fc.nat(50),
  unclear: fc.nat(50),
  missing: fc.nat(50),
});

function question(change: Partial<ListQuestion>): ListQuestion {
  return {
    ...{ policy: OPEN, purpose: 'letters', pseudonymised: false, columns: [], subject: 'rfm/customers' },
    ...{ conflicts: [], consent: null, ...change },
  };
}

describe('a list held against consents', () => {
  test('leaves without them where none are loaded, which the log says', () => {
    const { verdict, consent } = decideList(question({}));
    expect(verdict).toEqual({ outcome: 'released', suppressedRows: 0, reasons: [] });
    expect(consent.note).toBeNull();
  });

  test('is refused where consents are loaded and nobody says which it needs', () => {
    const customers = { given: 9, withdrawn: 0, refused: 0, unclear: 0, missing: 0 };
    const { verdict, consent } = decideList(question({ consent: { wish: null, customers } }));
    expect(verdict).toMatchObject({
      outcome: 'refused',
      reason: 'consent',
      error: { code: 'gate.consentMissing' },
    });
    expect(consent.note).toBeUndefined();
  });

  test('holds back everybody but those who have agreed, or nobody where they may be marked', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), fc.boolean(), (customers, mayMark, asksToMark) => {
        const wish = { purpose: 'email', without: asksToMark ? ('marked' as const) : ('leftOut' as const) };
        const policy = mayMark ? MARKING : OPEN;
        const { note, heldBack, error } = ruleOnConsent(policy, { wish, customers });
        const marks = mayMark && asksToMark;
        const others = CONSENT_STATES.filter((state) => state !== 'given');
        const sum = others.reduce((all, state) => all + customers[state], 0);
        expect(withoutConsent(customers)).toBe(sum);
        expect(heldBack).toBe(marks ? 0 : sum);
        expect(note).toEqual({ purpose: 'email', without: marks ? 'marked' : 'leftOut', customers });
        expect(error?.code).toBe(!marks && customers.given === 0 ? 'gate.nobodyConsented' : undefined);
      }),
    );
  });

  test('is refused by the other rules first, whatever the consents', () => {
    const customers = { given: 0, withdrawn: 5, refused: 0, unclear: 0, missing: 0 };
    const consent = { wish: { purpose: 'email', without: 'leftOut' as const }, customers };
    expect(decideList(question({ policy: lists(null), consent })).verdict).toMatchObject({
      reason: 'kindNotAllowed',
    });
    expect(decideList(question({ purpose: ' ', consent })).verdict).toMatchObject({ reason: 'rowLevel' });
    expect(decideList(question({ consent })).verdict).toMatchObject({
      error: { code: 'gate.nobodyConsented', params: { customers: 5 } },
    });
  });
});

describe('the policy on customers without consent', () => {
  test('is read, left out where it says nothing, and refused where it is misspelt', () => {
    const file = (value: object) =>
      parsePolicy({ version: 2, threshold: 5, formats: [], rows: { lists: value } });
    expect(file({ pseudonymised: true })).toMatchObject({
      value: { rows: { lists: { pseudonymised: true } } },
    });
    expect(file({ pseudonymised: true, withoutConsent: 'marked' })).toMatchObject({
      value: { rows: { lists: { pseudonymised: true, withoutConsent: 'marked' } } },
    });
    expect(file({ pseudonymised: true, withoutConsent: 'kept' })).toMatchObject({
      error: { code: 'policy.invalid' },
    });
  });

  test.each([
    ['leftOut', 'marked', false],
    [undefined, 'marked', false],
    ['marked', 'leftOut', true],
    ['marked', undefined, true],
    ['marked', 'marked', true],
  ] as const)('of a host %s lets a user have %s: %s', (host, user, allowed) => {
    const of = (withoutConsent: 'leftOut' | 'marked' | undefined): Policy =>
      lists({ pseudonymised: true, ...(withoutConsent === undefined ? {} : { withoutConsent }) });
    expect(tighten(of(host), of(user)).ok).toBe(allowed);
  });
});
