import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile, { type Row, type Sheet } from 'write-excel-file/universal';
import { newId } from '../../../src/contract/ids.ts';
import type { ReadingWish } from '../../../src/contract/reading.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { Run, type FileSource } from '../../../workers/engine/database.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import { sheetMarks } from '../../../workers/import/sources/xlsx-marks.ts';
import { failure, heldTables, wholeTable } from './read-table.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

let files = 0;
async function fileOf(content: Uint8Array, ending = 'xlsx'): Promise<FileSource> {
  files += 1;
  return bench.file(content, `book-${files}.${ending}`);
}

async function written(sheets: readonly Sheet<Blob>[]): Promise<Uint8Array> {
  return new Uint8Array(await (await writeXlsxFile([...sheets]).toBlob()).arrayBuffer());
}

const text = (value: string) => ({ type: String, value });
const number = (value: number) => ({ type: Number, value });
const day = (value: string) => ({ type: Date, value: new Date(value), format: 'yyyy-mm-dd hh:mm:ss' });

const HEADER = ['customer', 'date', 'amount', 'gift'].map(text);
const ORDERS: Row[] = [
  HEADER,
  [text('a'), day('2024-01-31T00:00:00Z'), number(19.99), { type: Boolean, value: true }],
  [text('b'), day('2024-02-01T12:34:56Z'), number(20), null],
  [text(' a '), day('1999-12-31T23:59:59Z'), number(0.1 + 0.2), { type: Boolean, value: false }],
];
const ROWS = [
  ['customer', 'date', 'amount', 'gift'],
  ['a', '2024-01-31', '19.99', 'true'],
  ['b', '2024-02-01 12:34:56', '20', ''],
  [' a ', '1999-12-31 23:59:59', '0.30000000000000004', 'false'],
];

async function table(content: Uint8Array, wish?: ReadingWish, ending?: string) {
  return wholeTable(bench, await fileOf(content, ending), wish);
}

/** A workbook with one sheet, made by hand; `texts` are its shared strings, style 1 is a date. */
function bookOf(
  sheet: string,
  { texts = [], dates = '' }: { texts?: readonly string[]; dates?: string } = {},
): Uint8Array {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const rel = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relations}"><workbookPr ${dates}/><sheets><sheet name="Chart" sheetId="2" r:id="rId4"/><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${rel('rId1', 'worksheet', 'worksheets/sheet9.xml')}${rel('rId2', 'styles', 'styles.xml')}${rel('rId3', 'sharedStrings', 'sharedStrings.xml')}${rel('rId4', 'chartsheet', 'chartsheets/sheet1.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${texts.map((one) => `<si><t xml:space="preserve">${one}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet9.xml': `<worksheet ${main}><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/chartsheets/sheet1.xml': `<chartsheet ${main}/>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])));
}

