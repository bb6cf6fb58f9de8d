import { describe, expect, test } from 'vitest';
import type { Selection } from '../../../src/contract/dashboard.ts';
import type { CellId, DatasetId } from '../../../src/contract/ids.ts';
import type { Dashboard, TileBody, TileId } from '../../../src/dashboard/dashboard.ts';
import type { Cell } from '../../../src/document/cell.ts';
import { ownCells } from '../../../src/state/dashboard/cell-tile.ts';
import { missingOf, prepareRequest, questionsOf } from '../../../src/state/dashboard/page-view.ts';
import { runnableTile } from '../../../src/state/dashboard/tile-run.ts';
import { PREPARED } from './fake-dashboard-engine.ts';

const DATA = 'd' as DatasetId;
const id = 't' as TileId;
const SELECTION: Selection = [
  { dimension: 'country', op: 'in', values: ['DE'] },
  { dimension: 'period', op: 'between', low: '2026-01', high: '2026-02' },
];

function page(...bodies: readonly TileBody[]): Dashboard['pages'][number] {
  const tiles = bodies.map((body, at) => ({
    id: `t${at}` as TileId,
    title: '',
    note: '',
    place: { x: 0, y: at, w: 12, h: 1 },
    body,
  }));
  return { id: 'p', title: '', tiles };
}

function dashboard(...bodies: readonly TileBody[]): Dashboard {
  return {
    title: '',
    pages: [page(...bodies)],
    grain: 'month',
    days: null,
    filters: ['segment'],
    selection: [],
    alerts: [],
  };
}

const BY_COUNTRY: TileBody = {
  kind: 'groups',
  measures: ['revenue', 'margin'],
  dimensions: ['country', 'period'],
  chart: 'auto',
};
const BY_CHANNEL: TileBody = { ...BY_COUNTRY, dimensions: ['channel'] };
const FIGURE: TileBody = { kind: 'figure', measure: 'customers', target: null };
const prepare = prepareRequest(dashboard(BY_COUNTRY, BY_CHANNEL, FIGURE), DATA);

describe('a page of a dashboard', () => {
  test('is prepared for all dimensions it names, time aside, in an order of their own', () => {
    expect(prepare.dimensions).toEqual(['channel', 'country', 'segment']);
    expect(prepareRequest(dashboard(FIGURE, BY_CHANNEL, BY_COUNTRY), DATA)).toEqual(prepare);
  });

  test('asks what the data can answer', () => {
    const { dimensions, measures } = PREPARED;
    const questions = questionsOf(page(BY_COUNTRY, BY_CHANNEL, FIGURE), { dimensions, measures });
    expect(questions).toEqual([
      { kind: 'groups', tile: 't0', dimensions: ['country', 'period'], measures: ['revenue'] },
      { kind: 'figure', tile: 't2', measures: ['customers'], window: null },
    ]);
    expect(missingOf(BY_COUNTRY, PREPARED)).toEqual({ dimensions: [], measures: ['margin'] });
    expect(missingOf(BY_CHANNEL, PREPARED).dimensions).toEqual(['channel']);
  });
});

describe('a tile that is computed from the orders', () => {
  test('leaves the conditions on its own dimensions out, and names periods as the analysis does', () => {
    const runnable = runnableTile({ id, body: BY_COUNTRY }, prepare, SELECTION);
    expect(runnable?.run.selection).toEqual([]);
    expect(runnable?.run.params['dimensions']).toEqual(['country', 'orderMonth']);
    expect(runnable?.view).toBe('cross');
  });

  test('of one figure keeps all conditions', () => {
    const runnable = runnableTile({ id, body: FIGURE }, { ...prepare, grain: 'week' }, SELECTION);
    expect(runnable?.run.selection).toEqual(SELECTION);
    expect(runnable?.run.params).toEqual({ dimensions: ['orderWeek'], measures: ['orders'] });
    expect(runnable?.view).toBe('customers');
  });

  test('of an analysis runs as that analysis; words, cells and unknown views do not run', () => {
    const body: TileBody = { kind: 'analysis', analysis: 'metric', params: {}, view: 'measure' };
    expect(runnableTile({ id, body }, prepare, SELECTION)?.table).toBe('cells');
    expect(runnableTile({ id, body: { ...body, view: 'none' } }, prepare, [])).toBeNull();
    expect(runnableTile({ id, body: { ...body, analysis: 'none' } }, prepare, [])).toBeNull();
    expect(runnableTile({ id, body: { kind: 'text', markdown: '' } }, prepare, [])).toBeNull();
  });
});

describe('cells on a dashboard', () => {
  test('have ids and names of their own, and read each other by them', () => {
    const base = { folded: false, declaration: null } as const;
    const cells: readonly Cell[] = [
      { ...base, kind: 'sql', id: '1' as CellId, name: 'paid', sql: 'SELECT * FROM orders' },
      { ...base, kind: 'sql', id: '2' as CellId, name: 'large', sql: 'SELECT * FROM paid WHERE amount > 9' },
    ];
    const own = ownCells({ cells, shown: '2' as CellId }, 'x1');
    expect(own.shown).toBe('x1-1');
    expect(own.cells.map((cell) => cell.kind === 'sql' && [cell.id, cell.name, cell.sql])).toEqual([
      ['x1-0', 'paid_x1', 'SELECT * FROM orders'],
      ['x1-1', 'large_x1', 'SELECT * FROM paid_x1 WHERE amount > 9'],
    ]);
  });
});
