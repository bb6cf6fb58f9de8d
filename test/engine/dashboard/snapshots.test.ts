import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GroupsLook, Selection, TileChart, TileRun } from '../../../src/contract/dashboard.ts';
import type { Policy, RegisteredRelease } from '../../../src/contract/privacy.ts';
import { asPrivate } from '../../../src/contract/privacy.ts';
import type { SnapshotRequest, SnapshotTile } from '../../../src/contract/snapshot.ts';
import type { Released } from '../../../src/privacy/gate.ts';
import type { SnapshotContent } from '../../../src/snapshot/content.ts';
import { RegisterDesk } from '../../../workers/engine/register-desk.ts';
import { memoryShelf } from '../../../workers/engine/register-shelf.ts';
import { snapshotFile } from '../../../workers/snapshot/snapshot-file.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { idOf, shop } from '../notebook/shop.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

const POLICY: Policy = policyOf({
  threshold: 10,
  formats: ['snapshot', 'csv', 'xlsx', 'svg'],
  differencing: true,
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

const listed = async (): Promise<readonly RegisteredRelease[]> => {
  const { loaded } = dashboard.bench.ground;
  if (loaded === null || dashboard.register === null) throw new RangeError('nothing is loaded');
  return dashboard.register.releases(newRun(), loaded);
};

const releases = async (): Promise<readonly string[]> => (await listed()).map(({ subject }) => subject);

function metricTile(
  dimensions: readonly string[],
  selection: Selection = [],
  name = dimensions.join(),
): Extract<SnapshotTile, { kind: 'analysis' }> {
  const run: TileRun = dashboard.metric(
    { dimensions, measures: ['revenue', 'orders'] },
    { tile: name, selection },
  );
  return {
    kind: 'analysis',
    tile: name,
    title: `By ${name}`,
    note: '',
    run,
    table: 'cells',
    view: 'measure',
  };
}

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

/** Without what each making has of its own: times, and ids of decisions with what follows from them. */
function comparable(html: string): string {
  return html
    .replaceAll(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}\.\d{3}Z| UTC)/gu, 'TIME')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}/gu, 'ID')
    .replaceAll(/[0-9a-f]{64}/gu, 'HASH');
}

const figure: SnapshotTile = {
  kind: 'figure',
  tile: 'f',
  title: '',
  note: '',
  target: 1000,
  question: { kind: 'figure', tile: 'f', measures: ['revenue', 'customers'], window: ['2024-01', '2024-03'] },
};
const words: SnapshotTile = { kind: 'text', tile: 'w', title: 'Words', markdown: 'As *it* was' };

