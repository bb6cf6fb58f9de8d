import * as v from 'valibot';
import { DASHBOARD_MEASURES, type TileChart } from '../contract/dashboard.ts';
import type { AppError } from '../contract/error.ts';
import {
  documentId,
  fieldsFault,
  type Fields,
  finite,
  line,
  list,
  longText,
  params,
  required,
} from '../document/field-schema.ts';
import type { Tile, TileKind } from './dashboard.ts';
import { isInGrid } from './layout.ts';

/** Most dimensions of a tile of groups. */
export const MOST_TILE_DIMENSIONS = 2;

const CHARTS = [
  'auto',
  'bar',
  'line',
  'area',
  'stacked',
  'grouped',
  'heatmap',
  'treemap',
  'table',
] as const satisfies readonly TileChart[];

/** A list in which nothing stands twice. */
function distinct<T extends string>(
  item: v.GenericSchema<unknown, T>,
): v.GenericSchema<unknown, readonly T[]> {
  return v.pipe(
    list(item),
    v.check((values) => new Set(values).size === values.length, 'each once is expected'),
  );
}

/** A figure that dashboards have. */
export const measure = v.picklist(DASHBOARD_MEASURES, `one of ${DASHBOARD_MEASURES.join(', ')} is expected`);

/** Names of dimensions, each once. */
export const dimensions = distinct(required);

const target = v.strictObject({
  value: finite,
  better: v.picklist(['more', 'less'], 'more or less is expected'),
  tolerance: v.pipe(finite, v.minValue(0, 'a share from 0 is expected')),
});

/** Where a tile stands, within the grid. */
export const place = v.pipe(
  v.strictObject({ x: finite, y: finite, w: finite, h: finite }),
  v.check(isInGrid, 'whole columns and rows within the grid of 12 columns are expected'),
);

/** The fields of each kind of tile as they are in memory, in the order they are written; cells are read apart. */
export const BODY_FIELDS: Readonly<Record<TileKind, Fields>> = {
  text: { markdown: longText },
  figure: { measure, target: v.nullable(target) },
  groups: {
    measures: v.pipe(
      distinct(measure),
      v.check((measures) => measures.length > 0, 'one figure at least is expected'),
    ),
    dimensions: v.pipe(
      dimensions,
      v.check(
        (names) => names.length <= MOST_TILE_DIMENSIONS,
        `${MOST_TILE_DIMENSIONS} dimensions at most are expected`,
      ),
    ),
    chart: v.picklist(CHARTS, `one of ${CHARTS.join(', ')} is expected`),
  },
  analysis: { analysis: required, params, view: required },
  cell: { cells: list(v.unknown()), shown: documentId, view: v.nullable(required) },
  posture: {},
};

/** Fields of a tile besides its id, place and body. */
export const TILE_FIELDS: Fields = { title: line, note: longText };

/** What fields of tiles are where a file leaves them out. */
export const TILE_DEFAULTS: Readonly<Record<string, unknown>> = {
  title: '',
  note: '',
  target: null,
  dimensions: [],
  chart: 'auto',
  params: {},
};

/** Fields that are written as a list of lines. */
export const TILE_LINES: readonly string[] = ['note', 'markdown'];

/** Checks title, note and body of a tile; null where nothing is wrong. */
export function tileFault({ title, note, body }: Pick<Tile, 'title' | 'note' | 'body'>): AppError | null {
  const { kind, ...fields } = body;
  return fieldsFault(TILE_FIELDS, { title, note }) ?? fieldsFault(BODY_FIELDS[kind], fields);
}
