import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import readXlsxFile from 'read-excel-file/universal';
import { describe, expect, test } from 'vitest';
import type { TableShape } from '../../src/analyses/analysis.ts';
import { AppFailure } from '../../src/contract/error.ts';
import { asPrivate, type ReleasedFile } from '../../src/contract/privacy.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { DecisionLog } from '../../src/privacy/decision-log.ts';
import { ask, openReleased, receiveReleased, releaseOther, type Released } from '../../src/privacy/gate.ts';
import { manifestFile, type RecordsManifest, type RecordsTable } from '../../workers/export/manifest.ts';
import { toParquet, toRecordsParquet } from '../../workers/export/parquet.ts';
import type { TableLook } from '../../workers/export/printed-table.ts';
import { releaseFile } from '../../workers/export/release-file.ts';
import { toRecordsCsv } from '../../workers/export/records-csv.ts';
import { toRecordsXlsx, toXlsx } from '../../workers/export/xlsx.ts';
import { policyOf } from './tables.ts';

const policy = policyOf({
  formats: ['csv', 'xlsx', 'parquet'],
  rows: { deidentified: { k: 2 }, lists: null },
});

const shape: TableShape = {
  kind: 'aggregate',
  title: 'rfm.table.segments',
  columns: [
    { name: 'segment', type: 'text', meaning: 'group', label: 'rfm.column.segment' },
    { name: 'customers', type: 'integer', meaning: 'contributors', label: 'rfm.column.customers' },
    { name: 'revenue', type: 'number', unit: 'currency', meaning: 'measure', label: 'rfm.column.revenue' },
    { name: 'last', type: 'date', meaning: 'measure', label: 'rfm.fact.lastOrder' },
  ],
};
const look: TableLook = { locale: 'en', translate: createTranslate('en', ENGLISH), shape, currency: 'GBP' };
const DAY = Date.UTC(2026, 8, 30);

const figures = asPrivate({
  rowCount: 4,
  columns: [
    { name: 'segment', type: 'text' as const, values: ['=1+1', 'Loyal', 'New', 'Lost'] },
    { name: 'customers', type: 'integer' as const, values: [512, 744, 4, 7] },
    { name: 'revenue', type: 'number' as const, values: [0.5, null, 98_765.25, 91_234.75] },
    { name: 'last', type: 'date' as const, values: [DAY, null, DAY, DAY] },
  ],
});

async function released() {
  const { result } = await ask({ table: figures, shape, policy, format: 'xlsx', subject: 'rfm/segments' });
  if (!result.ok) throw new AppFailure(result.error);
  return result.value;
}

const manifest: RecordsManifest = {
  cloister: 'de-identified table',
  version: 1,
  program: '0.0.0',
  at: '2026-11-22T00:00:00.000Z',
  purpose: 'a study',
  source: { name: 'people.csv', records: 4, synthetic: false, fingerprint: 'c0ffee' },
  columns: [
    { name: 'age', role: 'quasiIdentifier', legal: [], fate: 'generalised', level: 1, levelName: 'width 10' },
    {
      name: 'illness',
      role: 'sensitive',
      legal: ['gdprSpecial'],
      fate: 'kept',
      level: null,
      levelName: null,
    },
  ],
  method: 'lattice',
  metric: 'loss',
  aggregate: 'geometric',
  models: [{ model: 'kAnonymity', k: 2 }],
  suppressionLimit: 0,
  result: { records: 4, classes: 2, k: 2, suppressed: 0, leftOut: 0, loss: 0.25 },
  policy,
  policyInWords: { threshold: 'At least 10 customers.' },
  pseudonyms: null,
};

const people: RecordsTable = {
  name: 'people',
  manifest,
  table: {
    rowCount: 4,
    columns: [
      { name: '=age', type: 'text', values: ['30–39', '30–39', '40–49', '40–49'] },
      { name: 'illness', type: 'text', values: ['flu', '=cmd()', null, 'fracture, "open"'] },
    ],
  },
};

/** The way out that tables of records take. */
async function releasedPeople(
  make: (table: Released<RecordsTable>) => Promise<Omit<ReleasedFile, 'decision'>>,
  log = new DecisionLog(),
): Promise<ReleasedFile> {
  const { result } = await releaseOther(
    {
      kind: 'deidentified',
      format: 'csv',
      policy,
      subject: 'people',
      purpose: 'a study',
      value: people,
      rows: 4,
      verdict: { outcome: 'released', suppressedRows: 0, reasons: [] },
    },
    make,
    log,
  );
  if (!result.ok) throw new AppFailure(result.error);
  return result.value;
}