const inline = (at: string, value: string): string =>
  `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const head = `<row r="1">${inline('A1', 'customer')}${inline('B1', 'date')}${inline('C1', 'amount')}</row>`;

/** A workbook of many orders, which takes more than one piece. */
function largeBook(rows: number): Uint8Array {
  const lines = Array.from(
    { length: rows },
    (_, index) =>
      `<row r="${index + 2}"><c r="A${index + 2}" t="s"><v>${index % 3}</v></c><c r="B${index + 2}" s="1"><v>${45_000 + (index % 300)}</v></c><c r="C${index + 2}"><v>${index}.5</v></c></row>`,
  );
  return bookOf(head + lines.join(''), { texts: ['a', 'b &amp; c', 'd'] });
}

describe('cells', () => {
  it('become text: dates as ISO, numbers with their digits, booleans as words, blanks kept', async () => {
    const { rows, reading, choices } = await table(await written([{ sheet: 'Orders', data: ORDERS }]));
    expect(rows).toEqual(ROWS);
    expect(reading).toMatchObject({ format: 'xlsx', sheet: 'Orders', headerRow: 1 });
    expect(choices.sheets).toEqual(['Orders']);
  });

  it('of formulas, merged cells, errors and long numbers', async () => {
    const sheet = `${head}
      <row r="2">${inline('A2', 'a')}<c r="B2" s="1"><v>45322</v></c><c r="C2"><f>1+1</f><v>2</v></c></row>
      <row r="3"><c r="A3" t="str"><f>"x"&amp;"y"</f><v>xy</v></c><c r="B3" s="1"><v>45322.5</v></c><c r="C3" t="e"><v>#N/A</v></c></row>
      <row r="4">${inline('A4', '12E5')}<c r="B4" s="1"><v>0.354166666666667</v></c><c r="C4"><v>1.5E+21</v></c></row>
      <row r="5"><c r="A5"><v>12345678901234567890</v></c><c r="C5"><v>19.989999999999998</v></c></row>
      <row r="6"/><row r="7"><c r="A7" t="b"><v>1</v></c></row>`;
    const { rows, table: found } = await table(bookOf(sheet));
    expect(rows).toEqual([
      ['customer', 'date', 'amount'],
      ['a', '2024-01-31', '2'],
      ['xy', '2024-01-31 12:00:00', ''],
      ['12E5', '08:30:00', '1500000000000000000000'],
      ['12345678901234567890', '', '19.99'],
      ['', '', ''],
      ['true', '', ''],
    ]);
    expect(found.notices).toContainEqual({ code: 'errorCells', count: 1 });
  });

  it('of merged cells: the first has the value, the others are empty, and it is told', async () => {
    const sheet = `${head}
      <row r="2">${inline('A2', 'a')}<c r="B2" s="1"><v>45322</v></c><c r="C2"><v>2</v></c></row>
      <row r="3"><c r="A3"/><c r="B3" s="1"><v>45323</v></c><c r="C3"><v>3</v></c></row>
      <row r="4">${inline('A4', 'b')}<c r="B4" s="1"><v>45324</v></c><c r="C4"/></row></sheetData>
      <mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B4:C4"/></mergeCells><sheetData>`;
    const { rows, table: found } = await table(bookOf(sheet));
    expect(rows.slice(1)).toEqual([
      ['a', '2024-01-31', '2'],
      ['', '2024-02-01', '3'],
      ['b', '2024-02-02', ''],
    ]);
    expect(found.notices).toContainEqual({ code: 'mergedCells', count: 2 });
  });

  it('that are merged or hold errors are counted far below the head', async () => {
    const filled = Array.from({ length: 30_000 }, (_, at) => {
      const row = at + 2;
      const amount =
        at === 29_000 ? `<c r="C${row}" t="e"><v>#N/A</v></c>` : `<c r="C${row}"><v>${at}</v></c>`;
      return `<row r="${row}">${inline(`A${row}`, `c${at % 700}`)}<c r="B${row}" s="1"><v>45322</v></c>${amount}</row>`;
    });
    const merged = Array.from({ length: 300 }, (_, at) => `<mergeCell ref="A${at * 9 + 2}:A${at * 9 + 3}"/>`);
    const sheet = `${head}${filled.join('')}</sheetData><mergeCells count="300">${merged.join('')}</mergeCells><sheetData>`;
    const { table: found } = await table(bookOf(sheet));
    expect(found).toMatchObject({ complete: false });
    expect(found.notices).toEqual([
      { code: 'mergedCells', count: 300 },
      { code: 'errorCells', count: 1 },
    ]);
  });

  it('are looked over once, however often their file is opened', async () => {
    const source = await fileOf(
      bookOf(`${head}<row r="2">${inline('A2', 'a')}</row></sheetData><sheetData>`),
    );
    const entry = (path: string) => {
      let opened = 0;
      const pieces = async function* () {
        opened += 1;
        yield await Promise.resolve(strToU8('<c r="A1" t="e"><v>#N/A</v></c><mergeCell ref="A2:A3"/>'));
      };
      return {
        path,
        bytes: 60,
        encrypted: false,
        stream: { name: path, size: 60, pieces },
        opened: () => opened,
      };
    };
    const [first, second] = [entry('xl/worksheets/sheet1.xml'), entry('xl/worksheets/sheet2.xml')];
    for (const each of [first, second, first, second]) {
      const marks = await sheetMarks(bench.run, source, { name: 'orders', entry: each });
      expect(marks).toEqual({ merged: 1, errors: 1 });
    }
    expect([first.opened(), second.opened()]).toEqual([1, 1]);
    await sheetMarks(bench.run, { ...source }, { name: 'orders', entry: first });
    expect(first.opened()).toBe(2);
  });

  it('count their days from 1904 where the workbook says so', async () => {
    const sheet = `${head}<row r="2">${inline('A2', 'a')}<c r="B2" s="1"><v>43860</v></c><c r="C2"><v>1</v></c></row>`;
    expect((await table(bookOf(sheet, { dates: 'date1904="1"' }))).rows[1]).toEqual(['a', '2024-01-31', '1']);
  });

  it('without addresses follow each other', async () => {
    const bare = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
    const sheet = `<row>${bare('customer')}${bare('date')}${bare('amount')}</row><row>${bare('a')}<c s="1"><v>45322</v></c><c><v>2</v></c></row><row><c/>${bare('late')}</row>`;
    expect((await table(bookOf(sheet))).rows).toEqual([
      ['customer', 'date', 'amount'],
      ['a', '2024-01-31', '2'],
      ['', 'late', ''],
    ]);
  });
});

