import * as v from 'valibot';
import type { BoundData } from '../../analyses/analysis.ts';
import { findAnalysis } from '../../analyses/index.ts';
import { marginOf } from '../../analyses/margin.ts';
import { hasAmount } from '../../analyses/placed-orders.ts';
import type { DashboardMeasure, TileChart } from '../../contract/dashboard.ts';
import { missingRoles } from '../../data/readiness.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import type { Translate } from '../../i18n/translate.ts';
import {
  GRID_COLUMNS,
  type AlertRule,
  type DashboardPage,
  type Tile,
  type TileBody,
  type TilePlace,
} from '../dashboard.ts';
import { newPage, newTileId } from '../edits.ts';
import { bottomOf, firstHole, type TileSize } from '../layout.ts';
import { usualSize } from '../tile-size.ts';

/** Roles that orders and customers are divided by, in the order they are shown. */
const ATTRIBUTES = ['channel', 'country', 'category'] as const;

/** Sizes of views of analyses. */
const WIDE: TileSize = { w: 12, h: 5 };
const HALF: TileSize = { w: 6, h: 5 };

/** How a tile differs from what is usual for its kind. */
interface TileLook {
  readonly size?: TileSize;
  readonly title?: PlainKey;
  readonly note?: PlainKey;
}

/** Whether a tile is a heading over those that follow it. */
function isHeading({ body, place }: Pick<Tile, 'body' | 'place'>): boolean {
  return body.kind === 'text' && place.w === GRID_COLUMNS;
}

/** Where a tile stands: a heading below everything, any other where there is room first below the last heading. */
function placeIn(tiles: readonly Tile[], body: TileBody, size: TileSize): TilePlace {
  const bottom = { x: 0, y: bottomOf(tiles), ...size };
  if (isHeading({ body, place: bottom })) return bottom;
  const floor = Math.max(0, ...tiles.filter(isHeading).map(({ place }) => place.y));
  const section = tiles
    .filter(({ place }) => place.y >= floor)
    .map(({ id, place }) => ({ id, place: { ...place, y: place.y - floor } }));
  const hole = firstHole(section, size);
  return { ...hole, y: hole.y + floor };
}

/** Pages of a template as they are put together; tiles stand where there is room first. */
export class DashboardDraft {
  readonly isPaid: boolean;
  /** Columns with a role that tiles can be divided by. */
  readonly attributes: readonly string[];
  readonly #data: BoundData;
  readonly #translate: Translate;
  readonly #pages: DashboardPage[] = [];
  readonly #alerts: AlertRule[] = [];

  constructor(data: BoundData, translate: Translate) {
    this.#data = data;
    this.#translate = translate;
    this.isPaid = hasAmount(data);
    this.attributes = ATTRIBUTES.filter((role) => data.roles.includes(role));
  }

  get pages(): readonly DashboardPage[] {
    return this.#pages;
  }

  get alerts(): readonly AlertRule[] {
    return this.#alerts;
  }

  say(key: PlainKey): string {
    return (this.#translate as (key: PlainKey) => string)(key);
  }

  /** Begins a page; tiles that follow stand on it. */
  page(title: PlainKey): void {
    this.#pages.push(newPage(this.say(title)));
  }

  /** Whether the data have what a measure is computed from. */
  has(measure: DashboardMeasure): boolean {
    const { roles } = this.#data;
    switch (measure) {
      case 'revenue':
      case 'average_order_value':
      case 'revenue_per_customer':
        return this.isPaid;
      case 'units':
      case 'units_per_order':
        return roles.includes('quantity');
      case 'margin':
        return marginOf(this.#data) !== null;
      case 'margin_rate':
        return this.isPaid && this.has('margin');
      default:
        return true;
    }
  }

  /** Whether the data can be divided by a dimension: by a role of theirs, or by what an analysis finds. */
  hasDimension(name: string): boolean {
    const isAttribute = ATTRIBUTES.some((role) => role === name);
    if (isAttribute) return this.attributes.includes(name);
    return this.isPaid || (name !== 'segment' && name !== 'tier');
  }

  /** The first of some measures that the data have. */
  first(...measures: readonly DashboardMeasure[]): DashboardMeasure {
    return measures.find((measure) => this.has(measure)) ?? 'customers';
  }

  /** A heading or words. */
  text(markdown: PlainKey, size?: TileSize): void {
    this.#add({ kind: 'text', markdown: this.say(markdown) }, size === undefined ? {} : { size });
  }

  /** Figures side by side; those that the data have not are left out. */
  figures(...measures: readonly DashboardMeasure[]): void {
    for (const measure of measures) {
      if (this.has(measure)) this.#add({ kind: 'figure', measure, target: null }, {});
    }
  }

  /** Measures by dimensions; measures that the data have not are left out, and all of it without its dimensions. */
  groups(
    measures: readonly DashboardMeasure[],
    dimensions: readonly string[],
    chart: TileChart = 'auto',
    look: TileLook = {},
  ): void {
    const some = measures.filter((measure) => this.has(measure));
    if (some.length > 0 && dimensions.every((name) => this.hasDimension(name)))
      this.#add({ kind: 'groups', measures: some, dimensions, chart }, look);
  }

  /** A view of an analysis, unless the data lack what it needs or it has nothing to say of them. */
  analysis(
    analysis: string,
    view: string,
    params: Readonly<Record<string, unknown>> = {},
    look: TileLook = {},
  ): void {
    const { roles, checks, params: schema, views } = findAnalysis(analysis);
    const parsed = v.parse(schema, params);
    const isReady =
      missingRoles(this.#data.roles, roles.required).length === 0 &&
      checks.every((check) => check(this.#data, parsed) === null);
    const drawn = views.find(({ id }) => id === view);
    if (!isReady || drawn?.when?.(parsed) === false) return;
    const size = look.size ?? (drawn?.width === 'full' ? WIDE : HALF);
    this.#add({ kind: 'analysis', analysis, params, view }, { ...look, size });
  }

  /** How the data are kept: threshold, what left, what was withheld. */
  posture(): void {
    this.#add({ kind: 'posture' }, {});
  }

  /** A rule on a measure, unless the data have it not. */
  alert(measure: DashboardMeasure, when: AlertRule['when']): void {
    if (this.has(measure)) this.#alerts.push({ id: crypto.randomUUID(), measure, when });
  }

  #add(body: TileBody, { size = usualSize(body), title, note }: TileLook): void {
    const page = this.#pages.at(-1);
    if (page === undefined) throw new RangeError('a page comes before its tiles');
    const tile: Tile = {
      id: newTileId(),
      title: title === undefined ? '' : this.say(title),
      note: note === undefined ? '' : this.say(note),
      place: placeIn(page.tiles, body, size),
      body,
    };
    this.#pages[this.#pages.length - 1] = { ...page, tiles: [...page.tiles, tile] };
  }
}
