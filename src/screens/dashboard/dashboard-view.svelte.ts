import { tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { Selection } from '../../contract/dashboard.ts';
import type { TileId } from '../../dashboard/dashboard.ts';
import type { DashboardPort } from '../../state/engine-port.ts';
import type { DashboardSession } from '../../state/dashboard/dashboard-session.svelte.ts';
import { TilePreviews } from './release/tile-previews.svelte.ts';

/** Id of the element of a tile. */
export function elementId(tile: TileId): string {
  return `tile-${tile}`;
}

/** Customers that are looked at: those behind a selection, with what it is called. */
export interface Drill {
  readonly title: string;
  readonly selection: Selection;
}

/** What of a dashboard on the screen is no part of the document: what is open beside it, and how tiles are looked at. */
export class DashboardView {
  readonly session: DashboardSession;
  /** Tile whose settings are open; null for none. */
  editing: TileId | null = $state(null);
  /** Tile that is explained, or asked for at the gate; null for none. */
  explaining: TileId | null = $state(null);
  exporting: TileId | null = $state(null);
  /** Whose customers are looked at; null for none. */
  drilling: Drill | null = $state.raw(null);
  /** Whether tiles are drawn as they would leave. */
  released: boolean = $state(false);
  /** The gate's answers, while tiles are drawn as they would leave. */
  readonly previews: TilePreviews;
  /** Tiles that are looked at as tables. */
  readonly tables = new SvelteSet<TileId>();

  constructor(session: DashboardSession, engine: Pick<DashboardPort, 'previewTile'>) {
    this.session = session;
    this.previews = new TilePreviews(engine);
  }

  /** Scrolls to a tile and gives it the focus. */
  async goTo(tile: TileId): Promise<void> {
    this.session.selected = tile;
    await tick();
    const element = document.getElementById(elementId(tile));
    element?.scrollIntoView({ block: 'nearest' });
    element?.focus({ preventScroll: true });
  }

  /** Turns a tile from its chart to its table and back. */
  turn(tile: TileId): void {
    if (!this.tables.delete(tile)) this.tables.add(tile);
  }
}
