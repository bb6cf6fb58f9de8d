import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ConsentWish, PurposeConsents } from '../../../src/contract/consent.ts';
import type { DrilledListRequest } from '../../../src/contract/dashboard.ts';
import type { ListRequest } from '../../../src/contract/engine-api.ts';
import type { TableId } from '../../../src/contract/ids.ts';
import type { Decision, Policy, ReleasedFile } from '../../../src/contract/privacy.ts';
import type { Result } from '../../../src/contract/result.ts';
import { RegisterDesk } from '../../../workers/engine/register-desk.ts';
import { memoryShelf } from '../../../workers/engine/register-shelf.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { idOf, shop } from '../notebook/shop.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

const CUSTOMERS = 160;
const CSV = shop(CUSTOMERS);
const PLACES = Array.from({ length: CUSTOMERS }, (_, place) => place);

/** What customer n says on e-mail: every fourth nothing, every fifth of the others no, every seventh yes and then no. */
function stateOf(place: number): keyof PurposeConsents['customers'] {
  if (place % 4 === 0) return 'missing';
  if (place % 5 === 0) return 'refused';
  return place % 7 === 0 ? 'withdrawn' : 'given';
}

const CONSENTS = [
  'customer_id,purpose,opt_in,consent_date',
  ...PLACES.flatMap((place) => {
    const line = (answer: string, day: string): string => `${idOf(place)},email,${answer},${day}`;
    switch (stateOf(place)) {
      case 'given':
        return [line('yes', '2023-02-01')];
      case 'refused':
        return [line('no', '2023-02-01')];
      case 'withdrawn':
        return [line('no', '2023-03-01'), line('yes', '2023-02-01')];
      default:
        return [];
    }
  }),
  ...PLACES.slice(0, 20).map((place) => `${idOf(place)},sms,yes,2023-02-01`),
  ...PLACES.slice(0, 20).map((place) => `QZNOBODY${place},email,no,2023-02-01`),
].join('\n');

const of = (state: string): number => PLACES.filter((place) => stateOf(place) === state).length;
const COUNTS = {
  given: of('given'),
  withdrawn: of('withdrawn'),
  refused: of('refused'),
  unclear: 0,
  missing: of('missing'),
};
const HELD_BACK = CUSTOMERS - COUNTS.given;
const EMAIL: ConsentWish = { purpose: 'email', without: 'leftOut' };
const MARKED: ConsentWish = { purpose: 'email', without: 'marked' };
const lists = (value: Policy['rows']['lists'], terms: Partial<Policy> = {}): Policy =>
  policyOf({ rows: { deidentified: null, lists: value }, ...terms });
const OPEN = lists({ pseudonymised: false });
const MARKING = lists({ pseudonymised: false, withoutConsent: 'marked' });

let dashboard: DashboardInEngine;
beforeAll(async () => {
  dashboard = await DashboardInEngine.start(CSV, MARKING);
}, 60_000);
afterAll(() => dashboard.close());

let loaded: TableId | null = null;
async function loadConsents(text = CONSENTS): Promise<void> {
  loaded = (await dashboard.table(text, 'consents')).tableId;
}
afterEach(async () => {
  dashboard.policy = null;
  dashboard.register = null;
  if (loaded !== null) await dashboard.tables.drop(newRun(), loaded);
  loaded = null;
});

const terms = {
  columns: [],
  purpose: 'letters',
  pseudonymised: false,
  format: 'csv',
  locale: 'en',
} as const;

function listed(policy: Policy, change: Partial<DrilledListRequest> = {}): Promise<Result<ReleasedFile>> {
  dashboard.policy = policy;
  const { datasetId } = dashboard;
  const prepare = dashboard.prepared({ dimensions: ['country'] });
  return dashboard.desk.releaseDrilled(newRun(), { datasetId, prepare, selection: [], ...terms, ...change });
}

