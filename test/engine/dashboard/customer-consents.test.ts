import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsentState, CustomerConsent } from '../../../src/contract/consent.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import '../../fixtures/property-seed.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

const IDS = ['QZ1AXK', 'QZ2BXK', 'QZ3CXK'] as const;
const ORDERS = ['customer_id,order_date,amount', ...IDS.map((id) => `${id},2024-01-05,10.5`)].join('\n');

let dashboard: DashboardInEngine;
beforeAll(async () => {
  dashboard = await DashboardInEngine.start(ORDERS);
}, 60_000);
afterAll(() => dashboard.close());

async function consents(place: number): Promise<readonly CustomerConsent[] | null> {
  const { datasetId, desk } = dashboard;
  const prepare = dashboard.prepared({});
  const request = { datasetId, prepare, key: place + 1, revealed: false, reason: null, withValue: false };
  return (await desk.customer(newRun(), request)).consents;
}

/** What the first customers have agreed to where these decisions are loaded. */
async function told(rows: string, head = 'customer_id,purpose,consent_status,consent_date') {
  const table = await dashboard.table(`${head}\n${rows}`, 'consents');
  const all = [await consents(0), await consents(1), await consents(2)];
  await dashboard.tables.drop(newRun(), table.tableId);
  return all;
}

describe('what a customer has agreed to', () => {
  test('is not told where no consents are loaded', async () => {
    expect(await consents(0)).toBeNull();
  });

  test('is the latest decision on each purpose, whatever the order of the rows', async () => {
    const [first, second, third] = await told(
      [
        `${IDS[0]},email,granted,2024-03-01`,
        `${IDS[0]},email,withdrawn,2024-02-01`,
        `${IDS[0]},email,granted,2024-01-01`,
        `${IDS[0]},sms,granted,2024-01-01`,
        `${IDS[0]},sms,withdrawn,2024-02-01`,
        `${IDS[1]},email,withdrawn,2024-02-01`,
        `${IDS[1]},email,perhaps,2024-03-01`,
        `${IDS[1]},sms,withdrawn,2024-03-01`,
      ].join('\n'),
    );
    expect(first).toEqual([
      { purpose: 'email', state: 'given', at: '2024-03-01' },
      { purpose: 'sms', state: 'withdrawn', at: '2024-02-01' },
    ]);
    expect(second).toEqual([
      { purpose: 'email', state: 'unclear', at: '2024-03-01' },
      { purpose: 'sms', state: 'refused', at: '2024-03-01' },
    ]);
    expect(third).toEqual([
      { purpose: 'email', state: 'missing', at: null },
      { purpose: 'sms', state: 'missing', at: null },
    ]);
  });

  test.each([
    [['granted', 'withdrawn'], 'withdrawn'],
    [['withdrawn', 'granted'], 'withdrawn'],
    [['granted', 'perhaps'], 'unclear'],
    [['perhaps', 'withdrawn'], 'refused'],
    [['granted', 'granted'], 'given'],
  ] as const)('of several at the same moment (%s) is the strictest: %s', async (answers, state) => {
    const other = `${IDS[1]},email,granted,2024-01-01\n${IDS[1]},email,withdrawn,2024-01-02`;
    const rows = answers.map((answer) => `${IDS[0]},email,${answer},2024-03-01 10:00`);
    const [first] = await told([...rows, other].join('\n'));
    expect(first).toEqual([{ purpose: 'email', state, at: '2024-03-01' }]);
  });

  test('has no date where the table has none, and there a no counts', async () => {
    const [first, second] = await told(
      [`${IDS[0]},email,no`, `${IDS[0]},email,yes`, `${IDS[1]},email ,yes`].join('\n'),
      'customer_id,purpose,opt_in',
    );
    expect(first).toEqual([{ purpose: 'email', state: 'withdrawn', at: null }]);
    expect(second).toEqual([{ purpose: 'email', state: 'given', at: null }]);
  });

  test('without a date is no more than a yes that may be over, or a no that counts whenever it was said', async () => {
    const [first, second, third] = await told(
      [
        `${IDS[0]},email,yes,2024-01-01`,
        `${IDS[0]},email,no,`,
        `${IDS[1]},email,no,2024-01-01`,
        `${IDS[1]},email,yes,`,
        `${IDS[2]},email,yes,`,
      ].join('\n'),
    );
    expect(first).toEqual([{ purpose: 'email', state: 'withdrawn', at: null }]);
    expect(second).toEqual([{ purpose: 'email', state: 'withdrawn', at: '2024-01-01' }]);
    expect(third).toEqual([{ purpose: 'email', state: 'given', at: null }]);
  });

  test('without a purpose is a no for every purpose, and a yes for none that has a name', async () => {
    const [first, second, third] = await told(
      [
        `${IDS[0]},email,yes,2024-01-01`,
        `${IDS[0]},,no,2024-02-01`,
        `${IDS[1]},,no,2024-02-01`,
        `${IDS[1]},email,yes,2024-03-01`,
        `${IDS[2]},,yes,2024-02-01`,
        `${IDS[2]},email,no,2024-01-01`,
      ].join('\n'),
    );
    const states = (of: readonly CustomerConsent[] | null | undefined): Record<string, ConsentState> =>
      Object.fromEntries((of ?? []).map(({ purpose, state }) => [purpose, state]));
    expect(states(first)).toEqual({ email: 'withdrawn', '': 'refused' });
    expect(states(second)).toEqual({ email: 'given', '': 'refused' });
    expect(states(third)).toEqual({ email: 'refused', '': 'given' });
  });

  test('is what all tables of consents say together, however they spell a purpose', async () => {
    const further = await dashboard.table(
      `customer_id,purpose,opt_in,consent_date\n${IDS[0]},EMAIL,no,2024-05-01\n${IDS[1]},EMAIL,yes,2024-05-01`,
      'consents',
    );
    const [first, second] = await told(`${IDS[0]},email,granted,2024-03-01\n${IDS[2]},email,no,2024-03-01`);
    expect(first).toEqual([{ purpose: 'EMAIL', state: 'withdrawn', at: '2024-05-01' }]);
    expect(second).toEqual([{ purpose: 'EMAIL', state: 'given', at: '2024-05-01' }]);
    await dashboard.tables.drop(newRun(), further.tableId);
  });
});