describe('sheets', () => {
  const cover: Row[] = [[text('Export of 31 January')], [text('Ask sales for help')]];

  it('offers all, and takes the one with most in it', async () => {
    const book = await written([
      { sheet: 'About', data: cover },
      { sheet: 'Käufe & more', data: ORDERS },
    ]);
    const { reading, choices, rows } = await table(book);
    expect(choices.sheets).toEqual(['About', 'Käufe & more']);
    expect(reading.sheet).toBe('Käufe & more');
    expect(rows).toEqual(ROWS);
    expect((await table(book, { sheet: 'About', headerRow: null })).rows).toEqual([
      ['Export of 31 January'],
      ['Ask sales for help'],
    ]);
  });

  it('passes over charts, which are sheets without cells', async () => {
    const { choices, reading } = await table(bookOf(head + head.replaceAll('1"', '2"')));
    expect(choices.sheets).toEqual(['Data']);
    expect(reading.sheet).toBe('Data');
  });

  it('finds the header below title lines, and takes the row that is asked for', async () => {
    const titled: Row[] = [[text('Orders 2024')], [], [text('from'), text('2024-01-01')], ...ORDERS];
    const book = await written([{ sheet: 'Orders', data: titled }]);
    const { reading, rows, table: found } = await table(book);
    expect(reading.headerRow).toBe(4);
    expect(rows).toEqual(ROWS);
    expect(found.notices).toContainEqual({ code: 'skippedLines', count: 3 });
    expect((await table(book, { headerRow: 5 })).rows[0]).toEqual(ROWS[1]);
    const preview = await bench.open(await fileOf(book));
    expect(preview.columns.map(({ name }) => name)).toEqual(ROWS[0]);
    expect(preview.notices).toContainEqual({ code: 'skippedLines', count: 3 });
  });

  it('sees that a sheet has no header', async () => {
    const { reading, rows } = await table(await written([{ sheet: 'x', data: ORDERS.slice(1, 3) }]));
    expect(reading.headerRow).toBeNull();
    expect(rows).toEqual(ROWS.slice(1, 3));
  });
});

describe('workbooks', () => {
  it('are read out of zip and gzip', async () => {
    const book = await written([{ sheet: 'Orders', data: ORDERS }]);
    const archive = zipSync({ 'export/orders.xlsx': book, 'export/note.txt': strToU8('x,y\n1,2\n') });
    const zipped = await table(archive, {}, 'zip');
    expect(zipped.reading).toMatchObject({ entry: 'export/orders.xlsx', format: 'xlsx' });
    expect(zipped.rows).toEqual(ROWS);
    expect((await table(gzipSync(book), {}, 'xlsx.gz')).rows).toEqual(ROWS);
  });

  it('behind a password are told from old ones, which are refused by their name', async () => {
    const directory = (name: string): Uint8Array => {
      const file = new Uint8Array(2048);
      file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
      const view = new DataView(file.buffer);
      view.setUint16(0x1e, 9, true);
      view.setUint32(0x30, 1, true);
      file.set(Buffer.from(name, 'utf16le'), 1024 + 128 * 3);
      return file;
    };
    expect((await failure(table(directory('EncryptedPackage')))).code).toBe('file.locked');
    expect(await failure(table(directory('Workbook'), {}, 'xls'))).toMatchObject({
      code: 'file.binary',
      params: { looksLike: expect.stringContaining('XLS') },
    });
  });

  it('that are damaged are refused', async () => {
    const book = bookOf(`${head}<row r="2"><c r="A2" t="s"><v>99</v></c></row>`);
    expect(await failure(table(book))).toMatchObject({ code: 'file.damaged', params: { format: 'XLSX' } });
    const open = bookOf(`${head}<row r="2"><c r="A2"><v>99</c>`);
    expect(await failure(table(open))).toMatchObject({ code: 'file.damaged' });
    expect((await failure(table(zipSync({ 'xl/workbook.bin': strToU8('x') })))).code).toBe('file.binary');
    expect((await failure(bench.open(await fileOf(bookOf(''))))).code).toBe('file.empty');
  });
});

