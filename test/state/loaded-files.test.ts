import { describe, expect, it } from 'vitest';
import { newId, type DatasetId, type FileId, type TableId } from '../../src/contract/ids.ts';
import type { Mapping } from '../../src/contract/import.ts';
import type { SideMapping } from '../../src/contract/tables.ts';
import { EngineJournal } from '../../src/state/engine-journal.ts';
import { filesAsLoaded } from '../../src/state/loaded-files.ts';

const MAPPING: Mapping = { roles: { customerId: 'id' }, extras: [], formats: {}, currency: null };
const CUSTOMERS: SideMapping = {
  kind: 'customers',
  roles: {},
  extras: [],
  formats: {},
  currency: null,
  utcOffset: null,
};

function opened(journal: EngineJournal, name: string): FileId {
  const fileId = newId<FileId>();
  journal.opened(fileId, new File(['x'], name));
  return fileId;
}

function loadOrders(journal: EngineJournal, fileId: FileId, further: readonly FileId[] = []): void {
  const request = { fileId, datasetId: newId<DatasetId>(), mapping: MAPPING, rules: {}, further };
  journal.replaceLoaded({ kind: 'file', request });
}

function loadTable(journal: EngineJournal, fileId: FileId, appendTo: TableId | null = null): TableId {
  const tableId = appendTo ?? newId<TableId>();
  journal.tableLoaded({ fileId, tableId, mapping: CUSTOMERS, appendTo });
  return tableId;
}

describe('the files that are loaded', () => {
  it('are none where nothing is loaded, or the sample', () => {
    const journal = new EngineJournal();
    opened(journal, 'orders.csv');
    expect(filesAsLoaded(journal)).toBeNull();
    journal.replaceLoaded({ kind: 'sample', datasetId: newId<DatasetId>() });
    expect(filesAsLoaded(journal)).toBeNull();
  });

  it('are those of the orders and of the tables, each once, and not those that are only open', () => {
    const journal = new EngineJournal();
    const first = opened(journal, 'orders-1.csv');
    opened(journal, 'looked-at.csv');
    const second = opened(journal, 'orders-2.csv');
    loadOrders(journal, first, [second]);
    const table = loadTable(journal, opened(journal, 'customers.csv'));
    loadTable(journal, second, table);
    const found = filesAsLoaded(journal);
    expect(found?.files.map(({ name }) => name)).toEqual(['orders-1.csv', 'orders-2.csv', 'customers.csv']);
    expect(found?.load.orders?.uses.map(({ file }) => file)).toEqual([0, 1]);
    expect(found?.load.tables.map(({ file, apart }) => [file, apart])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('are read as they were when they were loaded, however they are read since', () => {
    const journal = new EngineJournal();
    const file = opened(journal, 'orders.csv');
    journal.reopened(file, { encoding: 'gb18030' });
    loadOrders(journal, file);
    journal.reopened(file, { encoding: 'big5' });
    expect(filesAsLoaded(journal)?.load.orders?.uses).toEqual([{ file: 0, wish: { encoding: 'gb18030' } }]);
  });

  it('are known with the rules by which customers were merged', () => {
    const journal = new EngineJournal();
    loadOrders(journal, opened(journal, 'orders.csv'));
    expect(filesAsLoaded(journal)?.load.orders?.merge).toBeNull();
    const merge = { rules: ['email'], columns: [], gmail: true, country: null, mostShared: 10 } as const;
    journal.customersMerged(merge);
    expect(filesAsLoaded(journal)?.load.orders?.merge).toEqual(merge);
  });

  it('are still known after they were taken off the list, and forgotten with their table', () => {
    const journal = new EngineJournal();
    const file = opened(journal, 'customers.csv');
    const table = loadTable(journal, file);
    journal.closed(file);
    expect(filesAsLoaded(journal)?.files).toHaveLength(1);
    journal.tableDropped(table);
    expect(filesAsLoaded(journal)).toBeNull();
  });
});
