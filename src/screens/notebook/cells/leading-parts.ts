import type { ShownParts } from '../../analysis/shown-parts.ts';

/** Charts that stand in the first row of a result: one of the whole width or two of half of it. */
function firstRow(views: ShownParts['views']): ShownParts['views'] {
  return views[0]?.full === true ? views.slice(0, 1) : views.slice(0, 2);
}

/** What a cell shows of a result at first: a board or a row of charts, or one table where there are none. */
export function leadingParts(parts: ShownParts): ShownParts {
  const views = parts.board === null ? firstRow(parts.views) : [];
  const tables = views.length === 0 && parts.board === null ? parts.tables.slice(0, 1) : [];
  return { health: parts.health, board: parts.board, views, tables, rowTables: [] };
}

/** Charts and tables of a result that are left out at first. */
export function leftOut(parts: ShownParts, leading: ShownParts): number {
  const count = ({ views, tables, rowTables }: ShownParts): number =>
    views.length + tables.length + rowTables.length;
  return count(parts) - count(leading);
}
