import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CellId } from '../../../src/contract/ids.ts';
import type { ChartChoice } from '../../../src/contract/notebook.ts';
import type { SnapshotRequest, SnapshotTile } from '../../../src/contract/snapshot.ts';
import { RegisterDesk } from '../../../workers/engine/register-desk.ts';
import { memoryShelf } from '../../../workers/engine/register-shelf.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { idOf, shop } from '../notebook/shop.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

type CellTile = Extract<SnapshotTile, { kind: 'cell' }>;

const POLICY = policyOf({
  threshold: 10,
  formats: ['snapshot', 'svg'],
  differencing: true,
  unverified: true,
});

let dashboard: DashboardInEngine;
beforeAll(async () => {
  dashboard = await DashboardInEngine.start(shop(140));
}, 60_000);
beforeEach(() => {
  dashboard.policy = POLICY;
  dashboard.register = new RegisterDesk(dashboard.files.db, memoryShelf());
});
afterAll(() => dashboard.close());

function sqlTile(
  called: string,
  sql: string,
  declaration: { contributors: string; groups: string[] } | null,
) {
  const name = `${called}_s1`;
  const { datasetId } = dashboard;
  const run = { kind: 'sql', cell: name as CellId, datasetId, name, sql, inputs: {} } as const;
  const shown = { kind: 'rows', relation: name, declaration } as const;
  return {
    kind: 'cell',
    tile: called,
    title: called,
    note: '',
    runs: [run],
    shown,
    called,
  } satisfies CellTile;
}

function analysisTile(called: string, analysisId: string, params: Readonly<Record<string, unknown>>) {
  const name = `${called}_s2`;
  const { datasetId } = dashboard;
  const run = {
    kind: 'analysis',
    cell: name as CellId,
    datasetId,
    name,
    analysisId,
    params,
    source: null,
  } as const;
  const shown = { kind: 'analysis', name, view: null } as const;
  return {
    kind: 'cell',
    tile: called,
    title: called,
    note: '',
    runs: [run],
    shown,
    called,
  } satisfies CellTile;
}

const COUNTS = `SELECT country, channel, count(DISTINCT customer_key) AS people, sum(amount) AS revenue
  FROM orders WHERE country <> 'MT' GROUP BY ALL ORDER BY ALL`;
const DECLARED = { contributors: 'people', groups: ['country', 'channel'] };

function snapshot(tiles: readonly SnapshotTile[], terms: Partial<SnapshotRequest> = {}): SnapshotRequest {
  return {
    datasetId: dashboard.datasetId,
    title: 'Shop',
    purpose: 'board meeting',
    prepare: dashboard.prepared(),
    selection: [],
    pages: [{ title: 'Page', tiles }],
    locale: 'en',
    theme: 'light',
    form: 'html',
    signed: false,
    ...terms,
  };
}

async function previewed(request: SnapshotRequest) {
  const preview = await dashboard.desk.previewSnapshot(newRun(), request);
  if (!preview.ok) throw new Error(preview.error.code);
  return { html: preview.value.html ?? '', refused: preview.value.tiles.map(({ refused }) => refused?.code) };
}

const releases = async (): Promise<readonly string[]> => {
  const { loaded } = dashboard.bench.ground;
  if (loaded === null || dashboard.register === null) throw new RangeError('nothing is loaded');
  return (await dashboard.register.releases(newRun(), loaded)).map(({ subject }) => subject);
};

