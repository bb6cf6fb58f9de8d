import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import readline from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Zip, ZipDeflate, strToU8 } from 'fflate';
import { openNative } from './native.ts';
import { ordersFile } from './orders-file.ts';

/** Customers for each order, as a shop has them. */
const CUSTOMERS_TO_ORDERS = 0.03;

/** The same orders in each format that is measured. */
export interface ImportFiles {
  readonly csv: string;
  readonly gzip: string;
  readonly parquet: string;
  readonly xlsx: string;
}

async function made(file: string, make: () => Promise<void>): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (found === null) {
    console.error(`making ${file}`);
    await make();
  }
  return file;
}

const PARTS = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml':
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="orders" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
};

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function sheetRow(fields: readonly string[], row: number): string {
  const cells = fields.map((text, column) => {
    const at = `${String.fromCodePoint(65 + column)}${row}`;
    return /^-?\d+(?:\.\d+)?$/u.test(text)
      ? `<c r="${at}"><v>${text}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  });
  return `<row r="${row}">${cells.join('')}</row>`;
}

/** Writes the first rows of a delimited file without quotes as a sheet. */
async function writeSheet(csv: string, rows: number, file: string): Promise<void> {
  const out = await open(file, 'w');
  const written: Promise<unknown>[] = [];
  let last = Promise.resolve<unknown>(null);
  const zip = new Zip((_, bytes) => {
    last = last.then(() => out.write(bytes));
    written.push(last);
  });
  for (const [name, text] of Object.entries(PARTS)) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(strToU8(text), true);
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 });
  zip.add(sheet);
  sheet.push(
    strToU8('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'),
  );
  let row = 0;
  for await (const line of readline.createInterface({ input: createReadStream(csv) })) {
    row += 1;
    sheet.push(strToU8(sheetRow(line.split(','), row)));
    if (row > rows) break;
  }
  sheet.push(strToU8('</sheetData></worksheet>'), true);
  zip.end();
  await Promise.all(written);
  await out.close();
}

/**
 * Makes the files that imports are measured on, where they are not there yet.
 *
 * @param rows orders of the CSV, gzip and Parquet files
 * @param sheetRows orders of the sheet
 */
export async function importFiles(rows: number, sheetRows: number): Promise<ImportFiles> {
  const csv = await ordersFile(rows, Math.ceil(rows * CUSTOMERS_TO_ORDERS));
  const beside = (ending: string): string => csv.replace(/csv$/u, ending);
  return {
    csv,
    gzip: await made(`${csv}.gz`, () =>
      pipeline(createReadStream(csv), createGzip({ level: 6 }), createWriteStream(`${csv}.gz`)),
    ),
    parquet: await made(beside('parquet'), async () => {
      const native = await openNative();
      await native.time(
        `COPY (SELECT * FROM read_csv('${csv}', header = true)) TO '${beside('parquet')}' (FORMAT parquet)`,
      );
      native.close();
    }),
    xlsx: await made(path.resolve('.cache', `bench-${sheetRows}.xlsx`), () =>
      writeSheet(csv, sheetRows, path.resolve('.cache', `bench-${sheetRows}.xlsx`)),
    ),
  };
}
