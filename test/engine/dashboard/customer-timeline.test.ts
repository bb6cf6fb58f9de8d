import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerProfile, CustomerProfileRequest } from '../../../src/contract/dashboard.ts';
import { toAppError } from '../../../src/contract/error.ts';
import type {
  CustomerTimeline,
  CustomerTimelineRequest,
  TimelineEntry,
} from '../../../src/contract/timeline.ts';
import { Run } from '../../../workers/engine/database.ts';
import { newId } from '../../../src/contract/ids.ts';
import { numbers } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

const ORDERS = `customer_id,order_date,amount,channel
17,2024-01-05,10.5,web
17,2024-02-05,20,shop
170,2024-01-20,5,web
9,2024-03-01,7.25,web`;

const EVENTS = `customer_id,event_time,event_name,page
17,2024-01-04 09:00,view,/home
17.0,2024-02-05 08:00,cart,/cart
170,2024-02-05 08:00,view,/home
117,2024-02-05 08:00,view,/home
,2024-02-05 08:00,view,/home`;

const TOUCHES = `customer_id,sent_at,channel,campaign
17,2024-02-04 07:30,email,spring
9,2024-02-28,email,spring`;

const TICKETS = `ticket_id,customer_id,opened_at,closed_at,category,status
A-1,17,2024-02-06,2024-02-08 10:00,delivery,closed`;

const ANSWERS = `customer_id,answered_at,nps_score,comment
17,2024-02-05,9,Call me on 0171 2345678
170,2024-02-05,3,slow`;

const CONSENTS = `customer_id,purpose,opt_in,consent_date
17,email,yes,2024-01-01`;

const CUSTOMERS = `customer_id,name,email,city,signup_date
17,Ann Ash,ann.ash@example.org,Ulm,2023-05-01
17,Ann Ash,ann.ash@example.org,Bonn,2023-05-01
9,Ben Birk,ben.birk@example.org,Kiel,2023-06-01`;

let dashboard: DashboardInEngine;
beforeAll(async () => {
  dashboard = await DashboardInEngine.start(ORDERS);
  await dashboard.table(EVENTS, 'events');
  await dashboard.table(TOUCHES, 'touches');
  await dashboard.table(TICKETS, 'tickets');
  await dashboard.table(ANSWERS, 'answers');
  await dashboard.table(CONSENTS, 'consents');
  await dashboard.table(CUSTOMERS, 'customers');
}, 60_000);
afterAll(() => dashboard.close());

function timeline(key: number, terms: Partial<CustomerTimelineRequest> = {}): Promise<CustomerTimeline> {
  const { datasetId } = dashboard;
  const request = { datasetId, key, kinds: [], offset: 0, limit: 100, days: null, revealed: false, ...terms };
  return dashboard.desk.customerTimeline(newRun(), request);
}

function profile(key: number, terms: Partial<CustomerProfileRequest> = {}): Promise<CustomerProfile> {
  const { datasetId, desk } = dashboard;
  const prepare = dashboard.prepared({});
  const request = { datasetId, prepare, key, revealed: false, reason: null, withValue: false, ...terms };
  return desk.customer(newRun(), request);
}

const detail = (entry: TimelineEntry | undefined, role: string) =>
  entry?.details.find((each) => each.role === role);

