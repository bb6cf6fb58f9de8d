import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import type { FilePreview } from '../../../src/contract/import.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { maskedPreview } from '../../../src/privacy/classify/masking.ts';
import { fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import { startWorkbench, type Workbench } from './workbench.ts';
import { newId } from '../../../src/contract/ids.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared/data');

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

async function open(text: string | Uint8Array): Promise<FilePreview> {
  return bench.open(await bench.file(text));
}

async function failure(opened: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await opened.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof AppFailure ? thrown.error : thrown;
}

function rolesOf(preview: FilePreview): Record<string, string> {
  return Object.fromEntries(
    preview.columns.flatMap(({ name, suggestion }) => (suggestion === null ? [] : [[suggestion.role, name]])),
  );
}

describe.skipIf(!existsSync(shared))('real files (skipped without the shared data)', () => {
  it('reads CDNOW_master.txt: blanks, CRLF, a header', async () => {
    const preview = await bench.open(await fileOnDisk(path.join(shared, 'cdnow/CDNOW_master.txt')));
    expect(preview.dialect).toEqual({
      delimiter: 'blanks',
      quote: null,
      header: true,
      skipLines: 0,
      bom: false,
    });
    expect(preview.columns.map((column) => column.name)).toEqual([
      'customer_id',
      'date',
      'number_of_cds',
      'dollar_value',
    ]);
    expect(rolesOf(preview)).toEqual({
      customerId: 'customer_id',
      orderedAt: 'date',
      quantity: 'number_of_cds',
      amount: 'dollar_value',
    });
    expect(Math.abs(preview.estimatedRows / 69_659 - 1)).toBeLessThan(0.1);
  });

  it('finds customer, date, quantity and amount in CDNOW_sample.txt, which names nothing', async () => {
    const preview = await bench.open(await fileOnDisk(path.join(shared, 'cdnow/CDNOW_sample.txt')));
    expect(preview.dialect.header).toBe(false);
    expect(rolesOf(preview)).toEqual({
      customerId: 'column_1',
      orderedAt: 'column_3',
      quantity: 'column_4',
      amount: 'column_5',
    });
  });

  it('reads the orders of the rfm package: quoted text and plain numbers', async () => {
    const preview = await bench.open(await fileOnDisk(path.join(shared, 'rfm_r/rfm_data_orders.csv')));
    expect(preview.dialect).toMatchObject({ delimiter: ',', quote: '"', header: true });
    expect(rolesOf(preview)).toEqual({
      customerId: 'customer_id',
      orderedAt: 'order_date',
      amount: 'revenue',
    });
    expect(preview.sampleRows).toBe(4906);
    expect(preview.complete).toBe(true);
  });
});

describe('dialects', () => {
  it.each([
    ['comma', ',', '"'],
    ['semicolon', ';', '"'],
    ['tab', '\t', '"'],
    ['pipe', '|', '"'],
    ['single quotes', ',', "'"],
  ])('finds %s', async (_, delimiter, quote) => {
    const lines = ['customer', 'date', 'note', 'amount'].join(delimiter);
    const rows = Array.from({ length: 30 }, (__, index) =>
      [`C${index % 7}x`, `2024-01-${10 + (index % 20)}`, `${quote}a${delimiter} b\nc${quote}`, '1.50'].join(
        delimiter,
      ),
    );
    const preview = await open([lines, ...rows].join('\r\n'));
    expect(preview.dialect).toMatchObject({ delimiter, quote, header: true, skipLines: 0 });
    expect(preview.sampleRows).toBe(30);
    expect(preview.rows[0]).toEqual(['C0x', '2024-01-10', `a${delimiter} b\nc`, '1.50']);
  });

  it('takes a byte order mark off, and keeps doubled quotes', async () => {
    const preview = await open('\ufeffcustomer,date,note\na,2024-01-01,"say ""hi"""\nb,2024-01-02,x\n');
    expect(preview.dialect.bom).toBe(true);
    expect(preview.columns[0]?.name).toBe('customer');
    expect(preview.rows[0]?.[2]).toBe('say "hi"');
  });

  it('passes over titles, comments and blank lines before the header', async () => {
    const preview = await open(
      'Orders of the shop\n# made in January\n\ncustomer,date,amount\na,2024-01-01,1\nb,2024-01-02,2\nc,2024-01-03,3\n',
    );
    expect(preview.dialect.skipLines).toBe(3);
    expect(preview.columns.map((column) => column.name)).toEqual(['customer', 'date', 'amount']);
    expect(preview.sampleRows).toBe(3);
    expect(preview.notices).toContainEqual({ code: 'skippedLines', count: 3 });
  });

  it('prefers semicolons to decimal commas', async () => {
    const preview = await open('kunde;datum;betrag\nx;31.01.2024;1.234,50\ny;01.02.2024;12,00\n');
    expect(preview.dialect.delimiter).toBe(';');
    expect(preview.columns[1]?.format).toEqual({ kind: 'date', order: 'dmy', time: false });
    expect(preview.columns[2]?.format).toEqual({ kind: 'number', decimal: ',', group: '.' });
  });

  it('reads the same file another way when told to', async () => {
    const source = await bench.file('a,b;c\n1,2;3\n4,5;6\n');
    const first = await bench.open(source);
    const other = await openFile(bench.db, bench.run, source, newId(), {
      dialect: {
        ...first.dialect,
        delimiter: first.dialect.delimiter === ';' ? ',' : ';',
        header: false,
      },
    });
    expect(other.dialect.delimiter).not.toBe(first.dialect.delimiter);
    expect(other.sampleRows).toBe(3);
  });

  it('refuses a delimiter that leaves one column', async () => {
    const source = await bench.file('a,b\n1,2\n');
    const preview = await bench.open(source);
    const dialect = { ...preview.dialect, delimiter: '|' } as const;
    const opened = openFile(bench.db, bench.run, source, newId(), { dialect });
    expect(await failure(opened)).toMatchObject({ code: 'file.oneColumn' });
  });
});

