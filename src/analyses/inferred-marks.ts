import type { CategorySpec, ChartSpec, HeatmapSpec, InferredRange } from '../charts/chart-spec.ts';
import type { WithheldCell } from '../contract/privacy.ts';
import type { ResultSet, Value } from '../contract/result-set.ts';
import type { View, ViewContext } from './analysis.ts';

/** The table with an end of what can be inferred in place of each withheld count. */
function filled(table: ResultSet, cells: readonly WithheldCell[], end: 'low' | 'high'): ResultSet {
  const columns = table.columns.map((column) => {
    const own = cells.filter((cell) => cell.column === column.name);
    if (own.length === 0) return column;
    const values: Value[] = [...column.values];
    for (const cell of own) values[cell.row] = cell[end];
    return { ...column, values };
  });
  return { ...table, columns };
}

function range(
  low: number | null | undefined,
  high: number | null | undefined,
): { inferred?: InferredRange } {
  return typeof low === 'number' && typeof high === 'number' ? { inferred: { low, high } } : {};
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function inHeatmap(spec: HeatmapSpec, low: HeatmapSpec, high: HeatmapSpec): HeatmapSpec {
  if (![low, high].every((end) => same(end.x.labels, spec.x.labels) && same(end.y.labels, spec.y.labels))) {
    return spec;
  }
  const valueAt = (end: HeatmapSpec, x: number, y: number): number | null =>
    end.cells.find((cell) => cell.x === x && cell.y === y)?.value ?? null;
  const cells = spec.cells.map((cell) =>
    cell.withheld ? { ...cell, ...range(valueAt(low, cell.x, cell.y), valueAt(high, cell.x, cell.y)) } : cell,
  );
  return { ...spec, cells };
}

function inCategories(spec: CategorySpec, low: CategorySpec, high: CategorySpec): CategorySpec {
  const valueOf = (end: CategorySpec, label: unknown): number | null =>
    end.categories.find((each) => same(each.label, label))?.value ?? null;
  const categories = spec.categories.map((each) =>
    each.withheld ? { ...each, ...range(valueOf(low, each.label), valueOf(high, each.label)) } : each,
  );
  return { ...spec, categories };
}

/**
 * Draws a table as released, with what can be inferred of each withheld count. It is known for counts of customers
 * only; a view that draws another figure shows that it is withheld and no more. To find the marks that the rows become,
 * the view is drawn with both ends in their place: all that enters are bounds that anybody with the released table can
 * work out.
 *
 * @param table the table as released
 * @param withheld what can be inferred of its withheld counts
 */
export function chartWithInferred(
  view: Pick<View, 'chart'>,
  table: ResultSet,
  context: ViewContext,
  withheld: readonly WithheldCell[],
): ChartSpec {
  const spec = view.chart(table, context);
  if (withheld.length === 0 || spec.unit !== 'customers') return spec;
  if (spec.kind !== 'heatmap' && spec.kind !== 'bar' && spec.kind !== 'treemap') return spec;
  const low = view.chart(filled(table, withheld, 'low'), context);
  const high = view.chart(filled(table, withheld, 'high'), context);
  if (spec.kind === 'heatmap') {
    return low.kind === 'heatmap' && high.kind === 'heatmap' ? inHeatmap(spec, low, high) : spec;
  }
  return low.kind === spec.kind && high.kind === spec.kind ? inCategories(spec, low, high) : spec;
}