describe('a snapshot', () => {
  test('leaves as it was previewed; the register and the log have each of its tiles', async () => {
    const request = snapshot([words, metricTile(['country']), figure]);
    const preview = await dashboard.desk.previewSnapshot(newRun(), request);
    if (!preview.ok) throw new Error(preview.error.code);
    expect(await releases()).toEqual([]);
    expect([...dashboard.bench.log]).toEqual([]);
    const file = await dashboard.desk.releaseSnapshot(newRun(), request);
    if (!file.ok) throw new Error(file.error.code);
    const html = new TextDecoder().decode(file.value.bytes);
    expect(comparable(html)).toBe(comparable(preview.value.html ?? ''));
    expect(preview.value.bytes).toBe(file.value.bytes.length);
    expect(preview.value.tiles.map(({ refused }) => refused)).toEqual([null, null, null]);
    // The table, the series of the figure and its three windows; then the page.
    expect(await releases()).toEqual([...new Array<string>(5).fill('metric/cells'), 'dashboard/snapshot']);
    const logged = [...dashboard.bench.log];
    expect(logged.map(({ outcome }) => outcome)).toEqual(new Array(6).fill('released'));
    expect(logged.every(({ digest }) => digest !== null)).toBe(true);
  });

  test('tells windows of several periods by customers who are counted once', async () => {
    const preview = await dashboard.desk.previewSnapshot(newRun(), snapshot([figure]));
    const html = preview.ok ? (preview.value.html ?? '') : '';
    const selection: Selection = [{ dimension: 'period', op: 'between', low: '2024-01', high: '2024-03' }];
    const [whole] = await dashboard.cells(
      dashboard.metric({ dimensions: [], measures: ['customers'] }, { selection, tile: 'whole' }),
    );
    expect(html).toContain(`"measure":"customers","now":${String(whole?.['customers'])}`);
  });

  test('says what a template wrote in both languages, and what somebody wrote as it is', async () => {
    const heading = { ...words, title: '', markdown: '## Financial' };
    const note = '两列放在一起，比单独一列更容易区分出个人。';
    const tile = { ...metricTile(['country']), title: '', note };
    const pages = [
      { title: 'Coming back', tiles: [heading, tile] },
      { title: 'Our own page', tiles: [{ ...words, markdown: '## Financial plan' }] },
    ];
    const preview = await dashboard.desk.previewSnapshot(newRun(), {
      ...snapshot([]),
      title: 'Retention',
      pages,
      locale: 'zh-CN',
    });
    const html = preview.ok ? (preview.value.html ?? '') : '';
    expect(html).toContain('<title>留存</title>');
    expect(html).toContain('<h1><span lang="en">Retention</span><span lang="zh-CN">留存</span></h1>');
    expect(html).toContain('<h2><span lang="en">Coming back</span><span lang="zh-CN">回访</span></h2>');
    expect(html).toContain('<h2>Our own page</h2>');
    expect(html).toMatch(
      /<div lang="en"><h3>Financial<\/h3>\s*<\/div><div lang="zh-CN"><h3>财务<\/h3>\s*<\/div>/u,
    );
    expect(html).toContain('Financial plan');
    expect(html).toContain(
      `<div class="note"><div lang="en"><p>Two columns together tell people apart sooner than each of them alone.</p></div><div lang="zh-CN"><p>${note}</p></div></div>`,
    );
  });

  test('calls a tile that is left out by its usual title in both languages', async () => {
    const selection: Selection = [{ dimension: 'country', op: 'in', values: ['MT'] }];
    const groups: GroupsLook = {
      dimensions: [{ name: 'period', ordered: true, values: [] }],
      measure: 'revenue',
      chart: 'auto',
    };
    const left = { ...metricTile(['orderMonth'], selection), groups, title: 'Revenue by period' };
    const kpi = { ...figure, title: 'Revenue' };
    const preview = await dashboard.desk.previewSnapshot(
      newRun(),
      snapshot([metricTile(['country']), left, kpi], { selection }),
    );
    const html = preview.ok ? (preview.value.html ?? '') : '';
    expect(preview.ok && preview.value.tiles.map(({ refused }) => refused?.code)).toEqual([
      undefined,
      'gate.tooFewSelected',
      'gate.tooFewSelected',
    ]);
    expect(html).toContain('<span lang="zh-CN">营收（按时期）</span>');
    expect(html).toContain('<span lang="en">Revenue</span><span lang="zh-CN">营收</span>');
  });

  test('says the usual title of a tile in both languages, whichever of them the app is in', async () => {
    for (const title of ['Revenue', '营收']) {
      const preview = await dashboard.desk.previewSnapshot(newRun(), {
        ...snapshot([{ ...figure, title }]),
        locale: 'zh-CN',
      });
      const html = preview.ok ? (preview.value.html ?? '') : preview.error.code;
      expect(html).toContain('<span lang="en">Revenue</span><span lang="zh-CN">营收</span>');
    }
  });

  test('says the title of a tile once, in both languages where it is the usual one, and its width', async () => {
    const groups: GroupsLook = {
      dimensions: [{ name: 'period', ordered: true, values: [] }],
      measure: 'revenue',
      chart: 'auto',
    };
    const tile = { ...metricTile(['orderMonth']), groups, title: 'Revenue by period', room: { w: 6, h: 4 } };
    const preview = await dashboard.desk.previewSnapshot(newRun(), snapshot([tile]));
    const html = preview.ok ? (preview.value.html ?? '') : preview.error.code;
    expect(html).toMatch(/<article class="tile table w6"/u);
    expect(html).toMatch(/<h3 [^>]*><span lang="en">Revenue by period<\/span><span lang="zh-CN">[^<]+</u);
    expect(html).toContain('<svg role="img" lang="en" width="540" height="296"');
    expect(html).not.toMatch(/<text[^>]*>Revenue by period/u);
  });

  test('draws groups as their tile draws them, and not at all where it is a table', async () => {
    const tile = metricTile(['orderMonth']);
    const drawnAs = (chart: TileChart): SnapshotTile => ({
      ...tile,
      groups: { dimensions: [{ name: 'period', ordered: true, values: [] }], measure: 'revenue', chart },
    });
    const pageOf = async (each: SnapshotTile): Promise<string> => {
      const preview = await dashboard.desk.previewSnapshot(newRun(), snapshot([each]));
      return preview.ok ? (preview.value.html ?? '') : preview.error.code;
    };
    const [usual, line, plain] = [
      await pageOf(tile),
      await pageOf(drawnAs('auto')),
      await pageOf(drawnAs('table')),
    ];
    const axis = /<text[^>]*>Period<\/text>/u;
    expect(line).toMatch(axis);
    expect(usual).not.toMatch(axis);
    // Time goes along the axis: names of months stand on one height.
    const heights = [...line.matchAll(/translate\([\d.]+ ([\d.]+)\)"[^>]*>(?:Jan|Feb|Mar|Apr) 2024</gu)].map(
      ([, y]) => y,
    );
    expect(heights.length).toBeGreaterThan(1);
    expect(new Set(heights).size).toBe(1);
    expect(plain).not.toContain('class="picture');
  });

  test('has a tile left out that its filters leave too few customers for', async () => {
    const few: Selection = [
      { dimension: 'country', op: 'in', values: ['MT'] },
      { dimension: 'period', op: 'in', values: ['2024-05'] },
    ];
    const request = snapshot([metricTile(['country']), metricTile(['channel'], few)]);
    const preview = await dashboard.desk.previewSnapshot(newRun(), request);
    if (!preview.ok) throw new Error(preview.error.code);
    expect(preview.value.tiles.map(({ refused }) => refused?.code ?? null)).toEqual([
      null,
      'gate.tooFewSelected',
    ]);
    expect(preview.value.html).toContain('fewer than 10 customers match its filters');
    const none = await dashboard.desk.releaseSnapshot(newRun(), snapshot([metricTile(['channel'], few)]));
    expect(none).toMatchObject({ ok: false, error: { code: 'snapshot.nothingLeaves' } });
    expect(await releases()).toEqual([]);
  });

  test('is refused where its words or filters name a customer, and needs a purpose', async () => {
    const tile = metricTile(['country']);
    const named = { ok: false, error: { code: 'document.namesCustomer' } };
    const selection: Selection = [{ dimension: 'country', op: 'in', values: ['DE', idOf(3)] }];
    for (const request of [
      snapshot([tile], { title: `About ${idOf(3)}` }),
      snapshot([tile, { ...words, markdown: `for ${idOf(4)}` }]),
      snapshot([tile], { selection }),
    ]) {
      expect(await dashboard.desk.releaseSnapshot(newRun(), request)).toMatchObject(named);
    }
    expect(await dashboard.desk.releaseSnapshot(newRun(), snapshot([tile], { purpose: ' ' }))).toMatchObject({
      ok: false,
      error: { code: 'snapshot.purposeMissing' },
    });
    expect(await releases()).toEqual([]);
  });

  test('is checked across its own tiles, and against snapshots before it', async () => {
    // Malta has a handful of customers.
    const countries = (...values: readonly string[]): Selection => [
      { dimension: 'country', op: 'in', values },
    ];
    const wide = metricTile(['channel'], countries('DE', 'FR', 'MT'), 'wide');
    const narrow = metricTile(['channel'], countries('DE', 'FR'), 'narrow');
    const both = await dashboard.desk.previewSnapshot(newRun(), snapshot([wide, narrow]));
    expect(both.ok && both.value.tiles.map(({ refused }) => refused?.code ?? null)).toEqual([
      null,
      'gate.differencing',
    ]);
    expect(both.ok && both.value.html).toContain('together with another release');
    const first = await dashboard.desk.releaseSnapshot(newRun(), snapshot([wide]));
    expect(first.ok).toBe(true);
    const again = await dashboard.desk.previewSnapshot(newRun(), snapshot([narrow]));
    expect(again.ok && again.value.tiles[0]?.refused).toMatchObject({
      code: 'gate.differencing',
      params: { called: 'By wide · Shop' },
    });
    const before = await releases();
    const second = await dashboard.desk.releaseSnapshot(newRun(), snapshot([narrow]));
    expect(second).toMatchObject({ ok: false, error: { code: 'snapshot.nothingLeaves' } });
    expect(await releases()).toEqual(before);
  });

  test('leaves nothing in the register when it is stopped or fails half-way', async () => {
    const run = newRun();
    const tiles = [metricTile(['country']), metricTile(['channel'])];
    const { desk } = dashboard;
    let asked = 0;
    const stopping = Object.assign(run, {
      report: () => {
        asked += 1;
        if (asked === 12) void run.cancel();
      },
    });
    await expect(desk.releaseSnapshot(stopping, snapshot(tiles))).rejects.toThrow();
    expect(await releases()).toEqual([]);
    const file = await desk.releaseSnapshot(newRun(), snapshot(tiles));
    expect(file.ok).toBe(true);
  });

  test('can be a pack of what the policy allows', async () => {
    const request = snapshot([metricTile(['country'])], { form: 'pack' });
    const file = await dashboard.desk.releaseSnapshot(newRun(), request);
    if (!file.ok) throw new Error(file.error.code);
    const names = Object.keys(unzipSync(file.value.bytes)).sort();
    expect(names).toEqual([
      'Shop.html',
      'manifest.json',
      'pictures/01-By-country.en.svg',
      'pictures/01-By-country.zh-CN.svg',
      'tables/01-By-country.csv',
      'tables/01-By-country.xlsx',
    ]);
    const unfiltered = unzipSync(file.value.bytes)['pictures/01-By-country.en.svg'] ?? new Uint8Array();
    expect(new TextDecoder().decode(unfiltered)).not.toContain('Filters');
    dashboard.policy = { ...POLICY, formats: ['snapshot'] };
    const bare = await dashboard.desk.releaseSnapshot(newRun(), request);
    expect(bare.ok && Object.keys(unzipSync(bare.value.bytes)).sort()).toEqual([
      'Shop.html',
      'manifest.json',
    ]);
    dashboard.policy = { ...POLICY, formats: ['csv'] };
    expect((await dashboard.desk.releaseSnapshot(newRun(), request)).ok).toBe(false);
  });

  test('says in tables and pictures that stand alone which conditions they are under', async () => {
    const selection: Selection = [{ dimension: 'country', op: 'in', values: ['DE', 'FR'] }];
    const request = snapshot([metricTile(['channel'], selection)], { selection, form: 'pack' });
    const file = await dashboard.desk.releaseSnapshot(newRun(), request);
    if (!file.ok) throw new Error(file.error.code);
    const files = unzipSync(file.value.bytes);
    const text = (name: string): string => new TextDecoder().decode(files[name]);
    expect(text('pictures/01-By-channel.en.svg')).toContain('Filters: Country: DE, FR.');
    expect(text('pictures/01-By-channel.zh-CN.svg')).toContain('筛选条件：国家或地区: DE, FR。');
    const sheets = unzipSync(files['tables/01-By-channel.xlsx'] ?? new Uint8Array());
    const written = Object.values(sheets).map((sheet) => new TextDecoder().decode(sheet));
    expect(written.join('')).toContain('Country: DE, FR');
  });

  test('says in the picture of one tile which conditions it is under', async () => {
    const selection: Selection = [{ dimension: 'country', op: 'in', values: ['DE', 'FR'] }];
    const { run, table, view } = metricTile(['channel'], selection);
    const asked = { run, table, view, format: 'svg', locale: 'en', theme: 'light' } as const;
    const file = await dashboard.desk.releaseTile(newRun(), asked);
    if (!file.ok) throw new Error(file.error.code);
    expect(new TextDecoder().decode(file.value.bytes)).toContain('Filters: Country: DE, FR.');
  });

  test('names the file of one tile after it and its dashboard, unless that names a customer', async () => {
    const { run, table } = metricTile(['channel']);
    const released = async (called?: { readonly tile: string; readonly dashboard: string }) => {
      const asked = { run, table, view: null, format: 'csv', locale: 'en', theme: 'light' } as const;
      const named = called === undefined ? asked : { ...asked, called };
      const file = await dashboard.desk.releaseTile(newRun(), named);
      if (!file.ok) throw new Error(file.error.code);
      return [file.value.name, ...(file.value.attachments ?? []).map(({ name }) => name)];
    };
    expect(await released({ tile: '收入，按渠道', dashboard: 'Q3: "Board"/2026' })).toEqual([
      '收入-按渠道-Q3-Board-2026.csv',
      '收入-按渠道-Q3-Board-2026.csv.manifest.json',
    ]);
    expect((await released({ tile: '收'.repeat(300), dashboard: 'Shop' }))[0]).toBe(`${'收'.repeat(72)}.csv`);
    expect((await released({ tile: `About ${idOf(3)}`, dashboard: 'Shop' }))[0]).toBe('metric-cells.csv');
    expect((await released())[0]).toBe('metric-cells.csv');
    const called = (await listed()).map((release) => release.called ?? '');
    expect(called).toContain('收入，按渠道 · Q3: "Board"/2026');
    expect(called.join('\n')).not.toContain(idOf(3));
  });

  test('is written of released figures alone', async () => {
    const content = asPrivate({ title: 'x' }) as unknown as Released<SnapshotContent>;
    const writing = { assets: { style: '', script: '' }, signer: null };
    await expect(snapshotFile(content, writing)).rejects.toMatchObject({
      error: { code: 'gate.notReleased' },
    });
    // @ts-expect-error A private value is no released one.
    const refused = (): unknown => snapshotFile(asPrivate({ title: 'x' }), writing);
    expect(refused).toBeTypeOf('function');
  });
});
