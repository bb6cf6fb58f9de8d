import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CureSwitches } from '../../../src/contract/doctor.ts';
import type { Mapping, RuleSwitches } from '../../../src/contract/import.ts';
import { maskedPreview } from '../../../src/privacy/classify/masking.ts';
import { setAsideRows } from '../../../workers/import/set-aside-rows.ts';
import { CLEAN, examine, found, HEADER, ROWS, SUM, treat as treatIn, type Treated } from './doctor-ward.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

function treat(
  text: string,
  cures: CureSwitches = {},
  mapping: Partial<Mapping> = {},
  rules: Partial<RuleSwitches> = {},
): Promise<Treated> {
  return treatIn(bench, text, { cures, mapping, rules });
}

describe('the text of a file', () => {
  it('finds nothing wrong with a clean one', async () => {
    const { preview, loaded } = await treat(CLEAN);
    expect(preview.findings).toEqual([]);
    expect(loaded.receipt).toMatchObject({ read: 5, loaded: 5, revenue: SUM });
  });

  it('tells of title lines above the table', async () => {
    const { preview, loaded } = await treat(`Orders of January\nmade by the shop\n${CLEAN}`);
    expect(found(preview, 'titleLines')).toMatchObject({ rows: 2, cured: true });
    expect(loaded.receipt).toMatchObject({ read: 5, loaded: 5, revenue: SUM });
    const { preview: kept } = await examine(bench, `Orders of January\nmade by the shop\n${CLEAN}`, {
      titleLines: false,
    });
    expect(found(kept, 'titleLines')).toMatchObject({ rows: 2, cured: false });
    expect(kept.dialect.skipLines).toBe(0);
  });

  it('tells of title lines that a spreadsheet has written with a comma for each field', async () => {
    const { preview, loaded } = await treat(`Orders of January,,\n,,\n${CLEAN}`);
    expect(found(preview, 'titleLines')).toMatchObject({ rows: 2, cured: true });
    expect(loaded.receipt).toMatchObject({ read: 5, loaded: 5, revenue: SUM });
    const { preview: sparse } = await examine(bench, CLEAN.replace(HEADER, 'c9,,'));
    expect(found(sparse, 'titleLines')).toBeUndefined();
  });

  it('takes lines of words above a table for its title, not for another table', async () => {
    const { preview, loaded } = await treat(
      `Orders export of the shop\nCreated 2024-07-01 by J. Doe\n\n${CLEAN}`,
    );
    expect(found(preview, 'stackedTables')).toBeUndefined();
    expect(found(preview, 'titleLines')).toMatchObject({
      rows: 3,
      example: { columns: [], before: [['Orders export of the shop'], ['Created 2024-07-01 by J. Doe']] },
    });
    expect(loaded.receipt).toMatchObject({ read: 5, loaded: 5, malformed: 0, revenue: SUM });
  });

  const small = 'region,target\nnorth,100\nsouth,200';
  it.each([
    ['below', `${CLEAN}\n\n${small}\n`],
    ['above', `${small}\n\n${CLEAN}\n`],
    ['above, with a comma for each field', `${small}\n,,\n${CLEAN}`],
  ])('reads the largest of several tables: the other %s', async (_, text) => {
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'stackedTables')).toMatchObject({
      rows: 2,
      detail: 'region, target (2)',
      cured: true,
    });
    expect(preview.columns.map(({ name }) => name)).toEqual(['customer', 'date', 'amount']);
    expect(loaded.receipt).toMatchObject({ read: 8, loaded: 5, malformed: 3, revenue: SUM });
    const shown = await setAsideRows(bench.db, bench.run, loaded, 'malformed', { offset: 0, limit: 9 });
    const texts = shown.columns.find(({ name }) => name === 'text')?.values;
    expect(texts).toEqual(['region,target', 'north,100', 'south,200']);
  });

  it('leaves several tables as they are where that is not to be cured', async () => {
    const { preview, loaded } = await treat(`${CLEAN}\n\n${small}\n`, { stackedTables: false });
    expect(found(preview, 'stackedTables')).toMatchObject({ cured: false });
    expect(loaded.receipt).toMatchObject({ read: 8, loaded: 5, malformed: 0, setAside: 3 });
  });

  it.each([
    ['in rows that are longer', `${HEADER}\n${ROWS[0]},,ask Bob\n${ROWS.slice(1).join('\n')}`],
    [
      'in columns without a name',
      `${HEADER},,\n${ROWS[0]},,ask Bob\n${ROWS.slice(1)
        .map((line) => `${line},,`)
        .join('\n')}`,
    ],
  ])('keeps notes beside the table apart: %s', async (_, text) => {
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'notesBeside')).toMatchObject({ rows: 1, cured: true });
    expect(loaded.receipt).toMatchObject({ read: 5, loaded: 5, malformed: 0, revenue: SUM });
  });

  it('counts rows with notes as malformed where these are not to be kept apart', async () => {
    const text = `${HEADER}\n${ROWS[0]},,ask Bob\n${ROWS.slice(1).join('\n')}`;
    expect((await treat(text, { notesBeside: false })).loaded.receipt).toMatchObject({
      loaded: 4,
      malformed: 1,
    });
  });

  const wrapped = (line: string): string => `"${line.replaceAll('"', '""')}"`;
  it('takes the quotes off rows that are wrapped in them', async () => {
    const lines = [HEADER, ...ROWS, 'c9,2024-02-01,"1,000.5"'];
    const { preview, loaded } = await treat(lines.map(wrapped).join('\r\n'));
    expect(found(preview, 'doublyQuotedRows')).toMatchObject({ rows: 7, cured: true });
    expect(loaded.receipt).toMatchObject({ read: 6, loaded: 6, revenue: SUM + 1000.5 });
  });

  it('does so too where only some are, and leaves them where that is not to be cured', async () => {
    const text = [HEADER, ...ROWS, wrapped('c9,2024-02-01,"2.5"')].join('\n');
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'doublyQuotedRows')).toMatchObject({ rows: 1 });
    expect(loaded.receipt).toMatchObject({ loaded: 6, revenue: SUM + 2.5 });
    expect((await treat(text, { doublyQuotedRows: false })).loaded.receipt).toMatchObject({
      read: 6,
      loaded: 5,
    });
  });

  it('sets aside rows of strokes and repeated headers, as a switch of the receipt', async () => {
    const text = [HEADER, '-----,-----,-----', ROWS[0], ROWS[1], HEADER, ...ROWS.slice(2), '=====,,'].join(
      '\n',
    );
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'separatorRows')).toMatchObject({ rows: 3, cured: true });
    expect(preview.sampleRows).toBe(5);
    expect(loaded.receipt).toMatchObject({ read: 8, loaded: 5, setAside: 3, customers: 3, revenue: SUM });
    expect(loaded.receipt.rules.find(({ rule }) => rule === 'separatorRow')).toMatchObject({
      on: true,
      rows: 3,
    });
    const off = await treat(text, { separatorRows: false });
    expect(off.loaded.rules.separatorRow).toBe(false);
    const none = Object.fromEntries(
      ['noCustomer', 'unreadableDate', 'unreadableNumber'].map((rule) => [rule, false]),
    );
    expect((await treat(text, { separatorRows: false }, {}, none)).loaded.receipt.loaded).toBe(8);
  });

  it('knows rows of delimiters alone, with blanks or without', async () => {
    const text = [HEADER, ROWS[0], ',,', ' , ,', ...ROWS.slice(1), ',,'].join('\n');
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'separatorRows')).toMatchObject({ rows: 3, cured: true });
    expect(preview.sampleRows).toBe(5);
    const { receipt } = loaded;
    expect(receipt).toMatchObject({ read: 8, loaded: 5, setAside: 3, revenue: SUM });
    expect(receipt.rules.find(({ rule }) => rule === 'separatorRow')).toMatchObject({ rows: 3 });
  });

  it('keeps ids of numbers numbers where only separators and totals are none', async () => {
    const rows = ['1,2024-01-01,5', '2,2024-01-02,6', '----,----,----', '3,2024-01-03,7', 'Total,,18'];
    const { loaded } = await treat([HEADER, ...rows].join('\n'));
    expect(loaded.customerShape.kind).toBe('integer');
    expect(loaded.receipt).toMatchObject({ read: 5, loaded: 3, setAside: 2, revenue: 18, customers: 3 });
  });

  it.each(['Total,,51.75', 'Summe:,,51.75', '合计,,51.75'])('sets totals aside: %s', async (total) => {
    const { preview, loaded } = await treat(`${CLEAN}\n${total}`, {}, {}, { unreadableDate: false });
    expect(found(preview, 'footerTotals')).toMatchObject({ rows: 1, cured: true });
    expect(loaded.receipt).toMatchObject({ read: 6, loaded: 5, setAside: 1, revenue: SUM });
    const off = await treat(
      `${CLEAN}\n${total}`,
      { footerTotals: false },
      {},
      { unreadableDate: false, noCustomer: false },
    );
    expect(off.loaded.receipt).toMatchObject({ loaded: 6, revenue: 2 * SUM });
  });

  it('knows a total without a word by its sum', async () => {
    const off = { noCustomer: false, unreadableDate: false };
    const { preview, loaded } = await treat(`${CLEAN}\n,,51.75`, {}, {}, off);
    expect(found(preview, 'footerTotals')).toMatchObject({ rows: 1 });
    expect(loaded.receipt).toMatchObject({ loaded: 5, revenue: SUM });
  });

  it.each([
    ['fewer fields', `${CLEAN}\nc4,2024-01`],
    ['a quote that stays open', `${CLEAN}\nc4,2024-01-10,"12`],
  ])('counts a last row that is cut as malformed: %s', async (_, text) => {
    const { preview, loaded } = await treat(text);
    expect(found(preview, 'truncatedLastRow')).toMatchObject({ rows: 1, cured: true });
    expect(loaded.receipt).toMatchObject({ read: 6, loaded: 5, malformed: 1, revenue: SUM });
  });

  it('reads a short last row as it stands where that is not to be cured', async () => {
    const text = `${CLEAN}\nc4,2024-01-10`;
    expect((await treat(text, { truncatedLastRow: false })).loaded.receipt).toMatchObject({
      malformed: 0,
      setAside: 1,
    });
  });

  const doublyQuoted = '"c9,2024-02-01,""2,5"""';
  it.each([
    [
      'doublyQuotedRows',
      [HEADER, ...ROWS, doublyQuoted].join('\n'),
      { columns: [], before: [[doublyQuoted]], after: [['c9', '2024-02-01', '2,5']] },
    ],
    [
      'stackedTables',
      `${CLEAN}\n\n${small}\n`,
      { columns: [], before: small.split('\n').map((line) => line.split(',')), after: [] },
    ],
    [
      'notesBeside',
      `${HEADER}\n${ROWS[0]},,ask Bob\n${ROWS.slice(1).join('\n')}`,
      {
        columns: ['customer', 'date', 'amount', '', ''],
        before: [['c1', '2024-01-05', '10.50', '', 'ask Bob']],
        after: [['c1', '2024-01-05', '10.50']],
      },
    ],
    [
      'truncatedLastRow',
      `${CLEAN}\nc4,2024-01`,
      { columns: ['customer', 'date', 'amount'], before: [['c4', '2024-01']], after: [] },
    ],
    [
      'raggedRows',
      `${CLEAN}\nc4,2024-01-10\nc4,2024-01-10,5,6\n${ROWS[0]}\n`,
      {
        columns: ['customer', 'date', 'amount', ''],
        before: [
          ['c4', '2024-01-10'],
          ['c4', '2024-01-10', '5', '6'],
        ],
        after: [['c4', '2024-01-10', null]],
      },
    ],
    [
      'cancellations',
      `${CLEAN}\nc1,2024-02-07,-5.25\n`,
      { columns: ['customer', 'date', 'amount'], before: [['c1', '2024-02-07', '-5.25']], after: [] },
    ],
  ] as const)('shows before and after: %s', async (code, text, example) => {
    const { preview } = await examine(bench, text);
    expect(found(preview, code)?.example).toEqual(example);
  });

  it('hides values of people in lines that are shown as they stand', async () => {
    const wrappedRow = (await examine(bench, [HEADER, ...ROWS, doublyQuoted].join('\n'))).preview;
    expect(found(maskedPreview(wrappedRow), 'doublyQuotedRows')?.example).toEqual({
      columns: [],
      before: [['"••,••••-••-••,""•,•"""']],
      after: [['••', '••••-••-••', '•,•']],
    });
    const stacked = (await examine(bench, `${CLEAN}\n\n${small}\n`)).preview;
    expect(found(maskedPreview(stacked), 'stackedTables')?.example?.before).toEqual([
      ['region', 'target'],
      ['•••••', '•••'],
      ['•••••', '•••'],
    ]);
  });

  it('tells of ragged rows', async () => {
    const { preview } = await treat(
      `${HEADER}\n${ROWS.join('\n')}\nc4,2024-01-10\nc4,2024-01-10,5,6\n${ROWS[0]}\n`,
    );
    expect(found(preview, 'raggedRows')).toMatchObject({ rows: 2, cured: null });
  });
});
