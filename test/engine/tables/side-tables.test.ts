import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../../src/contract/error.ts';
import { newId, type TableId } from '../../../src/contract/ids.ts';
import { sql } from '../../../src/contract/sql.ts';
import { Run } from '../../../workers/engine/database.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { sideMapping, TablesInEngine } from './tables-in-engine.ts';

const ORDERS = `customer_id,order_date,amount
C001,2024-01-05,10.5
C001,2024-02-05,20
C002,2024-01-20,5
C003,2024-03-01,7.25`;

const CUSTOMERS = `customer_id,name,email,signup_date,points
 C001 ,Ann Ash,ann@example.org,2023-05-01,12
C002,Ben Birk,ben@example.org,01.07.2023 oops,
C009,Eve Elm,eve@example.org,2023-06-01,3
,Nobody,none@example.org,2023-06-02,4`;

const EVENTS = `customer_id,event_time,event_name,page
C001,2024-01-05 10:00,view,/home
C001,2024-01-05 10:05,cart,/cart
C002,2024-01-06 23:30,view,/home
C777,2024-01-07 09:00,view,/home
,2024-01-08 09:00,view,/home
C003,yesterday,view,/home`;

let desk: TablesInEngine;
beforeAll(async () => {
  desk = await TablesInEngine.start();
}, 60_000);
afterAll(() => desk.close());