function rowsOf(result: Result<ReleasedFile>): readonly (readonly string[])[] {
  if (!result.ok) throw new Error(result.error.code);
  const text = new TextDecoder().decode(result.value.bytes).replace(/^\uFEFF/u, '');
  return text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
}

const lastDecision = (): Decision | undefined => [...dashboard.bench.log].at(-1);

interface Manifest {
  readonly consent?: unknown;
  readonly about: readonly (readonly [string, string])[];
}

function manifestOf(result: Result<ReleasedFile>): Manifest {
  const [attachment] = result.ok ? (result.value.attachments ?? []) : [];
  return JSON.parse(new TextDecoder().decode(attachment?.bytes)) as Manifest;
}

describe('a list of customers, where consents are loaded', () => {
  test('leaves out whoever has not agreed to its purpose, and the log says how many and why', async () => {
    await loadConsents();
    const result = await listed(OPEN, { consent: EMAIL });
    const [, ...rows] = rowsOf(result);
    const wanted = PLACES.filter((place) => stateOf(place) === 'given').map(idOf);
    expect(rows.map(([id = '']) => id).toSorted()).toEqual(wanted.toSorted());
    expect(lastDecision()).toMatchObject({
      outcome: 'released',
      kind: 'list',
      rows: CUSTOMERS,
      suppressedRows: HELD_BACK,
      reasons: ['consent'],
      consent: { ...EMAIL, customers: COUNTS },
    });
    expect(JSON.stringify(lastDecision())).not.toContain('QZ');
    const manifest = manifestOf(result);
    expect(manifest.consent).toEqual({ ...EMAIL, withoutConsent: HELD_BACK });
    expect(manifest.about).toContainEqual([
      'Consent',
      `For “email”. Left out without it: ${HELD_BACK} customers.`,
    ]);
  });

  test('leaves out the same under pseudonyms', async () => {
    await loadConsents();
    const [, ...rows] = rowsOf(await listed(OPEN, { consent: EMAIL, pseudonymised: true }));
    expect(rows).toHaveLength(COUNTS.given);
    expect(rows.every(([id = '']) => /^[0-9a-f]{32}$/u.test(id))).toBe(true);
  });

  test('marks them where that is asked for and the policy allows it, and leaves them out where it does not', async () => {
    await loadConsents();
    const [head, ...rows] = rowsOf(await listed(MARKING, { consent: MARKED }));
    expect(head).toEqual(['Customer', 'Consent']);
    const wanted = PLACES.map((place) => [idOf(place), stateOf(place)]);
    expect(rows.toSorted()).toEqual(wanted.toSorted());
    expect(lastDecision()).toMatchObject({ suppressedRows: 0, reasons: [], consent: { without: 'marked' } });
    const [, ...left] = rowsOf(await listed(OPEN, { consent: MARKED }));
    expect(left).toHaveLength(COUNTS.given);
    expect(lastDecision()).toMatchObject({ consent: { without: 'leftOut' } });
  });

  test('does not leave without saying which consent it needs, nor where nobody has given it', async () => {
    await loadConsents();
    expect(await listed(OPEN)).toMatchObject({ error: { code: 'gate.consentMissing' } });
    expect(lastDecision()).toMatchObject({ outcome: 'refused', reasons: ['consent'], digest: null });
    const nobody = await listed(OPEN, { consent: { purpose: 'telepathy', without: 'leftOut' } });
    expect(nobody).toMatchObject({
      error: { code: 'gate.nobodyConsented', params: { customers: CUSTOMERS } },
    });
  });

  test('does not tell a few people who have not agreed by its manifest', async () => {
    const few = PLACES.map((place) => `${idOf(place)},email,${place < 3 ? 'no' : 'yes'},2023-02-01`);
    await loadConsents(['customer_id,purpose,opt_in,consent_date', ...few].join('\n'));
    const result = await listed(lists({ pseudonymised: false }, { threshold: 10 }), { consent: EMAIL });
    expect(manifestOf(result).consent).toEqual({ ...EMAIL, withoutConsent: null });
    expect(manifestOf(result).about).toContainEqual([
      'Consent',
      'For “email”. Left out without it: fewer than 10 customers.',
    ]);
    expect(lastDecision()?.consent?.customers.refused).toBe(3);
  });

  test('is compared with earlier figures as it leaves, without those who are held back', async () => {
    dashboard.register = new RegisterDesk(dashboard.files.db, memoryShelf());
    const policy = lists({ pseudonymised: false }, { threshold: 10, differencing: true });
    const few = PLACES.map((place) => `${idOf(place)},email,${place < 3 ? 'no' : 'yes'},2023-02-01`);
    await loadConsents(['customer_id,purpose,opt_in,consent_date', ...few].join('\n'));
    dashboard.policy = policy;
    const figure = await dashboard.desk.releaseTile(newRun(), {
      run: dashboard.metric({ measures: ['customers', 'revenue'], dimensions: [] }),
      table: 'cells',
      ...{ view: null, format: 'csv', locale: 'en', theme: 'light' },
    });
    expect(figure).toMatchObject({ ok: true });
    expect(await listed(policy, { consent: EMAIL })).toMatchObject({ error: { code: 'gate.differencing' } });
  });

  test('is held against them from the table of an analysis too', async () => {
    await loadConsents();
    const { bench, datasetId } = dashboard;
    await bench.analyse(newRun(), datasetId, 'rfm', {});
    const rows = { datasetId, analysisId: 'rfm', table: 'customers', where: {} };
    const { purposes } = await bench.listConsents(newRun(), rows);
    expect(purposes).toEqual([
      { purpose: 'email', customers: COUNTS },
      { purpose: 'sms', customers: { given: 20, withdrawn: 0, refused: 0, unclear: 0, missing: 140 } },
    ]);
    const request: ListRequest = { ...rows, ...terms, consent: EMAIL };
    const [, ...left] = rowsOf(await bench.releaseList(newRun(), request));
    expect(left).toHaveLength(COUNTS.given);
  });

  test('tells beforehand where its customers stand', async () => {
    await loadConsents();
    const { datasetId } = dashboard;
    const prepare = dashboard.prepared({ dimensions: ['country'] });
    const selection = [{ dimension: 'country', op: 'in', values: ['FR'] }] as const;
    const { purposes } = await dashboard.desk.drilledConsents(newRun(), { datasetId, prepare, selection });
    const [email] = purposes ?? [];
    const result = await listed(OPEN, { selection, consent: EMAIL });
    expect(rowsOf(result).length - 1).toBe(email?.customers.given);
    expect(lastDecision()?.consent?.customers).toEqual(email?.customers);
  });
});

test('without consents a list leaves as a whole, and the log and the manifest say that there were none', async () => {
  const result = await listed(OPEN);
  expect(rowsOf(result)).toHaveLength(CUSTOMERS + 1);
  expect(lastDecision()).toMatchObject({ suppressedRows: 0, reasons: [], consent: null });
  expect(manifestOf(result).consent).toBeNull();
  expect(manifestOf(result).about).toContainEqual([
    'Consent',
    'No consents were loaded, so nobody was held back.',
  ]);
  const { datasetId } = dashboard;
  const request = { datasetId, prepare: dashboard.prepared({}), selection: [] };
  expect(await dashboard.desk.drilledConsents(newRun(), request)).toEqual({ purposes: null });
});

test('consents stay tied to customers when other orders are loaded', async () => {
  await loadConsents();
  await dashboard.load(CSV.split('\n').slice(0, 400).join('\n'));
  const [, ...rows] = rowsOf(await listed(OPEN, { consent: EMAIL }));
  const known = new Set(rows.map(([id = '']) => id));
  for (const place of PLACES) if (stateOf(place) !== 'given') expect(known.has(idOf(place))).toBe(false);
  expect(known.size).toBeGreaterThan(0);
});