describe('a consent that ends', () => {
  const HEAD = 'customer_id,purpose,granted_at,withdrawn_at';

  test('is a no from the time of its withdrawal on, also where no column says yes or no', async () => {
    const [first, second, third] = await told(
      [
        `${IDS[0]},email,2024-01-01,`,
        `${IDS[0]},sms,2024-01-01,2024-02-01`,
        `${IDS[1]},email,2024-01-01,2024-02-01 10:00`,
        `${IDS[1]},sms,,2024-02-01`,
        `${IDS[2]},email,,`,
      ].join('\n'),
      HEAD,
    );
    expect(first).toEqual([
      { purpose: 'email', state: 'given', at: '2024-01-01' },
      { purpose: 'sms', state: 'withdrawn', at: '2024-02-01' },
    ]);
    expect(second).toEqual([
      { purpose: 'email', state: 'withdrawn', at: '2024-02-01' },
      { purpose: 'sms', state: 'withdrawn', at: '2024-02-01' },
    ]);
    expect(third).toEqual([
      { purpose: 'email', state: 'unclear', at: null },
      { purpose: 'sms', state: 'missing', at: null },
    ]);
  });

  test('is a yes again where the customer has agreed once more after it, and not before', async () => {
    const [first, second] = await told(
      [
        `${IDS[0]},email,2024-03-01,`,
        `${IDS[0]},email,2024-01-01,2024-02-01`,
        `${IDS[1]},email,2024-01-01,2024-04-01`,
        `${IDS[1]},email,2024-03-01,`,
      ].join('\n'),
      HEAD,
    );
    expect(first).toEqual([{ purpose: 'email', state: 'given', at: '2024-03-01' }]);
    expect(second).toEqual([{ purpose: 'email', state: 'withdrawn', at: '2024-04-01' }]);
  });

  test('is withdrawn whatever a column of yes and no still says, and for every purpose where none is named', async () => {
    const [first, second, third] = await told(
      [
        `${IDS[0]},email,yes,2024-01-01,2024-02-01`,
        `${IDS[1]},email,yes,2024-01-01,`,
        `${IDS[1]},,yes,2024-01-01,2024-05-01`,
        `${IDS[2]},email,no,,2024-02-01`,
        `${IDS[2]},email,yes,2024-03-01,`,
      ].join('\n'),
      'customer_id,purpose,opt_in,consent_date,withdrawn_at',
    );
    const ofMail = [first, second, third].map((all) => all?.find(({ purpose }) => purpose === 'email'));
    expect(ofMail).toEqual([
      { purpose: 'email', state: 'withdrawn', at: '2024-02-01' },
      { purpose: 'email', state: 'withdrawn', at: '2024-05-01' },
      { purpose: 'email', state: 'given', at: '2024-03-01' },
    ]);
  });

  test('is no yes any more once its time is over, unless it was renewed; until then it is', async () => {
    const [first, second, third] = await told(
      [
        `${IDS[0]},email,2023-01-01,,2024-01-01`,
        `${IDS[1]},email,2023-01-01,,2024-01-01`,
        `${IDS[1]},email,2023-06-01,,9999-12-31`,
        `${IDS[2]},email,2023-01-01,9998-12-31,`,
      ].join('\n'),
      'customer_id,purpose,granted_at,withdrawn_at,valid_until',
    );
    expect(first).toEqual([{ purpose: 'email', state: 'unclear', at: '2023-01-01' }]);
    expect(second).toEqual([{ purpose: 'email', state: 'given', at: '2023-06-01' }]);
    expect(third).toEqual([{ purpose: 'email', state: 'given', at: '2023-01-01' }]);
  });

  describe('at a time that cannot be read', () => {
    const READ = Array.from({ length: 20 }, (_, at) => `N${at},email,2024-01-01,2024-02-0${1 + (at % 9)}`);
    const withdrawn = (state: 'withdrawn' | 'refused' = 'withdrawn'): readonly CustomerConsent[] => [
      { purpose: 'email', state, at: null },
    ];

    test('is a no, whatever an older or a newer row says, and is counted', async () => {
      const rows = [
        `${IDS[0]},email,2023-01-01,`,
        `${IDS[0]},email,2024-01-01,some day`,
        `${IDS[1]},email,2024-01-01,some day`,
        `${IDS[1]},email,2024-06-01,`,
        `${IDS[2]},email,2024-01-01,`,
      ];
      const table = await dashboard.table([HEAD, ...rows, ...READ].join('\n'), 'consents');
      expect(table).toMatchObject({ rows: rows.length + READ.length, setAside: 0, endsUnread: 2 });
      expect(await consents(0)).toEqual(withdrawn());
      expect(await consents(1)).toEqual(withdrawn());
      expect(await consents(2)).toEqual([{ purpose: 'email', state: 'given', at: '2024-01-01' }]);
      await dashboard.tables.drop(newRun(), table.tableId);
    });

    test('is a no also beside a column of yes and no, and where the last day is what cannot be read', async () => {
      const head = 'customer_id,purpose,opt_in,consent_date,valid_until';
      const read = READ.map((_, at) => `N${at},email,yes,2024-01-01,2024-02-0${1 + (at % 9)}`);
      const rows = [
        `${IDS[0]},email,yes,2024-01-01,for good`,
        `${IDS[1]},email,no,2024-01-01,for good`,
        `${IDS[2]},email,yes,2024-01-01,9999-12-31`,
      ];
      const [first, second, third] = await told([...rows, ...read].join('\n'), head);
      expect(first).toEqual(withdrawn());
      expect(second).toEqual(withdrawn('refused'));
      expect(third).toEqual([{ purpose: 'email', state: 'given', at: '2024-01-01' }]);
    });

    test('is a no in rows that a further file adds, and counted with those before', async () => {
      const first = await dashboard.table(
        [HEAD, `${IDS[0]},email,2024-01-01,`, ...READ].join('\n'),
        'consents',
      );
      expect(first.endsUnread).toBe(0);
      const further = [HEAD, `${IDS[0]},email,2022-01-01,gone`, ...READ].join('\n');
      const table = await dashboard.table(further, 'consents', {}, first.tableId);
      expect(table).toMatchObject({ files: [first.files[0], first.files[0]], endsUnread: 1 });
      expect(await consents(0)).toEqual(withdrawn());
      await dashboard.tables.drop(newRun(), table.tableId);
    });
  });
});

