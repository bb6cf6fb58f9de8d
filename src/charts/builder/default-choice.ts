import type { Aggregate, CatalogColumn, ChartChoice, ChartKind } from '../../contract/notebook.ts';
import {
  addsUp,
  isCategory,
  isFigure,
  isFrom,
  isGroupable,
  isRegion,
  isStage,
  isStep,
  isTime,
  isTo,
} from './column-kinds.ts';
import { aggregatesFor, needOf, takes, type Place } from './offers.ts';

/** Most categories a chart has at first. */
export const MOST_CATEGORIES = 20;
/** Up to so many rows dates are drawn as they are. */
const MOST_DATES = 120;
/** Up to so many rows two categories are drawn as bars side by side, else as a heat map. */
const MOST_GROUPED = 40;

type Grain = ChartChoice['grain'];

/** The figure that is drawn at first: one with a unit before a plain one, and how rows of a group make it. */
function firstFigure(columns: readonly CatalogColumn[]): CatalogColumn | undefined {
  const figures = columns.filter((each) => isFigure(each) && !isStep(each));
  return (
    figures.find(({ unit }) => unit !== undefined && unit !== 'number' && unit !== 'score') ??
    figures[0] ??
    columns.find(isFigure)
  );
}

/** How rows of one group make a figure of a column. */
function aggregateOf(kind: ChartKind, column: CatalogColumn | undefined): Aggregate {
  const ways = aggregatesFor(kind, column ?? null);
  const usual: Aggregate = column !== undefined && !addsUp(column) ? 'mean' : 'sum';
  return ways.includes(usual) ? usual : (ways[0] ?? 'count');
}

const GRAIN_NAMES: readonly (readonly [NonNullable<Grain>, RegExp])[] = [
  ['year', /year|年/iu],
  ['quarter', /quarter|季/iu],
  ['month', /month|月/iu],
  ['week', /week|周/iu],
];

/** Length of the periods that a column of dates is put together by: by its name, else by how many rows there are. */
function grainOf(column: CatalogColumn | undefined, rowCount: number): Grain {
  if (column === undefined || !isTime(column)) return null;
  const named = GRAIN_NAMES.find(([, name]) => name.test(column.name));
  if (named !== undefined) return named[0];
  return rowCount <= MOST_DATES ? null : 'month';
}

/** Columns put in the places of a kind. */
type Places = Readonly<Partial<Record<Place, CatalogColumn | undefined>>>;

function choice(kind: ChartKind, { x, y, series }: Places, rowCount: number): ChartChoice {
  const ordered = kind === 'bar' || kind === 'region' || kind === 'treemap';
  return {
    kind,
    x: x?.name ?? null,
    y: y?.name ?? null,
    aggregate: aggregateOf(kind, y),
    series: series?.name ?? null,
    grain: kind === 'scatter' ? null : grainOf(x, rowCount),
    order: ordered ? 'y' : kind === 'funnel' ? 'table' : 'x',
    most: MOST_CATEGORIES,
  };
}

/** The chart of categories: stages, regions, two of them, or one; null without any. */
function ofCategories(
  categories: readonly CatalogColumn[],
  figure: CatalogColumn | undefined,
  rowCount: number,
): ChartChoice | null {
  const stage = categories.find(isStage);
  if (stage !== undefined) return choice('funnel', { x: stage, y: figure }, rowCount);
  const region = categories.find(isRegion);
  if (region !== undefined) return choice('region', { x: region, y: figure }, rowCount);
  const [first, second] = categories;
  if (first === undefined) return null;
  if (second === undefined) return choice('bar', { x: first, y: figure }, rowCount);
  const kind = rowCount <= MOST_GROUPED ? 'grouped' : 'heatmap';
  return choice(kind, { x: first, y: figure, series: second }, rowCount);
}

/**
 * The chart that suits the types of a relation's columns: flows for where from and where to, a line over time or steps,
 * bars by region or category with the largest first, a grid or bars side by side for two categories, points for two
 * numbers, bins for one. Columns that name single things are never drawn.
 *
 * @param columns of the relation
 * @param rowCount of the relation
 * @returns a choice that passes {@link checkChoice} wherever any kind can be drawn; else one without columns
 */
export function defaultChoice(columns: readonly CatalogColumn[], rowCount: number): ChartChoice {
  const figure = firstFigure(columns);
  const time = columns.find((each) => isTime(each) && isGroupable(each));
  const [from, to] = [columns.find(isFrom), columns.find(isTo)];
  if (from !== undefined && to !== undefined && from !== to) {
    return choice('sankey', { x: from, y: figure, series: to }, rowCount);
  }
  if (time !== undefined) return choice('line', { x: time, y: figure }, rowCount);
  const step = columns.find((each) => isStep(each) && each !== figure);
  if (step !== undefined && figure !== undefined) return choice('line', { x: step, y: figure }, rowCount);
  const drawn = ofCategories(columns.filter(isCategory), figure, rowCount);
  if (drawn !== null) return drawn;
  const [one, other] = columns.filter(isFigure);
  if (one !== undefined && other !== undefined) return choice('scatter', { x: one, y: other }, rowCount);
  if (one !== undefined) return choice('histogram', { x: one }, rowCount);
  return choice('bar', { x: columns.find((each) => takes('bar', 'x', each)) }, rowCount);
}

/** Keeps a column at a place where the kind takes it; else the first that fits, where one is needed. */
function fitted(
  kind: ChartKind,
  place: Place,
  wished: string | null,
  columns: readonly CatalogColumn[],
  taken: readonly (CatalogColumn | undefined)[],
): CatalogColumn | undefined {
  if (needOf(kind, place) === 'none') return undefined;
  const fits = columns.filter((each) => takes(kind, place, each) && !taken.includes(each));
  const kept = fits.find(({ name }) => name === wished);
  if (kept !== undefined || needOf(kind, place) === 'optional') return kept;
  const usual = place === 'y' || kind === 'histogram' || kind === 'scatter' ? isFigure : isCategory;
  return fits.find(usual) ?? fits[0];
}

/**
 * The chart that is meant when another kind is chosen: columns stay in their places where the new kind takes them, and
 * what it needs besides is filled in.
 *
 * @param kind what is to be drawn
 * @param before what was drawn so far
 * @param columns of the relation
 * @param rowCount of the relation
 */
export function choiceOfKind(
  kind: ChartKind,
  before: ChartChoice,
  columns: readonly CatalogColumn[],
  rowCount: number,
): ChartChoice {
  const across = fitted(kind, 'x', before.x, columns, []);
  const series = fitted(kind, 'series', before.series, columns, [across]);
  const other = needOf(kind, 'y') === 'required' ? [across] : [];
  const y = fitted(kind, 'y', before.y, columns, other) ?? fitted(kind, 'y', before.y, columns, []);
  // What is measured does not divide itself.
  const x = y === across && needOf(kind, 'x') === 'optional' ? undefined : across;
  const fresh = choice(kind, { x, y, series }, rowCount);
  const ways = aggregatesFor(kind, y ?? null);
  return {
    ...fresh,
    aggregate: before.y === fresh.y && ways.includes(before.aggregate) ? before.aggregate : fresh.aggregate,
    grain: before.x === fresh.x && kind !== 'scatter' ? before.grain : fresh.grain,
    most: before.most,
  };
}
