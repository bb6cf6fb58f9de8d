import type { Aggregate, CatalogColumn, ChartKind } from '../../contract/notebook.ts';
import { CHART_KINDS } from '../../contract/notebook.ts';
import { isGroupable, isNumeric, isTime } from './column-kinds.ts';

/** A place of a chart that a column is put in. */
export type Place = 'x' | 'y' | 'series';

/** Whether a kind has a place: always filled, filled or not, or never. */
export type Need = 'required' | 'optional' | 'none';

/** One kind of chart that columns can make, for a form. */
export interface ChartOffer {
  readonly kind: ChartKind;
  readonly needs: Readonly<Record<Place, Need>>;
  /** Names of the columns that each place takes, in the order of the relation. */
  readonly columns: Readonly<Record<Place, readonly string[]>>;
}

interface KindRule {
  readonly needs: Readonly<Record<Place, Need>>;
  readonly takes: Readonly<Record<Place, (column: CatalogColumn) => boolean>>;
}

const never = (): boolean => false;
/** Figures are made of numbers, and of anything by counting; of what names a customer by counting those that differ. */
const counted = (): boolean => true;
const number = (column: CatalogColumn): boolean => isNumeric(column) && isGroupable(column);

const ONE_CATEGORY: KindRule = {
  needs: { x: 'required', y: 'optional', series: 'none' },
  takes: { x: isGroupable, y: counted, series: never },
};
const TWO_CATEGORIES: KindRule = {
  needs: { x: 'required', y: 'optional', series: 'required' },
  takes: { x: isGroupable, y: counted, series: isGroupable },
};
const LINES: KindRule = {
  needs: { x: 'required', y: 'optional', series: 'optional' },
  takes: { x: isGroupable, y: counted, series: isGroupable },
};

const RULES: Readonly<Record<ChartKind, KindRule>> = {
  bar: ONE_CATEGORY,
  treemap: ONE_CATEGORY,
  region: {
    ...ONE_CATEGORY,
    takes: { ...ONE_CATEGORY.takes, x: (column) => column.type === 'text' && isGroupable(column) },
  },
  funnel: ONE_CATEGORY,
  grouped: TWO_CATEGORIES,
  stacked: TWO_CATEGORIES,
  heatmap: TWO_CATEGORIES,
  sankey: TWO_CATEGORIES,
  line: LINES,
  area: LINES,
  scatter: {
    needs: { x: 'required', y: 'required', series: 'optional' },
    takes: { x: (column) => number(column) || isTime(column), y: number, series: isGroupable },
  },
  histogram: {
    needs: { x: 'required', y: 'none', series: 'none' },
    takes: { x: number, y: never, series: never },
  },
  box: {
    needs: { x: 'optional', y: 'required', series: 'none' },
    takes: { x: isGroupable, y: number, series: never },
  },
};

const PLACES: readonly Place[] = ['x', 'y', 'series'];

/** What a kind of chart needs at a place. */
export function needOf(kind: ChartKind, place: Place): Need {
  return RULES[kind].needs[place];
}

/** Whether a kind of chart takes a column at a place. */
export function takes(kind: ChartKind, place: Place, column: CatalogColumn): boolean {
  return RULES[kind].needs[place] !== 'none' && RULES[kind].takes[place](column);
}

/**
 * Ways to make a figure of a column in a kind of chart, the most usual first.
 *
 * @param column in the place of the figure; null: none is chosen, so rows are counted
 */
export function aggregatesFor(kind: ChartKind, column: CatalogColumn | null): readonly Aggregate[] {
  if (kind === 'scatter' || kind === 'box') return ['none'];
  if (kind === 'histogram' || column === null) return ['count'];
  if (!isGroupable(column)) return ['distinct'];
  if (!isNumeric(column)) return ['count', 'distinct'];
  return ['sum', 'mean', 'median', 'min', 'max', 'count', 'distinct', 'none'];
}

/**
 * Kinds of chart that the columns of a relation can make, each with the columns for its places. A kind is left out where
 * a place that it needs has no column, or where it needs two columns and there is only one.
 */
export function choicesFor(columns: readonly CatalogColumn[]): readonly ChartOffer[] {
  return CHART_KINDS.flatMap((kind): ChartOffer[] => {
    const { needs } = RULES[kind];
    const names = (place: Place): readonly string[] =>
      columns.flatMap((column) => (takes(kind, place, column) ? [column.name] : []));
    const offer = { x: names('x'), y: names('y'), series: names('series') };
    if (PLACES.some((place) => needs[place] === 'required' && offer[place].length === 0)) return [];
    const pairs: readonly (readonly [Place, Place])[] = [
      ['x', 'series'],
      ['x', 'y'],
    ];
    const lacking = pairs.some(
      ([a, b]) =>
        needs[a] === 'required' && needs[b] === 'required' && new Set([...offer[a], ...offer[b]]).size < 2,
    );
    return lacking ? [] : [{ kind, needs, columns: offer }];
  });
}