interface Given {
  readonly customer: number;
  readonly purpose: string;
  readonly granted: 'yes' | 'no' | 'perhaps';
  readonly day: number;
}

/** The same by hand: all decisions that bear on a purpose, of the latest day the strictest. */
function byHand(decisions: readonly Given[], customer: number, purpose: string): ConsentState {
  const bearing = decisions.filter(
    (each) =>
      each.customer === customer &&
      (each.purpose === purpose || (each.purpose === '' && each.granted === 'no')),
  );
  const last = Math.max(...bearing.map(({ day }) => day));
  const answers = bearing.filter(({ day }) => day === last).map(({ granted }) => granted);
  if (answers.length === 0) return 'missing';
  if (answers.includes('no'))
    return bearing.some(({ granted }) => granted === 'yes') ? 'withdrawn' : 'refused';
  return answers.includes('perhaps') ? 'unclear' : 'given';
}

test('consents of any decisions are as they are by hand', async () => {
  const decision: fc.Arbitrary<Given> = fc.record({
    customer: fc.nat(2),
    purpose: fc.constantFrom('email', 'sms', ''),
    granted: fc.constantFrom('yes', 'no', 'perhaps'),
    day: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(decision, { minLength: 1, maxLength: 14 }), async (decisions) => {
      const lines = decisions.map(
        ({ customer, purpose, granted, day }) => `${IDS[customer]},${purpose},${granted},2024-01-0${day}`,
      );
      // Purposes and answers of all kinds, so that every column is read as what it is.
      const sure = ['email', 'sms', ''].flatMap((purpose) =>
        ['yes', 'no'].map((granted) => `nobody,${purpose},${granted},2024-01-01`),
      );
      const found = await told([...sure, ...lines].join('\n'));
      for (const [customer, all] of found.entries()) {
        expect(all).toHaveLength(3);
        for (const { purpose, state } of all ?? []) {
          expect({ purpose, state }).toEqual({ purpose, state: byHand(decisions, customer, purpose) });
        }
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);
