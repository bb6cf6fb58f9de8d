import type {
  DashboardDimension,
  DashboardMeasure,
  FilterClause,
  Selection,
  TileQuestion,
} from '../../src/contract/dashboard.ts';
import { withClause, withoutDimension } from '../../src/crossfilter/selection.ts';

function figure(...measures: readonly DashboardMeasure[]): TileQuestion {
  return { kind: 'figure', tile: measures.join(), measures, window: null };
}

function groups(dimensions: readonly string[], ...measures: readonly DashboardMeasure[]): TileQuestion {
  return { kind: 'groups', tile: dimensions.join(), dimensions, measures };
}

/** The eight tiles that are measured. */
export const TILES: readonly TileQuestion[] = [
  figure('revenue'),
  figure('customers', 'new_customers'),
  figure('average_order_value'),
  groups(['period'], 'revenue', 'customers'),
  groups(['segment'], 'customers', 'revenue'),
  groups(['category'], 'revenue', 'orders'),
  groups(['channel'], 'revenue', 'customers'),
  groups(['country', 'frequencyBand'], 'revenue', 'customers'),
];

/** Dimensions of the tiles, and of the bar of filters. */
export const DIMENSIONS: readonly string[] = [
  'segment',
  'category',
  'channel',
  'country',
  'frequencyBand',
  'cohortMonth',
];

/** Most conditions at a time; then one goes for each that comes. */
const MOST_CLAUSES = 3;

/** Numbers from 0 to 1, the same ones each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A click on a mark, on two, or a brush over a stretch. */
function clauseOn({ name, ordered, values }: DashboardDimension, next: () => number): FilterClause {
  const at = (): number => Math.floor(next() * values.length);
  const [one, other] = [at(), at()].sort((left, right) => left - right);
  const [low, high] = [values[one ?? 0] ?? '', values[other ?? 0] ?? ''];
  return ordered
    ? { dimension: name, op: 'between', low, high }
    : { dimension: name, op: 'in', values: next() < 0.7 ? [low] : [low, high] };
}

/**
 * Selections as someone makes them who clicks and brushes on one dimension after another: each differs from the one
 * before on one dimension, and has up to three conditions.
 */
export function filterChanges(dimensions: readonly DashboardDimension[], count: number): Selection[] {
  const next = seeded(20_261_122);
  const changes: Selection[] = [];
  let selection: Selection = [];
  while (changes.length < count) {
    const dimension = dimensions[Math.floor(next() * dimensions.length)];
    if (dimension === undefined) continue;
    const others = withoutDimension(selection, dimension.name);
    if (others.length < selection.length && next() < 0.2) selection = others;
    else {
      const kept = others.length < MOST_CLAUSES ? others : others.slice(1);
      selection = withClause(kept, clauseOn(dimension, next));
    }
    changes.push(selection);
  }
  return changes;
}
