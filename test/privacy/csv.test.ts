import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TableShape } from '../../src/analyses/analysis.ts';
import { AppFailure } from '../../src/contract/error.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { ask } from '../../src/privacy/gate.ts';
import { neutralised, toCsv } from '../../workers/export/csv.ts';
import type { TableLook } from '../../workers/export/printed-table.ts';
import { cohortLabel } from '../../src/analyses/cohorts/tables.ts';
import { segmentLabel } from '../../src/analyses/rfm/segments.ts';
import { policy } from './tables.ts';

const shape: TableShape = {
  kind: 'aggregate',
  title: 'rfm.table.segments',
  columns: [
    { name: 'segment', type: 'text', meaning: 'group', label: 'rfm.column.segment' },
    {
      name: 'customers',
      type: 'integer',
      unit: 'customers',
      meaning: 'contributors',
      label: 'rfm.column.customers',
    },
    { name: 'revenue', type: 'number', unit: 'currency', meaning: 'measure', label: 'rfm.column.revenue' },
    { name: 'last', type: 'date', meaning: 'measure', label: 'rfm.fact.lastOrder' },
  ],
};
const english: TableLook = {
  locale: 'en',
  translate: createTranslate('en', ENGLISH),
  shape,
  currency: 'GBP',
};

async function csvOf(
  rows: readonly (readonly [string | null, number, Value, Value])[],
  look = english,
): Promise<string> {
  const columns = shape.columns.map(({ name, type }, at) => ({
    name,
    type,
    values: rows.map((row) => row[at] ?? null),
  }));
  const table = asPrivate({ columns, rowCount: rows.length });
  const { result } = await ask({ table, shape, policy, format: 'csv', subject: 'rfm/segments' });
  if (!result.ok) throw new AppFailure(result.error);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(toCsv(result.value, look));
}

/** Reads CSV as RFC 4180 defines it, with nothing of the code that wrote it. */
function parsed(csv: string): string[][] {
  const records: string[][] = [[]];
  const token = /"((?:[^"]|"")*)"|([^",\r\n]*)/uy;
  let at = csv.startsWith('\uFEFF') ? 1 : 0;
  while (at < csv.length) {
    token.lastIndex = at;
    const match = token.exec(csv);
    records.at(-1)?.push(match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? '');
    at += match?.[0].length ?? 0;
    if (csv.startsWith('\r\n', at)) records.push([]);
    at += csv.startsWith('\r\n', at) ? 2 : 1;
  }
  return records.slice(0, -1);
}

describe('a CSV file', () => {
  test('has a byte order mark, names, ISO dates, plain numbers, and says what is withheld', async () => {
    const day = Date.UTC(2026, 8, 30);
    const csv = await csvOf([
      ['Champions', 512, 0.1 + 0.2, day],
      ['Loyal, "dear"', 744, -1234.5, null],
      ['New', 4, 99, day],
      ['Lost', 7, 98, day],
    ]);
    expect(csv).toBe(
      '\uFEFFSegment,Customers,Revenue (GBP),Last order\r\n' +
        'Champions,512,0.3,2026-09-30\r\n' +
        '"Loyal, ""dear""",744,-1234.5,\r\n' +
        'New,withheld,withheld,withheld\r\n' +
        'Lost,withheld,withheld,withheld\r\n',
    );
  });

  test('speaks Chinese', async () => {
    const look: TableLook = {
      ...english,
      locale: 'zh-CN',
      translate: createTranslate('zh-CN', chinese),
      currency: null,
    };
    const [head, ...rows] = parsed(
      await csvOf(
        [
          ['冠军', 20, 1, null],
          ['新客', 4, 1, null],
          ['忠诚', 9, 1, null],
        ],
        look,
      ),
    );
    expect(head?.slice(0, 3)).toEqual([
      chinese['rfm.column.segment'],
      chinese['rfm.column.customers'],
      chinese['rfm.column.revenue'],
    ]);
    expect(rows[1]).toEqual(['新客', '已抑制', '已抑制', '已抑制']);
  });

  test('reads back as it was written, whatever the names are', async () => {
    const row = fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 10, max: 1e9 }), fc.integer());
    await fc.assert(
      fc.asyncProperty(fc.array(row), async (rows) => {
        const csv = await csvOf(rows.map(([name, customers, revenue]) => [name, customers, revenue, null]));
        const expected = rows.map(([name, customers, revenue]) => [
          neutralised(name),
          String(customers),
          String(revenue),
          '',
        ]);
        expect(parsed(csv).slice(1)).toEqual(expected);
      }),
    );
  });
});

describe('formulas', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("https://example.invalid","x")',
    '+1',
    '-2+3',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '  =1',
    '\u00a0=1',
    '\u200b=1',
    '\uFEFF=1',
    '\0=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
  ])('%j is made harmless', (text) => {
    expect(neutralised(text)).toBe(`'${text}`);
  });

  test.each(['Champions', 'a=b', 'x-y', '', ' ', "'=1", '客群', '5 - 6'])('%j stays as it is', (text) => {
    expect(neutralised(text)).toBe(text);
  });

  test('a number below zero is a number', async () => {
    expect(parsed(await csvOf([['a', 20, -5, null]]))[1]?.[2]).toBe('-5');
  });

  test('no text field begins like a formula, whatever it holds', async () => {
    const nasty = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' ', '"', ',', 'a'),
    });
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        const field = parsed(await csvOf([[text, 20, 1, null]]))[1]?.[0] ?? '';
        expect(field).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/u);
      }),
    );
  });
});

describe('names of segments in a CSV file', () => {
  const named: TableShape = {
    ...shape,
    columns: shape.columns.map((each) =>
      each.name === 'segment' ? { ...each, valueLabel: segmentLabel } : each,
    ),
  };
  const rows = [
    ['Champions', 20, 1, null],
    ['=HYPERLINK("x")', 30, 2, null],
  ] as const;

  test('are the published English ones in English, so that files can be compared', async () => {
    expect(await csvOf(rows, { ...english, shape: named })).toContain('Champions,20');
  });

  test('are translated elsewhere, and names of the user’s own stay harmless', async () => {
    const look: TableLook = {
      ...english,
      locale: 'zh-CN',
      translate: createTranslate('zh-CN', chinese),
      shape: named,
    };
    const file = parsed(await csvOf(rows, look));
    expect(file[1]?.[0]).toBe(chinese['rfm.segment.champions']);
    expect(file[2]?.[0]).toBe('\'=HYPERLINK("x")');
  });

  test('name the row that stands for all, and leave periods as programs sort them', async () => {
    const columns = named.columns.map((each) =>
      each.name === 'segment'
        ? { ...each, valueLabel: cohortLabel, totalLabel: 'metric.value.all' as const }
        : each,
    );
    const counted = { ...named, columns, dimensions: ['segment'] };
    const totals = [
      ['2020-01', 20, 1, null],
      [null, 20, 1, null],
    ] as const;
    const firsts = async (look: TableLook): Promise<readonly (string | undefined)[]> =>
      parsed(await csvOf(totals, { ...look, shape: counted })).map(([first]) => first);
    expect(await firsts(english)).toEqual(['Segment', '2020-01', 'All']);
    const zh = { ...english, locale: 'zh-CN', translate: createTranslate('zh-CN', chinese) } as const;
    expect(await firsts(zh)).toEqual(['客群', '2020-01', '全部']);
  });
});