/** The part of the orders that a receipt tells of; how many rows lie outside of it stays. */
const LOADED = {
  from: '2024-02-01',
  to: null,
  sample: { percent: 20, seed: 7 },
  outsideRange: 3,
  notSampled: 4,
};

const file = (bytes: Uint8Array<ArrayBuffer>) => ({ name: 'people', mime: 'x', bytes });

describe('a workbook', () => {
  test('of figures has titles, text as text, numbers and dates as such, and says what is withheld', async () => {
    const bytes = await toXlsx(await released(), look);
    const [sheet] = await readXlsxFile(new Blob([bytes]));
    expect(sheet?.data).toEqual([
      ['Segment', 'Customers', 'Revenue (GBP)', 'Last order'],
      ['=1+1', 512, 0.5, new Date(DAY)],
      ['Loyal', 744, null, null],
      ['New', 'withheld', 'withheld', 'withheld'],
      ['Lost', 'withheld', 'withheld', 'withheld'],
    ]);
    const chineseLook = { ...look, locale: 'zh-CN' as const, translate: createTranslate('zh-CN', chinese) };
    const [translated] = await readXlsxFile(new Blob([await toXlsx(await released(), chineseLook)]));
    expect(translated?.data[0]?.[0]).toBe(chinese['rfm.column.segment']);
  });

  test.each([
    ['en', ENGLISH, 'About', 'Counts are rounded to 5; totals are rounded by themselves.'],
    ['zh-CN', chinese, '说明', '计数已舍入到 5 的倍数；合计单独舍入。'],
  ] as const)(
    'of figures says in %s what was done to them, and tells no withheld one',
    async (locale, messages, title, rounding) => {
      const translate = createTranslate(locale, messages);
      const treated = policyOf({
        formats: ['xlsx'],
        rounding: { base: 5 },
        noise: { epsilon: 0.5, budget: 2 },
      });
      const { result } = await ask({
        table: figures,
        shape: { ...shape, provenance: 'declared' },
        policy: { ...treated, unverified: true },
        format: 'xlsx',
        subject: 'rfm/segments',
        fingerprint: 'c0ffee',
        customers: 2000,
        part: LOADED,
      });
      if (!result.ok) throw new AppFailure(result.error);
      const bytes = await toXlsx(result.value, { ...look, locale, translate, synthetic: true });
      const [, about] = await readXlsxFile(new Blob([bytes]));
      expect(about?.sheet).toBe(title);
      const said = about?.data.map(([, text]) => text) ?? [];
      expect(said).toContain('c0ffee');
      expect(said).toContain(rounding);
      expect(said).toContain(translate('gate.about.withheldRows', { count: 2 }));
      const part = [
        translate('gate.about.part.from', { from: '2024-02-01' }),
        translate('gate.about.part.sample', { percent: 20, seed: 7 }),
        translate('gate.about.part.apart'),
      ];
      expect(said).toContain(part.join(' '));
      expect(said).toContain(translate('gate.about.noise', { epsilon: 0.5 }));
      expect(said).toContain(translate('gate.note.unverified'));
      expect(said).toContain(translate('gate.note.synthetic'));
      expect(said).toContain(translate('policy.words.threshold', { threshold: 10 }));
      expect(JSON.stringify(about?.data)).not.toMatch(/98.?765|91.?234|\b1.?267\b/u);
    },
  );

  test('of de-identified records has them in one sheet and the manifest in another', async () => {
    const { bytes } = await releasedPeople(async (table) => file(await toRecordsXlsx(table)));
    const [table, about] = await readXlsxFile(new Blob([bytes]));
    expect(table?.data).toEqual([
      ['=age', 'illness'],
      ['30–39', 'flu'],
      ['30–39', '=cmd()'],
      ['40–49', null],
      ['40–49', 'fracture, "open"'],
    ]);
    expect(about?.sheet).toBe('Manifest');
    expect(about?.data).toContainEqual(['result.k', '2']);
    expect(about?.data).toContainEqual(['columns.0.levelName', 'width 10']);
  });
});