describe('names', () => {
  it('keeps quotes, spaces, emoji and Chinese, and tells doubles and gaps apart', async () => {
    const preview = await open(
      '"say ""x""",order date,🎉,金额,date,Date,,"b;c"\nk,2024-01-01,z,1,2024-01-01,u,v,w\nk,2024-01-02,z,2,2024-01-01,u,v,w\n',
    );
    expect(preview.columns.map((column) => column.name)).toEqual([
      'say "x"',
      'order date',
      '🎉',
      '金额',
      'date',
      'Date_2',
      'column_7',
      'b;c',
    ]);
    expect(preview.notices).toContainEqual({ code: 'duplicateNames', names: ['Date'] });
    expect(preview.notices).toContainEqual({ code: 'missingNames', count: 1 });
  });
});

describe('files that cannot be opened', () => {
  it('says that a file is empty, or holds only names', async () => {
    expect(await failure(open(''))).toMatchObject({ code: 'file.empty' });
    expect(await failure(open(' \n\n'))).toMatchObject({ code: 'file.empty' });
    expect(await failure(open('customer,date,amount\n'))).toMatchObject({ code: 'file.headerOnly' });
  });

  it('names what a binary file looks like', async () => {
    const zip = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]);
    expect(await failure(open(zip))).toMatchObject({ code: 'file.damaged', params: { format: 'zip' } });
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj');
    expect(await failure(open(pdf))).toMatchObject({ code: 'file.binary', params: { looksLike: 'PDF' } });
    const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256);
    expect(await failure(open(noise))).toMatchObject({ code: 'file.binary' });
  });

  it('refuses one enormous line after reading only its head', async () => {
    const source = await bench.file('x,'.repeat(11_000_000));
    let bytes = 0;
    const watched = {
      ...source,
      read: (start: number, end: number) => {
        bytes += end - start;
        return source.read(start, end);
      },
    };
    expect(await failure(openFile(bench.db, bench.run, watched, newId()))).toMatchObject({
      code: 'file.lineTooLong',
    });
    expect(bytes).toBeLessThanOrEqual(2_000_000);
  });

  it('says that there is one column only', async () => {
    expect(await failure(open('alpha\nbeta\ngamma\n'))).toMatchObject({ code: 'file.oneColumn' });
  });
});