describe('loading', () => {
  it('comes back as it was written', async () => {
    const cell = fc.oneof(
      fc.stringMatching(/^[a-zA-Zäß€客 ,"&<>]{1,12}$/u).map((value) => ({ cell: text(value), back: value })),
      fc
        .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
        .map((value) => ({ cell: number(value), back: value })),
      fc.boolean().map((value) => ({ cell: { type: Boolean, value }, back: String(value) })),
      fc
        .integer({ min: Date.UTC(1950, 0) / 1000, max: Date.UTC(2090, 0) / 1000 })
        .map((seconds) => ({ cell: day(new Date(seconds * 1000).toISOString()), back: seconds * 1000 })),
      fc.constant({ cell: null, back: '' }),
    );
    const rowsOf = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rowsOf, async (all) => {
        const data = [HEADER, ...all.map((row) => [text('c'), ...row.map((one) => one.cell)])];
        const { rows } = await table(await written([{ sheet: 'x', data }]), { headerRow: 1 });
        expect(rows).toHaveLength(all.length + 1);
        for (const [index, row] of all.entries()) {
          const found = rows[index + 1] ?? [];
          for (const [place, { cell: wrote, back }] of row.entries()) {
            const read = found[place + 1] ?? '';
            if (typeof back === 'string') expect(read).toBe(back);
            else if (wrote !== null && wrote.type === Date) {
              expect(new Date(`${read.replace(' ', 'T')}${read.length > 10 ? 'Z' : ''}`).getTime()).toBe(
                back,
              );
            } else expect(Number(read) + 0).toBe(back + 0);
          }
        }
      }),
      { numRuns: 40, seed: 20261 },
    );
  });

  it('reads a sheet of many pieces as it reads a small one, and loads it by suggestion', async () => {
    const source = await fileOf(largeBook(20_000));
    const preview = await bench.open(source);
    expect(preview.complete).toBe(false);
    expect(preview.estimatedRows).toBeGreaterThan(15_000);
    expect(preview.estimatedRows).toBeLessThan(25_000);
    const { rows } = await wholeTable(bench, source);
    expect(rows).toHaveLength(20_001);
    expect(rows[0]).toEqual(['customer', 'date', 'amount']);
    expect(rows.slice(1).every(([, , amount], index) => amount === `${index}.5`)).toBe(true);
    const mapping = suggestMapping(preview);
    const { receipt } = await loadOrders(bench.db, bench.run, {
      source,
      preview,
      mapping,
      datasetId: newId(),
    });
    expect(receipt).toMatchObject({ read: 20_000, customers: 3, revenue: (20_000 * 19_999) / 2 + 10_000 });
  });

  it('stops when it is cancelled, and leaves nothing behind', async () => {
    const source = await fileOf(largeBook(20_000));
    const preview = await bench.open(source);
    const before = await heldTables(bench);
    const run: Run = new Run(newId(), ({ phase }) => {
      if (phase === 'unpacking') void run.cancel();
    });
    const mapping = suggestMapping(preview);
    const work = loadOrders(bench.db, run, { source, preview, mapping, datasetId: newId() });
    expect((await failure(work)).code).toBe('engine.cancelled');
    expect(await heldTables(bench)).toEqual(before);
  });
});
