import type { TileQuestion } from '../../src/contract/dashboard.ts';
import { newPage, newTileId } from '../../src/dashboard/edits.ts';
import type { Dashboard, Tile, TileBody } from '../../src/dashboard/dashboard.ts';
import { DIMENSIONS, TILES } from './dashboard-tiles.ts';

function bodyOf(question: TileQuestion): TileBody {
  if (question.kind === 'groups') {
    const { dimensions, measures } = question;
    return { kind: 'groups', dimensions, measures, chart: 'auto' };
  }
  return { kind: 'figure', measure: question.measures[0] ?? 'revenue', target: null };
}

/** The tiles that are measured as a dashboard on one screen: three figures in a row, charts below. */
export function measuredDashboard(): Dashboard {
  const tiles = TILES.map((question, place): Tile => {
    const body = bodyOf(question);
    const chart = place - 3;
    const at =
      body.kind === 'figure'
        ? { x: place * 4, y: 0, w: 4, h: 2 }
        : { x: (chart % 3) * 4, y: 2 + Math.floor(chart / 3) * 4, w: 4, h: 4 };
    return { id: newTileId(), title: '', note: '', place: at, body };
  });
  return {
    title: 'Measured',
    pages: [{ ...newPage('All'), tiles }],
    grain: 'month',
    days: null,
    filters: DIMENSIONS,
    selection: [],
    alerts: [],
  };
}