describe('tables beside the orders', () => {
  it('stand without orders, and are tied to them once these are loaded', async () => {
    const events = await desk.table(EVENTS, 'events', { tableId: 'events' as TableId });
    expect(events).toMatchObject({
      kind: 'events',
      relation: 'events',
      rows: 5,
      setAside: 1,
      match: null,
      differences: [],
    });
    expect(events.columns).toEqual([
      { name: 'customer_id', role: 'customerId', type: 'text' },
      { name: 'occurred_at', role: 'occurredAt', type: 'timestamp' },
      { name: 'event_type', role: 'eventType', type: 'text' },
      { name: 'item', role: 'item', type: 'text' },
    ]);
    await desk.orders(ORDERS);
    const [tied] = await desk.desk.all(newRun());
    expect(tied?.match).toEqual({
      customers: 3,
      matched: 2,
      orphanRows: 1,
      withoutCustomer: 1,
      missing: 1,
    });
    expect(
      await desk.rows(
        sql`SELECT customers.customer_id, count(*)::INTEGER FROM events JOIN customers USING (customer_key)
          GROUP BY ALL ORDER BY ALL`,
      ),
    ).toEqual([
      ['C001', 2],
      ['C002', 1],
    ]);
  });

  it('counts the keys again when other orders are loaded', async () => {
    await desk.orders('customer_id,order_date,amount\nC777,2024-01-05,10\nC888,2024-01-06,11');
    const [events] = await desk.desk.all(newRun());
    expect(events?.match).toEqual({
      customers: 3,
      matched: 1,
      orphanRows: 3,
      withoutCustomer: 1,
      missing: 1,
    });
    await desk.orders(ORDERS);
  });

  it('keeps customers of no kind of row out, and reads values as their types', async () => {
    const customers = await desk.table(CUSTOMERS, 'customers', {
      change: { formats: { signup_date: { kind: 'date', order: 'iso', time: false } } },
    });
    expect(customers).toMatchObject({ relation: 'customer_details', rows: 3, setAside: 1 });
    expect(customers.match).toMatchObject({ customers: 3, matched: 2, orphanRows: 1, missing: 1 });
    expect(
      await desk.rows(
        sql`SELECT customer_key, customer_id, name, signed_up_at, points FROM customer_details ORDER BY customer_id`,
      ),
    ).toEqual([
      [1, 'C001', 'Ann Ash', Date.UTC(2023, 4, 1), 12],
      [2, 'C002', 'Ben Birk', null, null],
      [null, 'C009', 'Eve Elm', Date.UTC(2023, 5, 1), 3],
    ]);
    await desk.desk.drop(newRun(), customers.tableId);
  });

  it('takes times to UTC', async () => {
    const table = await desk.table(EVENTS, 'events', { change: { utcOffset: 480 } });
    expect(table.relation).toBe('events_2');
    expect(await desk.rows(sql`SELECT min(occurred_at) FROM events_2`)).toEqual([[Date.UTC(2024, 0, 5, 2)]]);
    await desk.desk.drop(newRun(), table.tableId);
    await expect(desk.rows(sql`SELECT * FROM events_2`)).rejects.toThrow();
  });

  it.each([
    ['17850', '17850.0', 'floats of a spreadsheet'],
    ['00042', '42', 'zeros that a spreadsheet has taken'],
    ['AB-7', ' AB-7 ', 'blanks'],
  ])('ties %s to %s: %s', async (inOrders, inTable) => {
    await desk.orders(`customer_id,order_date,amount\n${inOrders},2024-01-05,10\n${inOrders},2024-01-06,11`);
    const table = await desk.table(`customer_id,purpose,opt_in\n${inTable},mail,yes`, 'consents');
    expect(table.match).toMatchObject({ customers: 1, matched: 1, orphanRows: 0, missing: 0 });
    await desk.desk.drop(newRun(), table.tableId);
    await desk.orders(ORDERS);
  });

  it('reads words of consent as yes and no', async () => {
    const table = await desk.table(
      'customer_id,purpose,consent_status\nC001,mail,granted\nC002,mail,withdrawn\nC003,短信,同意\nC004,mail,perhaps',
      'consents',
    );
    expect(await desk.rows(sql`SELECT granted FROM consents ORDER BY customer_id`)).toEqual([
      [true],
      [false],
      [true],
      [null],
    ]);
    await desk.desk.drop(newRun(), table.tableId);
  });

  it('cures what the doctor has found, where it is switched on', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, index) => `T${index},C001,2024-01-0${1 + (index % 9)},very\u00a0high `,
    );
    const text = [
      'ticket_id,customer_id,created_at,priority',
      ...rows,
      '----,----,----,----',
      'Total,,12,',
    ].join('\n');
    const table = await desk.table(text, 'tickets');
    expect(table).toMatchObject({ rows: 12, setAside: 2 });
    expect(await desk.rows(sql`SELECT DISTINCT priority FROM tickets`)).toEqual([['very high']]);
    const raw = await desk.table(text, 'tickets', {
      change: { cures: { strayBlanks: false } },
      tableId: table.tableId,
    });
    expect(raw.rows).toBe(12);
    expect(await desk.rows(sql`SELECT DISTINCT priority FROM tickets`)).toEqual([['very\u00a0high']]);
    await desk.desk.drop(newRun(), table.tableId);
  });

  it('sets aside rows that cannot be cut', async () => {
    const text = `ticket_id,customer_id,created_at,priority\nT1,C001,2024-01-01,high\nT2,C002,2024-01-02,low,too,many\nT3,C003,2024-01-03,low`;
    const table = await desk.table(text, 'tickets');
    expect(table).toMatchObject({ rows: 2, setAside: 1 });
    await desk.desk.drop(newRun(), table.tableId);
  });

  it('leaves nothing of a load that fails or is stopped, and keeps what was there', async () => {
    const before = await desk.rows(
      sql`SELECT table_name FROM duckdb_tables() WHERE database_name = 'data' ORDER BY 1`,
    );
    const bad = await desk.open('customer_id,event_time,event_name\nC001,never,view\nC002,nowhere,view');
    const request = {
      fileId: bad.fileId,
      tableId: 'events' as TableId,
      mapping: sideMapping(bad, 'events'),
      appendTo: null,
    };
    const roles = { customerId: 'customer_id', occurredAt: 'event_time', eventType: 'event_name' };
    const failed = desk.desk.load(newRun(), {
      ...request,
      mapping: { ...request.mapping, roles, extras: [] },
    });
    expect(await failed.then(() => null, toAppError)).toMatchObject({ code: 'mapping.noRowsLeft' });
    const rows = Array.from({ length: 20_000 }, (_, index) => `C${index},2024-01-05 10:00,view,/home`);
    const good = await desk.open(`customer_id,event_time,event_name,page\n${rows.join('\n')}`);
    for (const stopAt of ['start', 'reading', 'end'] as const) {
      const run: Run = new Run(newId(), (progress) => {
        const over = progress.phase === 'reading' && progress.share === (stopAt === 'end' ? 1 : 0);
        if (over) void run.cancel();
      });
      if (stopAt === 'start') await run.cancel();
      const stopped = desk.desk.load(run, {
        fileId: good.fileId,
        tableId: 'events' as TableId,
        mapping: sideMapping(good, 'events'),
        appendTo: null,
      });
      expect(await stopped.then(() => null, toAppError)).toMatchObject({ code: 'engine.cancelled' });
    }
    expect(
      await desk.rows(sql`SELECT table_name FROM duckdb_tables() WHERE database_name = 'data' ORDER BY 1`),
    ).toEqual(before);
    expect(await desk.rows(sql`SELECT count(*)::INTEGER FROM events`)).toEqual([[5]]);
  });

  it('takes a column that the file does not have for an error', async () => {
    const preview = await desk.open(EVENTS);
    const mapping = { ...sideMapping(preview, 'events'), extras: ['unheard of'] };
    const load = desk.desk.load(newRun(), {
      fileId: preview.fileId,
      tableId: newId(),
      mapping,
      appendTo: null,
    });
    expect(await load.then(() => null, toAppError)).toMatchObject({ code: 'mapping.unknownColumn' });
  });
});

