import fc from 'fast-check';
import { DASHBOARD_MEASURES, type Selection } from '../../src/contract/dashboard.ts';
import type { Dashboard, DashboardPage, Tile, TileBody, TileId } from '../../src/dashboard/dashboard.ts';
import { compacted, type PlacedTile } from '../../src/dashboard/layout.ts';
import { anyNotebook } from '../document/notebooks.ts';

const line = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }));
const required = line.filter((text) => text !== '');
const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((each) => (each === 0 ? 0 : each));
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const measure = fc.constantFrom(...DASHBOARD_MEASURES);

/** Names of dimensions that tests use. */
export const DIMENSIONS = ['period', 'segment', 'country', 'a "quoted" name', '渠道'];
const dimension = fc.constantFrom(...DIMENSIONS);
const values = fc.uniqueArray(fc.oneof(fc.constantFrom('(none)', '2026-03', 'DE', '≥ 10'), line), {
  minLength: 1,
  maxLength: 6,
});

/** A selection in whatever writing. */
export const anySelection: fc.Arbitrary<Selection> = fc.uniqueArray(
  fc.oneof(
    fc.record({ dimension, op: fc.constant('in'), values }),
    fc
      .record({ dimension, op: fc.constant('between'), ends: fc.tuple(line, line) })
      .map(({ ends: [low, high], ...rest }) => ({ ...rest, low, high })),
  ),
  { selector: (clause) => clause.dimension, maxLength: 4 },
);

const cellBody = fc
  .tuple(anyNotebook, fc.nat(), fc.option(required))
  .filter(([{ cells }]) => cells.length > 0)
  .map(([{ cells }, at, view]): TileBody => {
    const shown = cells[at % cells.length];
    if (shown === undefined) throw new RangeError('there is no cell');
    return { kind: 'cell', cells, shown: shown.id, view };
  });

/** What a tile may show. */
export const anyBody: fc.Arbitrary<TileBody> = fc.oneof(
  fc.record({ kind: fc.constant('text'), markdown: text }),
  fc.record({
    kind: fc.constant('figure'),
    measure,
    target: fc.option(
      fc.record({
        value: number,
        better: fc.constantFrom('more', 'less'),
        tolerance: fc.double({ min: 0, max: 1, noNaN: true }).map((each) => (each === 0 ? 0 : each)),
      }),
    ),
  }),
  fc.record({
    kind: fc.constant('groups'),
    measures: fc.uniqueArray(measure, { minLength: 1, maxLength: 4 }),
    dimensions: fc.uniqueArray(dimension, { maxLength: 2 }),
    chart: fc.constantFrom('auto', 'bar', 'line', 'table'),
  }),
  fc.record({
    kind: fc.constant('analysis'),
    analysis: required,
    params: fc.dictionary(fc.constantFrom('bins', 'window', 'x'), fc.oneof(number, line, fc.constant(null)), {
      noNullPrototype: true,
    }),
    view: required,
  }),
  cellBody,
  fc.constant({ kind: 'posture' }),
);

/** Tiles anywhere, overlapping and outside of the grid. */
export const anyPlaced: fc.Arbitrary<readonly PlacedTile[]> = fc
  .array(
    fc.record({
      x: fc.integer({ min: -2, max: 13 }),
      y: fc.integer({ min: -1, max: 12 }),
      w: fc.integer({ min: 0, max: 13 }),
      h: fc.integer({ min: 0, max: 6 }),
    }),
    { maxLength: 9 },
  )
  .map((places) => places.map((place, index) => ({ id: `t${index}` as TileId, place })));

/** A tile with an id, somewhere. */
export function anyTile(id: string): fc.Arbitrary<Tile> {
  return fc.record({
    id: fc.constant(id as TileId),
    title: line,
    note: text,
    place: fc.constant({ x: 0, y: 0, w: 3, h: 2 }),
    body: anyBody,
  });
}

/** A page whose tiles stand as the grid has them. */
export function anyPage(id: string): fc.Arbitrary<DashboardPage> {
  return anyPlaced.chain((placed) =>
    fc.record({
      id: fc.constant(id),
      title: line,
      tiles: fc.tuple(...compacted(placed).map((each) => anyTile(`${id}-${each.id}`))).map((tiles) => {
        const places = compacted(placed);
        return tiles.map((tile, at): Tile => ({ ...tile, place: places[at]?.place ?? tile.place }));
      }),
    }),
  );
}

export const anyDashboard: fc.Arbitrary<Dashboard> = fc.integer({ min: 1, max: 3 }).chain((count) =>
  fc.record({
    title: line,
    pages: fc.tuple(...Array.from({ length: count }, (_, at) => anyPage(`p${at}`))),
    grain: fc.constantFrom('week', 'month', 'quarter'),
    days: fc.option(
      fc.tuple(day, day).map(([one, other]) => ({
        from: one < other ? one : other,
        to: one < other ? other : one,
      })),
    ),
    filters: fc.uniqueArray(dimension, { maxLength: 3 }),
    selection: anySelection,
    alerts: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c'),
        measure,
        when: fc.oneof(
          fc.record({ kind: fc.constantFrom('below', 'above'), value: number }),
          fc.record({ kind: fc.constantFrom('fall', 'rise'), share: number }),
          fc.record({ kind: fc.constant('unusual'), score: fc.integer({ min: 1, max: 9 }) }),
        ),
      }),
      { selector: ({ id }) => id, maxLength: 3 },
    ),
  }),
);