describe('a Parquet file', () => {
  test('of figures is typed, with withheld figures null and marked', async () => {
    const { buffer } = toParquet(await released(), look);
    expect(await parquetReadObjects({ file: buffer })).toEqual([
      { segment: '=1+1', customers: 512n, revenue: 0.5, last: new Date(DAY), withheld: false },
      { segment: 'Loyal', customers: 744n, revenue: null, last: null, withheld: false },
      { segment: 'New', customers: null, revenue: null, last: null, withheld: true },
      { segment: 'Lost', customers: null, revenue: null, last: null, withheld: true },
    ]);
    for (const secret of [98_765.25, 91_234.75]) {
      const bytes = new Uint8Array(new Float64Array([secret]).buffer);
      expect(Buffer.from(buffer).includes(Buffer.from(bytes))).toBe(false);
    }
  });

  test('of de-identified records carries the manifest in its metadata', async () => {
    const { bytes } = await releasedPeople((table) => Promise.resolve(file(toRecordsParquet(table))));
    expect(await parquetReadObjects({ file: bytes.buffer })).toEqual([
      { '=age': '30–39', illness: 'flu' },
      { '=age': '30–39', illness: '=cmd()' },
      { '=age': '40–49', illness: null },
      { '=age': '40–49', illness: 'fracture, "open"' },
    ]);
    const metadata = parquetMetadata(bytes.buffer).key_value_metadata;
    const carried = metadata?.find(({ key }) => key === 'cloister.manifest')?.value ?? '';
    expect(JSON.parse(carried)).toEqual(manifest);
  });
});

describe('a CSV file of figures', () => {
  test('leaves with a manifest that is named after it, names its bytes and says what was done', async () => {
    const log = new DecisionLog();
    const left = await releaseFile(
      { table: figures, shape, policy, format: 'csv', subject: 'rfm/segments', fingerprint: 'c0ffee' },
      log,
      {
        locale: 'en',
        theme: 'light',
        size: null,
        view: null,
        shape,
        context: { params: {}, currency: 'GBP' },
        synthetic: true,
      },
    );
    if (!left.ok) throw new AppFailure(left.error);
    expect(new TextDecoder().decode(left.value.bytes)).not.toContain('#');
    const [attached] = left.value.attachments ?? [];
    expect(attached?.name).toBe('rfm-segments.csv.manifest.json');
    const text = new TextDecoder().decode(attached?.bytes);
    expect(JSON.parse(text)).toMatchObject({
      cloister: 'released table',
      fingerprint: 'c0ffee',
      synthetic: true,
      threshold: 10,
      suppressedRows: 2,
      roundedTo: null,
      epsilon: null,
      unverified: false,
      policy,
      file: { name: 'rfm-segments.csv', sha256: left.value.decision.digest },
    });
    expect(text).not.toMatch(/98.?765|91.?234/u);
    expect(await receiveReleased(structuredClone(left.value), log)).toMatchObject({ ok: true });
  });
});

describe('a CSV file of de-identified records', () => {
  const make = async (table: Released<RecordsTable>) => {
    const made = { ...file(toRecordsCsv(table)), name: 'people.csv' };
    return { ...made, attachments: [await manifestFile(openReleased(table).manifest, made)] };
  };

  test('is harmless to spreadsheets and leaves with its manifest, which names its bytes', async () => {
    const log = new DecisionLog();
    const left = await releasedPeople(make, log);
    expect(new TextDecoder().decode(left.bytes)).toBe(
      "'=age,illness\r\n30–39,flu\r\n30–39,'=cmd()\r\n40–49,\r\n" + '40–49,"fracture, ""open"""\r\n',
    );
    const [attached] = left.attachments ?? [];
    expect(attached?.name).toBe('people.csv.manifest.json');
    const content: unknown = JSON.parse(new TextDecoder().decode(attached?.bytes));
    expect(content).toEqual({ ...manifest, file: { name: 'people.csv', sha256: left.decision.digest } });
    expect(await receiveReleased(structuredClone(left), log)).toMatchObject({ ok: true });
  });

  test('is not taken in with another manifest, or with none', async () => {
    const log = new DecisionLog();
    const left = await releasedPeople(make, log);
    const { attachments = [], ...bare } = left;
    const other = attachments.map((each) => ({ ...each, bytes: new TextEncoder().encode('{}') }));
    expect(await receiveReleased({ ...left, attachments: other }, log)).toMatchObject({ ok: false });
    expect(await receiveReleased(bare, log)).toMatchObject({ ok: false });
  });
});

describe('what has not passed the gate', () => {
  test('does not compile and does not run through any of these exporters', () => {
    const posing = { value: people, format: 'csv' };
    const refused = (write: () => unknown): void => {
      expect(write).toThrow(expect.objectContaining({ error: { code: 'gate.notReleased', params: {} } }));
    };
    // @ts-expect-error -- private rows are not released
    refused(() => toRecordsCsv(people));
    // @ts-expect-error -- an object of the same form is not released
    refused(() => toRecordsCsv(posing));
    // @ts-expect-error -- private rows are not released
    refused(() => toRecordsParquet(people));
    // @ts-expect-error -- private rows are not released
    refused(() => toRecordsXlsx(people));
    // @ts-expect-error -- a private result is not released
    refused(() => toXlsx(figures, look));
    // @ts-expect-error -- a private result is not released
    refused(() => toParquet(figures, look));
  });
});
