import {
  type DashboardMeasure,
  type FiguresRequest,
  type TileQuestion,
  TIME_DIMENSION,
} from '../../src/contract/dashboard.ts';
import type { DashboardData } from './dashboard-data.ts';
import { type Needs, needsOf } from './measure-values.ts';
import type { Tallies } from './tallies.ts';

/** Sets of dimensions with conditions that are one step away: one more, or another in place of one. */
function conditionsNext(all: readonly string[], now: readonly string[]): readonly (readonly string[])[] {
  const more = all.filter((name) => !now.includes(name));
  const others = now.map((gone) => now.filter((name) => name !== gone));
  return [now, ...others].flatMap((kept) => more.map((name) => [...kept, name]));
}

/** What a tile is read off: figures, and dimensions that make groups. */
interface TileNeeds {
  readonly needs: Needs;
  readonly dimensions: readonly string[];
}

function needsOfTile(tile: TileQuestion, data: DashboardData): TileNeeds {
  const dimensions = tile.kind === 'groups' ? tile.dimensions : [TIME_DIMENSION];
  // Which groups there are is told by who is counted, or by orders.
  const also: DashboardMeasure = tile.measures.some((name) => name.includes('customer'))
    ? 'customers'
    : 'orders';
  return { needs: needsOf([...tile.measures, also], data.cells), dimensions };
}

/**
 * Parts of what tiles are read off once a condition comes or changes its dimension, whatever its values are. Each part is
 * made when the next is asked for, in some ten milliseconds, and at no cost where it stands.
 */
export function* readyForNext(
  data: DashboardData,
  tallies: Tallies,
  { tiles, selection }: Pick<FiguresRequest, 'tiles' | 'selection'>,
): Generator<void, void> {
  const names = [...data.orderAxes, ...data.customerAxes].map(({ dimension }) => dimension.name);
  const population: TileNeeds = { needs: needsOf(['orders', 'customers'], data.cells), dimensions: [] };
  const all = [population, ...tiles.map((tile) => needsOfTile(tile, data))];
  const now = selection.map(({ dimension }) => dimension);
  for (const conditions of conditionsNext(names, now)) {
    for (const { needs, dimensions } of all) {
      tallies.makeReady([...new Set([...dimensions, ...conditions])], needs);
      yield;
    }
  }
}
