import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyColumn } from '../../src/privacy/classify/classify-column.ts';
import { headerMatches } from '../../src/privacy/classify/header-match.ts';
import { maskedValue } from '../../src/privacy/classify/masking.ts';
import { likelihoodRatio } from '../../src/privacy/classify/recognised.ts';
import { RECOGNISERS } from '../../src/privacy/identifiers/index.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';
import {
  judgeHeaders,
  judgeTable,
  scores,
  sharedHeaders,
  sharedTables,
  type Judged,
} from '../fixtures/labelled-columns.ts';
import { peopleTables } from '../fixtures/people-tables.ts';

const shared = sharedFolder();

function classified(column: string, values: readonly string[]): ReturnType<typeof classifyColumn> {
  const distinct = [...new Set(values)];
  const counts = { records: values.length, filled: values.length, distinct: distinct.length };
  return classifyColumn({ column, named: true, ...counts, separation: 1, values: distinct }, RECOGNISERS);
}

function totals(judged: readonly Judged[]): { precision: number; recall: number } {
  const total = scores(judged).at(-1);
  if (total === undefined) throw new RangeError('nothing was judged');
  return { precision: total.right / total.found, recall: total.right / total.meant };
}

describe('columns of made-up people', () => {
  it.each([1, 7, 2025])('are told from things that look like them, seed %i', (seed) => {
    const tables = Object.values(peopleTables(seed));
    const { precision, recall } = totals(tables.flatMap((columns) => judgeTable(columns, RECOGNISERS)));
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });

  it('are never seen in traps: times, order numbers, SKUs, row ids, amounts', () => {
    for (const seed of [3, 11]) {
      const found = judgeTable(peopleTables(seed)['traps'] ?? [], RECOGNISERS);
      expect(found.filter(({ found: kind }) => kind !== null)).toEqual([]);
    }
  });
});

describe.skipIf(shared === null)('columns of the shared tables (skipped without /work/shared)', () => {
  it('are found, and little else', () => {
    const tables = Object.values(sharedTables(shared ?? ''));
    const { precision, recall } = totals(tables.flatMap((columns) => judgeTable(columns, RECOGNISERS)));
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });

  it('are read from their names alone as far as names tell', () => {
    const headers = sharedHeaders(shared ?? '').filter(({ labelled }) => labelled);
    const { precision, recall } = totals(judgeHeaders(headers));
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.7);
  });
});

describe('a column', () => {
  it('of epoch milliseconds is no card number, although one in ten passes the check', () => {
    const values = Array.from({ length: 500 }, (_, row) => String(1_748_503_543_012 + row * 86_411));
    expect(classified('paid', values)).toMatchObject({
      identifier: null,
      role: 'insensitive',
      masked: false,
    });
  });

  it('with one card number among order numbers is no column of cards', () => {
    const values = ['4111111111111111', ...Array.from({ length: 60 }, (_, row) => String(9e15 + row * 7919))];
    expect(classified('ref', values).identifier).toBeNull();
  });

  it('is read by its name in many languages, camel case and pinyin initials', () => {
    const names: Readonly<Record<string, string>> = {
      dateOfBirth: 'birthDate',
      GEBURTSDATUM: 'birthDate',
      fecha_nacimiento: 'birthDate',
      Prénom: 'firstName',
      cognome: 'lastName',
      IPAddress: 'ipAddress',
      sfzh: 'nationalId',
      收货人手机: 'phone',
      メールアドレス: 'email',
      'endereço de email': 'email',
      phone2: 'phone',
      'product name': 'product',
      store_city: 'category',
    };
    for (const [name, kind] of Object.entries(names))
      expect([name, headerMatches(name)[0]?.kind]).toEqual([name, kind]);
  });

  it('carries the law it falls under, its role, and the evidence', () => {
    const health = classified('Diagnosis', ['E11.9', 'I10.0', 'J45.1', 'F32.2']);
    expect(health.role).toBe('sensitive');
    expect(health.legal).toEqual(expect.arrayContaining(['gdprSpecial', 'ccpaSensitive', 'piplSensitive']));
    expect(health.evidence.map(({ kind }) => kind)).toEqual([
      'header',
      'values',
      'distinction',
      'separation',
    ]);
    const emails = classified(
      'x',
      Array.from({ length: 40 }, (_, row) => `u${row}@example.org`),
    );
    expect(emails).toMatchObject({ identifier: 'email', role: 'directIdentifier', masked: true });
    expect(classified('marketing_consent', ['yes', 'no'])).toMatchObject({
      role: 'consentFlag',
      masked: false,
    });
  });

  it('never has a value of the data in its evidence', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.array(fc.string({ minLength: 4 }), { minLength: 5 }),
        (name, values) => {
          const secret = values.map((value) => `§${value}§`);
          return classified(name, secret).evidence.every(({ what }) => !what.includes('§'));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the likelihood ratio of a check digit', () => {
  it('is that of two binomials', () => {
    // 9 of 10 pass Luhn: 0.98^9 · 0.02 against 0.1^9 · 0.9.
    const expected = Math.log((0.98 ** 9 * 0.02) / (0.1 ** 9 * 0.9));
    expect(likelihoodRatio(9, 10, 0.1)).toBeCloseTo(expected, 12);
    expect(likelihoodRatio(100, 1000, 0.1)).toBeLessThan(-1000);
  });
});

describe('a masked value', () => {
  it('keeps its first character, or the build of a customer id, or nothing', () => {
    const name = { role: 'directIdentifier', legal: [] } as const;
    expect(maskedValue('Maddalena', name)).toBe('M••••••');
    expect(maskedValue('Bo', name)).toBe('B•••');
    expect(maskedValue('C-00123', { role: 'subjectKey', legal: [] })).toBe('C-••••••3');
    expect(maskedValue('hunter22', { role: 'sensitive', legal: ['credentials'] })).toBe('••••••');
  });

  it('tells no more of the length than short, middling or long', () => {
    const name = { role: 'directIdentifier', legal: [] } as const;
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), (value) => {
        const dots = maskedValue(value, name).length - 1;
        return [3, 6, 10].includes(dots);
      }),
    );
  });
});
