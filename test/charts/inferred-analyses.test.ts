import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { View } from '../../src/analyses/analysis.ts';
import { ANALYSES } from '../../src/analyses/index.ts';
import { chartWithInferred } from '../../src/analyses/inferred-marks.ts';
import type { ChartSpec } from '../../src/charts/chart-spec.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { withheldCount } from '../../src/charts/labels.ts';
import { marks, readings } from '../../src/charts/marks.ts';
import { summarise } from '../../src/charts/summary.ts';
import { tableTwin } from '../../src/charts/twin.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { WithheldCell } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { ask, openReleased } from '../../src/privacy/gate.ts';
import { AnalysedOrders } from '../analyses/orders-in-engine.ts';
import { simulatedShop } from '../analyses/simulated-shop.ts';
import { policyOf } from '../privacy/tables.ts';

const LOOK = { locale: 'en', theme: 'light', translate: createTranslate('en', ENGLISH) } as const;
const SIZE = { width: 760, height: 420, frame: { title: 'Title', notes: [] } };
const POLICY = policyOf({ threshold: 10, protection: 3 });
const CHANNELS = ['web', 'web', 'web', 'web', 'shop', 'shop', 'shop', 'phone', 'fax'];

/** Parameters under which views are drawn that the defaults leave out. */
const PARAMS: Readonly<Record<string, object>> = {
  clv: { groupBy: 'channel' },
  churn: { groupBy: 'channel' },
  kpi: { groupBy: 'channel' },
  metric: { dimensions: ['channel', 'country'] },
};

/** Views that add rows up: a sum over rows of which one is withheld has no range of its own. */
const SUMS = new Set(['kpi mix']);

interface Asked {
  readonly table: ResultSet;
  readonly cells: readonly WithheldCell[];
}

let orders: AnalysedOrders;
const outcomes = new Map<string, AnalysisOutcome>();
const asked = new Map<string, Asked | null>();

async function gate(id: string, name: string, outcome: AnalysisOutcome): Promise<Asked | null> {
  const shape = ANALYSES.find((analysis) => analysis.id === id)?.tables[name];
  const table = outcome.tables[name];
  if (shape === undefined || table === undefined) return null;
  const { result, infer } = await ask({
    table,
    shape,
    policy: POLICY,
    format: 'csv',
    subject: `${id}/${name}`,
  });
  return result.ok ? { table: openReleased(result.value).table, cells: await infer() } : null;
}

beforeAll(async () => {
  orders = await AnalysedOrders.boot();
  const shop = simulatedShop({ customers: 220, days: 300, r: 0.6, alpha: 40, dropout: [1, 3], seed: 7 });
  const rows = shop.map(({ customer, day, amount }) => {
    const number = Number(customer.slice(1));
    const channel = CHANNELS[number % CHANNELS.length] ?? 'web';
    const country = number % 23 === 0 ? 'IS' : number % 3 === 0 ? 'DE' : 'GB';
    return sql`(${customer}, ${day}, ${amount}, ${channel}, ${country})`;
  });
  await orders.load(
    sql`SELECT * FROM (VALUES ${rows}) AS orders(customer, ordered_at, amount, channel, country)`,
    { roles: ['channel', 'country'] },
  );
  for (const { id, tables } of ANALYSES) {
    const outcome = await orders.analyse(id, PARAMS[id] ?? {});
    outcomes.set(id, outcome);
    for (const name of Object.keys(tables)) asked.set(`${id} ${name}`, await gate(id, name, outcome));
  }
}, 120_000);
afterAll(() => orders.close());

/** What a picture shows: without the words for screen readers. */
const shapes = (svg: string): string => svg.replace(/<desc>[^<]*<\/desc>/u, '');
const draw = (spec: ChartSpec): string => renderSvg(spec, LOOK, SIZE);

const views = ANALYSES.flatMap(({ id, views: all }) =>
  all.map((view): [string, string, View] => [id, view.id, view]),
);
const tried = new Set<string>();
const drawn = new Set<string>();

describe('what can be inferred of withheld figures', () => {
  test.each(views)('%s %s is drawn, read and stands in the table', (id, name, view) => {
    const outcome = outcomes.get(id);
    const answer = asked.get(`${id} ${view.table}`) ?? null;
    if (outcome === undefined || answer === null) return;
    const known = answer.cells.filter(({ low, high }) => low !== null && high !== null);
    const apart = view.when?.(outcome.params) === false || SUMS.has(`${id} ${name}`);
    if (known.length === 0 || apart) return;
    const context = { params: outcome.params, currency: 'GBP' };
    const plain = view.chart(answer.table, context);
    if (withheldCount(plain) === 0) return;
    tried.add(plain.kind);
    const spec = chartWithInferred(view, answer.table, context, answer.cells);
    const withheld = marks(spec, LOOK).flatMap(({ figures }) => figures.filter((each) => each.withheld));
    const told = withheld.filter(({ inferred }) => inferred !== null);
    expect(withheld.length).toBe(withheldCount(plain));
    expect(told.length).toBeGreaterThan(known.length === answer.cells.length ? withheld.length - 1 : 0);
    const ranges = new Set(known.map(({ low, high }) => `${low} ${high}`));
    expect(told.filter(({ inferred }) => !ranges.has(`${inferred?.low} ${inferred?.high}`))).toEqual([]);
    expect(readings(spec, LOOK).join('\n')).toContain('can be inferred');
    expect(JSON.stringify(tableTwin(spec, LOOK).rows)).toContain('can be inferred');
    expect(summarise(spec, LOOK)).toContain('What can be inferred of withheld figures: ');
    // One drawing of each kind is enough: they are drawn by kind.
    if (drawn.has(spec.kind) || told.every(({ inferred }) => inferred?.of === 'customers')) return;
    drawn.add(spec.kind);
    expect(shapes(draw(spec))).not.toBe(shapes(draw(plain)));
  });

  test('has been tried on charts of all kinds that show figures of small groups', () => {
    expect([...tried].sort()).toEqual([
      'bar',
      'grouped',
      'heatmap',
      'histogram',
      'line',
      'sankey',
      'stacked',
      'treemap',
    ]);
    expect([...drawn].sort()).toEqual(['bar', 'grouped', 'heatmap', 'histogram', 'sankey', 'stacked']);
  });
});
