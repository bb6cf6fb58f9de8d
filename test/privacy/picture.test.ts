import { describe, expect, test } from 'vitest';
import { rfmTables } from '../../src/analyses/rfm/tables.ts';
import { rfmViews } from '../../src/analyses/rfm/views.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { DecisionLog } from '../../src/privacy/decision-log.ts';
import { releaseFile, type FileLook } from '../../workers/export/release-file.ts';
import { malformed } from '../charts/well-formed.ts';
import { policy } from './tables.ts';

/** Segments, two of them small; every figure of the small ones is a 7 repeated. */
const rows: readonly (readonly [string, ...number[]])[] = [
  ['Champions', 512, 0.5, 41_200, 0.5, 80.5, 8, 9, 80.5],
  ['Loyal Customers', 300, 0.3, 20_100, 0.3, 67, 21, 5, 67],
  ['New Customers', 7, 0.0777, 7777.77, 0.0777, 777.7, 77, 7, 777.7],
  ['Promising', 7, 0.0777, 7777.77, 0.0777, 777.7, 77, 7, 777.7],
];

const shape = rfmTables['segments'];
const columns = (shape?.columns ?? []).map(({ name, type }, at) => ({
  name,
  type,
  values: rows.map((row): Value => row[at] ?? null),
}));

const look: Omit<FileLook, 'view'> = {
  locale: 'en',
  theme: 'light',
  size: [640, 400],
  shape: shape ?? null,
  context: { params: {}, currency: 'GBP' },
  synthetic: true,
};

async function svgOf(view: string, change: Partial<FileLook> = {}): Promise<string> {
  const request = {
    table: asPrivate({ columns, rowCount: rows.length }),
    shape: shape ?? { kind: 'aggregate', columns: [] },
    policy,
    format: 'svg',
    subject: 'rfm/segments',
  } as const;
  const drawn = rfmViews.find(({ id }) => id === view) ?? null;
  const log = new DecisionLog();
  const result = await releaseFile(request, log, { ...look, view: drawn, ...change });
  if (!result.ok) throw new Error(result.error.code);
  expect(result.value).toMatchObject({ name: `rfm-${view}.svg`, mime: 'image/svg+xml' });
  expect(log.entries()).toEqual([result.value.decision]);
  return new TextDecoder().decode(result.value.bytes);
}

/** What a reader sees: numbers that place shapes are left out. */
function words(svg: string): string {
  return [...svg.matchAll(/>([^<]+)</gu)].map((match) => match[1]).join(' ');
}

describe('a picture of released segments', () => {
  test.each(['customers_by_segment', 'revenue_by_segment', 'revenue_treemap'])(
    '%s shows what is released and nothing that is withheld',
    async (view) => {
      const svg = await svgOf(view);
      expect(malformed(svg)).toBeNull();
      expect(words(svg)).toContain('Champions');
      expect(words(svg)).toMatch(/[Ww]ithheld/u);
      expect(words(svg)).not.toMatch(/7/u);
      // The names of styles are numbered through, in the order in which tests happen to draw.
      expect(svg.replaceAll(/zr\d+-cls-\d+/gu, '')).not.toMatch(/777/u);
    },
  );

  test('says on how many customers figures must rest, what is withheld, and that the data are synthetic', async () => {
    const said = words(await svgOf('revenue_by_segment'));
    expect(said).toContain('Number of customers withheld. Synthetic sample data.');
    expect(said).toContain('Figures on fewer than 10 customers are withheld. 2 rows are withheld.');
  });

  test('says it in Chinese too, and not that real data are synthetic', async () => {
    const said = words(await svgOf('revenue_by_segment', { locale: 'zh-CN', synthetic: false }));
    expect(said).toContain('少于 10 位客户的数字已抑制。共抑制 2 行。');
    expect(said).not.toContain('合成');
  });

  test('needs a view', async () => {
    await expect(svgOf('none')).rejects.toThrow(RangeError);
  });
});