describe('what is said of columns', () => {
  it('hides the values of a column that is suggested for the customers, whatever its name and its values look like', async () => {
    const rows = ['Müller;31.01.2024;10,50', 'Jäger;01.02.2024;12,00', 'Müller;03.03.2024;5,00'];
    const german = await open(['Kunde;Datum;Betrag', ...rows].join('\n'));
    expect(rolesOf(german)['customerId']).toBe('Kunde');
    const [customer, , amount] = german.columns.map(({ classification }) => classification);
    expect(customer).toMatchObject({ role: 'subjectKey', identifier: 'customerKey', masked: true });
    expect(amount).toMatchObject({ role: 'insensitive', masked: false });
    expect(JSON.stringify(maskedPreview(german))).not.toContain('Müller');
  });

  it('tells of currencies that a column names, and takes the one that stands on all rows', async () => {
    const rows = (...codes: string[]) =>
      [
        'customer,date,amount,currency',
        ...codes.map((code, at) => `c${at},2024-01-0${at + 1},5,${code}`),
      ].join('\n');
    const several = await open(rows('EUR', 'USD', 'EUR'));
    const notice = { code: 'severalCurrencies', column: 'currency', currencies: ['EUR', 'USD'] };
    expect(several.notices).toContainEqual(notice);
    expect(suggestMapping(several).currency).toBeNull();
    const one = await open(rows('EUR', 'EUR', ''));
    expect(one.notices.map(({ code }) => code)).not.toContain('severalCurrencies');
    expect(suggestMapping(one).currency).toBe('EUR');
  });

  it('flags dates whose day and month cannot be told apart, and settles them further down the file', async () => {
    const head = Array.from({ length: 30 }, (_, index) => `c${index},0${1 + (index % 9)}/05/2024,1`);
    const open12 = await open(['customer,date,amount', ...head].join('\n'));
    expect(open12.columns[1]).toMatchObject({ ambiguousDate: true, format: { order: 'dmy' } });
    expect(open12.notices).toContainEqual({ code: 'ambiguousDates', column: 'date' });

    const many = Array.from({ length: 25_000 }, (_, index) => `c${index},01/0${1 + (index % 9)}/2024,1`);
    const late = Array.from({ length: 9000 }, (_, index) => `c${index},02/2${index % 9}/2024,1`);
    const settled = await open(['customer,date,amount', ...many, ...late].join('\n'));
    expect(settled.columns[1]).toMatchObject({ ambiguousDate: false, format: { order: 'mdy' } });
    expect(late.join()).toContain(settled.columns[1]?.dateProof);
    expect(open12.columns[1]?.dateProof).toBeNull();
    const masked = settled.columns.map((column) => ({
      ...column,
      classification: { ...column.classification, masked: true },
    }));
    expect(maskedPreview({ ...settled, columns: masked }).columns[1]?.dateProof).toBeNull();
  });

  it('tells the latest date, also where it stands beyond the sample', async () => {
    const day = (at: number): string => new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10);
    const lines = Array.from({ length: 30_000 }, (_, at) => `c${at % 900},${day(Math.floor(at / 20))},1`);
    const rising = await open(['customer,date,amount', ...lines].join('\n'));
    expect(rising.complete).toBe(false);
    expect(rising.columns.map(({ latest }) => latest)).toEqual([null, Date.parse(day(1499)), null]);
    const falling = await open(['customer,date,amount', ...lines.toReversed()].join('\n'));
    expect(falling.columns[1]?.latest).toBe(Date.parse(day(1499)));
  });

  it('counts empty, unreadable and distinct values, and draws them', async () => {
    const rows = Array.from({ length: 100 }, (_, index) =>
      [`c${index % 10}`, `2024-01-${10 + (index % 20)}`, index < 10 ? '' : index < 15 ? 'soon' : index].join(
        ',',
      ),
    );
    const preview = await open(['customer,date,amount', ...rows].join('\n'));
    const amount = preview.columns[2];
    expect(amount?.nullShare).toBeCloseTo(0.1);
    expect(amount?.unreadableShare).toBeCloseTo(5 / 90);
    expect(amount?.histogram).toMatchObject({ kind: 'number' });
    expect(preview.notices).toContainEqual(expect.objectContaining({ code: 'mixedTypes', column: 'amount' }));
    expect(preview.columns[0]).toMatchObject({ distinct: 10, histogram: { kind: 'text', other: 50 } });
  });

  it('tells ids that came as floats', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => `${12345 + (index % 5)}.0,2024-01-01,5`);
    const preview = await open(['customer_id,date,amount', ...rows].join('\n'));
    expect(preview.notices).toContainEqual({ code: 'floatIds', column: 'customer_id' });
  });

  it('leaves no file in the reach of SQL', async () => {
    await open('a,b\n1,2\n3,4\n');
    const { sql } = await import('../../../src/contract/sql.ts');
    const found = await bench.db.query(sql`SELECT count(*)::INTEGER AS n FROM glob('import/*')`, bench.run);
    expect(found.columns[0]?.values).toEqual([0]);
  });
});
