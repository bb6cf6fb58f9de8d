import { expect, test } from 'vitest';
import type { DatasetId } from '../../../src/contract/ids.ts';
import type { Tile, TileId } from '../../../src/dashboard/dashboard.ts';
import { tileRequest } from '../../../src/screens/dashboard/release/tile-request.ts';
import { prepareRequest } from '../../../src/state/dashboard/page-view.ts';
import { PREPARED } from '../../state/dashboard/fake-dashboard-engine.ts';

const tile: Tile = {
  id: 't' as TileId,
  title: '',
  note: '',
  place: { x: 0, y: 0, w: 6, h: 4 },
  body: { kind: 'groups', measures: ['revenue'], dimensions: ['country'], chart: 'auto' },
};
const dashboard = {
  title: '',
  pages: [{ id: 'p', title: '', tiles: [tile] }],
  grain: 'month',
  days: null,
  filters: [],
  selection: [],
  alerts: [],
} as const;
const ground = {
  prepare: prepareRequest(dashboard, 'd' as DatasetId),
  prepared: PREPARED,
  selection: [],
};

test('pictures of tiles are for paper unless somebody chooses otherwise, and carry the names of tile and dashboard', () => {
  expect(tileRequest(tile, ground, 'png', { locale: 'en' })).toMatchObject({ format: 'png', theme: 'light' });
  const called = { tile: 'Revenue by country', dashboard: 'Board' };
  expect(tileRequest(tile, ground, 'svg', { locale: 'en', theme: 'dark', called })).toMatchObject({
    theme: 'dark',
    called,
  });
});