describe('the timeline of a customer', () => {
  test('has orders and all that is told beside them in one order of time, the newest first', async () => {
    const { entries, total, counts } = await timeline(17);
    expect(
      entries.map(({ kind, at }) => `${at === null ? '' : new Date(at).toISOString().slice(0, 16)} ${kind}`),
    ).toEqual([
      '2024-02-06T00:00 tickets',
      '2024-02-05T08:00 events',
      '2024-02-05T00:00 orders',
      '2024-02-05T00:00 answers',
      '2024-02-04T07:30 touches',
      '2024-01-05T00:00 orders',
      '2024-01-04T09:00 events',
      '2024-01-01T00:00 consents',
    ]);
    expect(total).toBe(8);
    expect(counts).toEqual({ orders: 2, events: 2, touches: 1, tickets: 1, answers: 1, consents: 1 });
  });

  test('says of each what its table tells', async () => {
    const { entries } = await timeline(17);
    const of = (kind: string): TimelineEntry | undefined => entries.find((each) => each.kind === kind);
    expect(detail(of('orders'), 'amount')?.value).toBe('20.0');
    expect(detail(of('orders'), 'channel')?.value).toBe('shop');
    expect(detail(of('events'), 'eventType')?.value).toBe('cart');
    expect(detail(of('answers'), 'score')?.value).toBe('9.0');
    expect(detail(of('touches'), 'campaign')?.value).toBe('spring');
    expect(detail(of('tickets'), 'closedAt')?.value).toBe('2024-02-08T10:00:00Z');
    expect(detail(of('tickets'), 'openedAt')).toBeUndefined();
    expect(detail(of('consents'), 'granted')?.value).toBe('true');
    for (const { details } of entries) expect(details.map(({ role }) => role)).not.toContain('customerId');
  });

  test('is of that customer alone, whose id is part of others', async () => {
    expect((await timeline(170)).counts).toMatchObject({ orders: 1, events: 1, answers: 1, touches: 0 });
    expect((await timeline(9)).counts).toEqual({
      ...{ orders: 1, events: 0, touches: 1, tickets: 0, answers: 0, consents: 0 },
    });
  });

  test('is narrowed to kinds and to days, and turned page by page', async () => {
    const kinds = ['touches', 'tickets'] as const;
    const some = await timeline(17, { kinds });
    expect(some.entries.map(({ kind }) => kind)).toEqual(['tickets', 'touches']);
    expect(some.total).toBe(2);
    expect(some.counts.events).toBe(2);
    const february = await timeline(17, { days: { from: '2024-02-05', to: '2024-02-05' } });
    expect(february.entries.map(({ kind }) => kind)).toEqual(['events', 'orders', 'answers']);
    const whole = await timeline(17);
    const pages = [
      await timeline(17, { limit: 3 }),
      await timeline(17, { limit: 3, offset: 3 }),
      await timeline(17, { limit: 3, offset: 6 }),
    ];
    expect(pages.flatMap(({ entries }) => entries)).toEqual(whole.entries);
  });

  test('masks free text until the customer has been revealed, not only asked for', async () => {
    const comment = async (revealed: boolean) =>
      detail((await timeline(17, { revealed, kinds: ['answers'] })).entries[0], 'comment');
    expect(await comment(false)).toMatchObject({ masked: true });
    expect((await comment(true))?.value).not.toContain('0171');
    await profile(17, { revealed: true, reason: 'asked by the customer' });
    expect((await comment(true))?.value).toBe('Call me on 0171 2345678');
    expect((await comment(false))?.value).not.toContain('0171');
    const [event] = [...dashboard.bench.audit].filter(({ kind }) => kind === 'revealed');
    expect(event?.subject).toContain('answers.csv: comment');
    expect(event?.subject).toContain('customers.csv: name, email');
    expect(event?.subject).not.toContain('Ash');
  });

  test('follows when a table comes or goes', async () => {
    const more = await dashboard.table('customer_id,event_time,event_name\n17,2024-05-01,login', 'events');
    const { entries, counts } = await timeline(17);
    expect(entries[0]).toMatchObject({ kind: 'events', at: Date.UTC(2024, 4, 1) });
    expect(counts.events).toBe(3);
    await dashboard.tables.drop(newRun(), more.tableId);
    expect((await timeline(17)).counts.events).toBe(2);
  });

  test('of thousands of entries comes in pages that miss none and repeat none, and can be stopped', async () => {
    const rows = Array.from(
      { length: 12_000 },
      (_, place) => `${place % 3 === 0 ? 17 : 170},2023-0${1 + (place % 9)}-01 10:00,view,p${place}`,
    );
    const table = await dashboard.table(
      `customer_id,event_time,event_name,page\n${rows.join('\n')}`,
      'events',
    );
    const stopped = new Run(newId());
    await stopped.cancel();
    const { datasetId } = dashboard;
    const asked = { datasetId, key: 17, kinds: [], offset: 0, limit: 10, days: null, revealed: false };
    const failure = dashboard.desk.customerTimeline(stopped, asked);
    expect(await failure.then(() => null, toAppError)).toMatchObject({ code: 'engine.cancelled' });
    const seen = new Set<string>();
    const kinds = ['events'] as const;
    const { total } = await timeline(17, { kinds, limit: 1 });
    expect(total).toBe(4002);
    for (let offset = 0; offset < total; offset += 1000) {
      const { entries } = await timeline(17, { kinds, offset, limit: 1000 });
      for (const entry of entries) seen.add(`${entry.at} ${detail(entry, 'item')?.value}`);
    }
    expect(seen.size).toBe(4002);
    await dashboard.tables.drop(newRun(), table.tableId);
  });
});

describe('the profile of a customer', () => {
  test('has what tables of customers say, masked where it identifies', async () => {
    const { attributes, tables } = await profile(9);
    expect([...tables].sort()).toEqual([
      ...['answers', 'consents', 'customers', 'events', 'tickets', 'touches'],
    ]);
    const of = (name: string) => attributes.find((each) => each.name === name);
    expect(of('city')).toMatchObject({ source: 'customers', role: 'city', value: 'Kiel', masked: false });
    expect(of('signup_date')).toMatchObject({ role: 'signedUpAt', value: '2023-06-01' });
    for (const name of ['name', 'email']) expect(of(name)).toMatchObject({ masked: true });
    expect(JSON.stringify(attributes)).not.toMatch(/Birk|ben\.birk/u);
    const shown = await profile(9, { revealed: true, reason: 'asked by the customer' });
    expect(shown.attributes.find(({ name }) => name === 'email')?.value).toBe('ben.birk@example.org');
  });

  test('tells of other values where a customer has several rows, and of nothing where there is none', async () => {
    const { attributes } = await profile(17);
    expect(attributes.find(({ name }) => name === 'city')?.value).toBe('Ulm +1');
    const none = (await profile(170)).attributes.filter(({ source }) => source === 'customers');
    expect(none).toEqual([]);
  });
});

test('of a customer is given back with a table it was gathered from', async () => {
  const table = await dashboard.table(
    `customer_id,event_time,event_name\n${Array.from({ length: 400 }, (_, at) => `17,2024-02-05 08:00,seen-${at}`).join('\n')}`,
    'events',
  );
  const { db } = dashboard.files;
  const gathered = async (): Promise<number> => {
    const found = await db.query(
      sql`SELECT coalesce(sum(estimated_size), 0)::DOUBLE AS n FROM duckdb_tables() WHERE database_name = 'customer_timeline'`,
      newRun(),
    );
    return numbers(found, 'n')[0] ?? 0;
  };
  expect((await timeline(17)).total).toBeGreaterThan(400);
  expect(await gathered()).toBeGreaterThan(400);
  await dashboard.desk.forgetOthers();
  expect(await gathered()).toBeGreaterThan(400);
  await dashboard.tables.drop(newRun(), table.tableId);
  await dashboard.desk.forgetOthers();
  expect(await gathered()).toBe(0);
  expect((await timeline(17)).total).toBeLessThan(20);
});
