import { newId, type DecisionId } from '../../src/contract/ids.ts';
import type { Conflict } from '../../src/contract/privacy.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DisclosureRole, LegalClass } from '../../src/contract/classification.ts';
import { decideRecords, type RecodedColumn, type RecordsQuestion } from '../../src/privacy/decide-records.ts';
import { policyOf } from './tables.ts';

function column(
  role: DisclosureRole,
  fate: RecodedColumn['fate'],
  legal: readonly LegalClass[] = [],
): RecodedColumn {
  return { classification: { column: role, role, legal }, fate };
}

const question: RecordsQuestion = {
  policy: policyOf({ rows: { deidentified: { k: 5 }, lists: null } }),
  models: [{ model: 'kAnonymity', k: 3 }],
  columns: [
    column('quasiIdentifier', 'generalised'),
    column('sensitive', 'kept'),
    column('insensitive', 'kept'),
    column('consentFlag', 'kept'),
    column('subjectKey', 'pseudonymised'),
  ],
  records: 1000,
  suppressed: 20,
  smallestClass: 5,
  subject: 'records/people.csv',
};

describe('a de-identified table', () => {
  test('leaves when the policy lets rows out and every class has k records', () => {
    expect(decideRecords(question)).toEqual({ outcome: 'released', suppressedRows: 20, reasons: [] });
  });

  test('stays when earlier tables, laid over it, single out few people, where the policy compares releases', () => {
    const conflicts: Conflict[] = [
      {
        with: newId<DecisionId>(),
        at: '2026-11-22T08:00:00.000Z',
        subject: 'records/before.csv',
        customers: 2,
        rows: [],
        cures: ['widen'],
      },
    ];
    const policy = { ...question.policy, differencing: true };
    expect(decideRecords({ ...question, policy, conflicts })).toMatchObject({
      reason: 'differencing',
      error: { code: 'gate.jointClasses', params: { earlier: 'records/before.csv', people: 2, k: 5 } },
    });
    expect(
      decideRecords({ ...question, policy: { ...policy, differencing: false }, conflicts }),
    ).toMatchObject({
      outcome: 'released',
    });
  });

  test('stays under a policy that lets no rows out', () => {
    const policy = policyOf({ rows: { deidentified: null, lists: null } });
    expect(decideRecords({ ...question, policy })).toMatchObject({ reason: 'kindNotAllowed' });
  });

  test('stays when a class is smaller than the k of the policy or of its models', () => {
    expect(decideRecords({ ...question, smallestClass: 4 })).toMatchObject({
      reason: 'notDeidentified',
      error: { code: 'gate.notDeidentified', params: { k: 5, smallest: 4 } },
    });
    const models = [{ model: 'alphaK', sensitive: 's', alpha: 0.5, k: 8 }] as const;
    expect(decideRecords({ ...question, models, smallestClass: 7 })).toMatchObject({
      error: { params: { k: 8, smallest: 7 } },
    });
    expect(decideRecords({ ...question, models, smallestClass: 8 }).outcome).toBe('released');
  });

  test('stays when every record was suppressed, or there are none', () => {
    for (const each of [{ suppressed: 1000 }, { records: 0, suppressed: 0, smallestClass: 0 }]) {
      expect(decideRecords({ ...question, ...each })).toMatchObject({
        reason: 'allSuppressed',
        error: { code: 'deidentify.emptyRelease' },
      });
    }
  });

  test.each([
    ['a direct identifier', column('directIdentifier', 'kept'), 'gate.directIdentifier'],
    ['a subject key', column('subjectKey', 'kept'), 'gate.directIdentifier'],
    [
      'a quasi-identifier that is not generalised',
      column('quasiIdentifier', 'kept'),
      'gate.columnUnprotected',
    ],
    ['free text', column('insensitive', 'kept', ['freeText']), 'gate.columnUnprotected'],
    ['a password', column('sensitive', 'kept', ['credentials']), 'gate.columnUnprotected'],
  ])('stays when it keeps %s', (_, kept, code) => {
    const columns = [...question.columns, kept];
    expect(decideRecords({ ...question, columns })).toMatchObject({ outcome: 'refused', error: { code } });
  });

  test('never leaves with a class below the k of the policy, whatever else is asked', () => {
    const any = fc.record({
      k: fc.integer({ min: 2, max: 20 }),
      asked: fc.integer({ min: 1, max: 20 }),
      records: fc.integer({ min: 0, max: 100 }),
      suppressed: fc.integer({ min: 0, max: 100 }),
      smallestClass: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(any, ({ k, asked, ...counts }) => {
        const verdict = decideRecords({
          ...question,
          ...counts,
          policy: policyOf({ rows: { deidentified: { k }, lists: null } }),
          models: [{ model: 'kAnonymity', k: asked }],
        });
        const may = counts.smallestClass >= Math.max(k, asked) && counts.records > counts.suppressed;
        expect(verdict.outcome).toBe(may ? 'released' : 'refused');
      }),
    );
  });
});
