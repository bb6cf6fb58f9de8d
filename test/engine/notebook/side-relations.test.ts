import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CellId, type FileId, newId, type TableId } from '../../../src/contract/ids.ts';
import type { CellReleaseRequest, SqlDeclaration } from '../../../src/contract/notebook.ts';
import type { SideKind } from '../../../src/contract/tables.ts';
import { TablesDesk } from '../../../workers/tables/tables-desk.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { sideMapping } from '../tables/tables-in-engine.ts';
import { NotebookInEngine } from './notebook-in-engine.ts';
import { shop } from './shop.ts';

const EVENTS = [
  'customer_id,event_time,event_name',
  ...Array.from({ length: 40 }, (_, index) => `stranger-${index},2024-01-05 10:00,view`),
].join('\n');

const DETAILS = [
  'customer_id,full_name,email,city',
  ...Array.from(
    { length: 40 },
    (_, index) => `stranger-${index},Ann Ash ${index},a${index}@example.org,Berlin`,
  ),
].join('\n');

const OPEN = policyOf({ threshold: 5, formats: ['csv', 'document'] });

let notebook: NotebookInEngine;
let tables: TablesDesk;
beforeAll(async () => {
  notebook = await NotebookInEngine.start(OPEN);
  await notebook.load(shop(60));
  const { bench, files } = notebook;
  tables = new TablesDesk({ db: files.db, ground: () => bench.ground, file: (fileId) => bench.file(fileId) });
  await table(EVENTS, 'events', 'events' as TableId);
  await table(DETAILS, 'customers', 'details' as TableId);
}, 60_000);
afterAll(() => notebook.close());

async function table(text: string, kind: SideKind, tableId: TableId): Promise<void> {
  const { bench, files } = notebook;
  const preview = await bench.open(newRun(), newId<FileId>(), await files.file(text));
  const mapping = sideMapping(preview, kind);
  await tables.load(newRun(), { fileId: preview.fileId, tableId, mapping, appendTo: null });
}

async function outcome(relation: string, declaration: SqlDeclaration | null = null): Promise<string> {
  const request: CellReleaseRequest = {
    cell: 'any' as CellId,
    relation,
    format: 'csv',
    choice: null,
    view: null,
    declaration,
    range: null,
    locale: 'en',
    theme: 'light',
  };
  const result = await notebook.desk.release(newRun(), request);
  return result.ok ? 'released' : result.error.code;
}

describe('tables beside the orders in SQL', () => {
  it('are listed with what names somebody marked', async () => {
    const catalog = await notebook.desk.catalog(newRun());
    expect(catalog.map(({ name }) => name)).toEqual(['orders', 'customers', 'events', 'customer_details']);
    const details = catalog.find(({ name }) => name === 'customer_details');
    expect(details).toMatchObject({ rowCount: 40, kind: 'rows', cell: null });
    expect(details?.columns.filter(({ identifier }) => identifier).map(({ name }) => name)).toEqual([
      'customer_key',
      'customer_id',
      'name',
      'email',
    ]);
  });

  it('can be read by a cell, and their names belong to no cell', async () => {
    const { relation } = await notebook.run(
      'views',
      'SELECT event_type, count(*) AS n FROM events GROUP BY 1',
    );
    expect(relation.rowCount).toBe(1);
    expect(
      await notebook.run('events', 'SELECT 1').then(
        () => null,
        (thrown: unknown) => thrown,
      ),
    ).toMatchObject({ error: { code: 'cell.nameTaken' } });
  });

  it('never leave as rows, and leave as free SQL does', async () => {
    expect(await outcome('events')).toBe('gate.rowLevel');
    await notebook.run(
      'people',
      'SELECT city, count(DISTINCT customer_id) AS people FROM customer_details GROUP BY 1',
    );
    expect(await outcome('people')).toBe('gate.noContributors');
    const declaration = { contributors: 'people', groups: ['city'] };
    expect(await outcome('people', declaration)).toBe('gate.unverified');
    notebook.policy = { ...OPEN, unverified: true };
    expect(await outcome('people', declaration)).toBe('released');
  });

  it('do not leave in words, though the orders do not know their people', async () => {
    await notebook.run('mails', 'SELECT email AS city, 40 AS people FROM customer_details LIMIT 10');
    expect(await outcome('mails', { contributors: 'people', groups: ['city'] })).toBe('gate.rowLevel');
    await notebook.run('names', 'SELECT name AS city, 40 AS people FROM customer_details LIMIT 10');
    expect(await outcome('names', { contributors: 'people', groups: ['city'] })).toBe('gate.rowLevel');
  });

  it('are shown anew once they have changed', async () => {
    await tables.drop(newRun(), 'events' as TableId);
    const catalog = await notebook.desk.catalog(newRun());
    expect(catalog.map(({ name }) => name)).not.toContain('events');
    expect(await notebook.failure('SELECT * FROM events')).toMatchObject({ code: 'sql.unknownRelation' });
    await notebook.run('events', 'SELECT 1 AS one');
    await table(EVENTS, 'events', 'again' as TableId);
    const again = await notebook.desk.catalog(newRun());
    expect(again.find(({ name }) => name === 'events')).toMatchObject({ cell: null, rowCount: 40 });
  });
});