describe('files added to a table', () => {
  it('follow its columns by name, role and likeness, and say what differs', async () => {
    const first = `customer_id,event_time,event_name,basket_value,shop,old_note
C001,2024-01-05 10:00,view,1.5,Berlin,a
C002,2024-01-06 10:00,cart,2.5,Paris,b
C003,2024-01-07 10:00,cart,9.5,Paris,c`;
    const further = `customer_id,timestamp,event_name,basket_values,shop,loyalty
C001,2024-02-05 10:00,view,3.5,17,gold
C002,2024-02-06 10:00,cart,4.5,18,silver
C003,2024-02-07 10:00,cart,lots,19,none`;
    const tableId = 'added' as TableId;
    await desk.table(first, 'events', { tableId, name: 'january.csv' });
    const preview = await desk.open(further, 'february.csv');
    const mapping = sideMapping(preview, 'events');
    const differences = await desk.desk.differences(newRun(), preview.fileId, tableId, mapping);
    const table = await desk.desk.load(newRun(), {
      fileId: preview.fileId,
      tableId,
      mapping,
      appendTo: tableId,
    });
    expect(table.differences).toEqual(differences);
    expect(new Set(differences.map((each) => JSON.stringify(each)))).toEqual(
      new Set(
        [
          { code: 'missing', column: 'old_note' },
          { code: 'added', column: 'loyalty' },
          { code: 'renamed', column: 'event_time', to: 'timestamp' },
          { code: 'renamed', column: 'basket_value', to: 'basket_values' },
          { code: 'retyped', column: 'shop', from: 'text', to: 'number' },
        ].map((each) => JSON.stringify(each)),
      ),
    );
    expect(table).toMatchObject({ rows: 6, setAside: 0, files: ['january.csv', 'february.csv'] });
    const relation = table.relation;
    expect(relation).toBe('events_2');
    expect(
      await desk.rows(
        sql`SELECT occurred_at::DATE::VARCHAR, basket_value, shop, old_note, loyalty FROM events_2 ORDER BY 1`,
      ),
    ).toEqual([
      ['2024-01-05', 1.5, 'Berlin', 'a', null],
      ['2024-01-06', 2.5, 'Paris', 'b', null],
      ['2024-01-07', 9.5, 'Paris', 'c', null],
      ['2024-02-05', 3.5, '17', null, 'gold'],
      ['2024-02-06', 4.5, '18', null, 'silver'],
      ['2024-02-07', null, '19', null, null],
    ]);
    await desk.desk.drop(newRun(), tableId);
  });
});