describe('cells of notebooks in a snapshot', () => {
  test('leave as tiles: a metric, an analysis, declared counts of free SQL; the rest is refused with its reason', async () => {
    const metric = analysisTile('revenue', 'metric', { measures: ['revenue'], dimensions: ['country'] });
    const rfm = analysisTile('rfm', 'rfm', {});
    const counts = sqlTile('counts', COUNTS, DECLARED);
    const uncounted = sqlTile('rows', 'SELECT country, amount FROM orders', null);
    const request = snapshot([metric, rfm, counts, uncounted]);
    const { html, refused } = await previewed(request);
    expect(refused).toEqual([undefined, undefined, undefined, 'gate.noContributors']);
    expect(html).toContain('how many customers stand behind its rows is not known for sure');
    expect(html).toContain('已略去：各行背后的客户数无法确知');
    expect(html).toContain('Champions');
    expect(html.match(/<figure class="picture"/gu)).toHaveLength(2);
    expect(html).not.toMatch(/_s[12]\b/u);
    expect(html).toMatch(/data-mark="\d+"[^>]*><title>DE: €?[\d,]+/u);
    expect(html).toMatch(/data-mark="\d+"[^>]*><title>DE[:：]/u);
    expect(await releases()).toEqual([]);
    dashboard.policy = { ...POLICY, unverified: false };
    expect((await previewed(snapshot([counts, rfm]))).refused).toEqual(['gate.unverified', undefined]);
    dashboard.policy = POLICY;
    const file = await dashboard.desk.releaseSnapshot(newRun(), request);
    expect(file.ok).toBe(true);
    expect(await releases()).toEqual(['metric/cells', 'rfm/grid', 'sql/counts', 'dashboard/snapshot']);
    const outcomes = [...dashboard.bench.log].map(({ subject, outcome }) => `${subject} ${outcome}`);
    expect(outcomes).toEqual([
      'metric/cells released',
      'rfm/grid released',
      'sql/counts released',
      'sql/rows refused',
      'dashboard/snapshot released',
    ]);
  });

  test('are drawn by chart cells, and checked across tiles', async () => {
    const counts = sqlTile('counts', COUNTS, DECLARED);
    const choice: ChartChoice = {
      kind: 'bar',
      x: 'country',
      y: 'amount',
      aggregate: 'sum',
      series: null,
      grain: null,
      order: 'y',
      most: 20,
    };
    const chart: CellTile = {
      ...counts,
      tile: 'chart',
      runs: [],
      called: 'orders',
      shown: { kind: 'chart', relation: 'orders', choice },
    };
    const { html, refused } = await previewed(snapshot([chart]));
    expect(refused).toEqual([undefined]);
    expect(html).toContain('<figure class="picture"');
    // Malta has a handful of customers: all of the channel less all but Malta's would tell of them.
    const countries = (values: readonly string[]): SnapshotTile =>
      analysisTile(`only${values.length}`, 'metric', {
        measures: ['revenue'],
        dimensions: ['channel'],
        filters: [{ column: 'country', op: 'in', values }],
      });
    const both = await previewed(snapshot([countries(['DE', 'FR', 'MT']), countries(['DE', 'FR'])]));
    expect(both.refused).toEqual([undefined, 'gate.differencing']);
    expect(await releases()).toEqual([]);
  });

  test('say that filters of the page do not reach them', async () => {
    const counts = sqlTile('counts', COUNTS, DECLARED);
    const says = 'The filters and days of this page do not reach it';
    expect((await previewed(snapshot([counts]))).html).not.toContain(says);
    const selection = [{ dimension: 'country', op: 'in', values: ['DE'] }] as const;
    expect((await previewed(snapshot([counts], { selection }))).html).toContain(says);
  });

  test('are left out where they fail, where rows are single customers, and where columns or groups name one', async () => {
    const failing = sqlTile('failing', 'SELECT nothing FROM orders', null);
    const one = sqlTile(
      'one',
      'SELECT customer_id, count(*) AS n FROM orders JOIN customers USING (customer_key) GROUP BY ALL',
      {
        contributors: 'n',
        groups: ['customer_id'],
      },
    );
    const named = sqlTile('named', COUNTS.replace('revenue', `"of ${idOf(3)}"`), DECLARED);
    const { html, refused } = await previewed(
      snapshot([failing, one, named, sqlTile('counts', COUNTS, DECLARED)]),
    );
    expect(refused).toEqual(['sql.unknownColumn', 'gate.rowLevel', 'document.namesCustomer', undefined]);
    expect(html).toContain('it could not be computed');
    expect(html).toContain('its rows are about single customers');
    expect(html).not.toContain(idOf(3));
  });

  test('are refused as of other data, and run once for the preview and the release', async () => {
    const counts = sqlTile('counts', COUNTS, DECLARED);
    const other = { ...counts, runs: counts.runs.map((run) => ({ ...run, datasetId: 'other' as never })) };
    await expect(previewed(snapshot([other]))).rejects.toMatchObject({ error: { code: 'gate.unknownRun' } });
    // Random figures would differ if the cell ran again.
    const random = sqlTile(
      'random',
      COUNTS.replace('sum(amount)', 'sum(amount) + random() * 1000'),
      DECLARED,
    );
    const { html } = await previewed(snapshot([random]));
    const file = await dashboard.desk.releaseSnapshot(newRun(), snapshot([random]));
    if (!file.ok) throw new Error(file.error.code);
    const left = new TextDecoder().decode(file.value.bytes);
    const values = (text: string): readonly string[] => text.match(/"values":\[[^\]]*\]/gu) ?? [];
    expect(values(html).length).toBeGreaterThan(3);
    expect(values(left)).toEqual(values(html));
  });
});
