import type { ChartData, ReleasedDrawing } from '../../contract/notebook.ts';
import type { ResultColumn, ResultSet, Value } from '../../contract/result-set.ts';

function compare(one: Value, other: Value): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}

/** Rows of a released table in the order of the chart, at most as many categories as it draws. */
function drawnRows(
  { choice, arranged }: ReleasedDrawing,
  x: ResultColumn,
  y: ResultColumn,
): readonly number[] {
  const rows = x.values.map((_, row) => row);
  if (arranged) return rows;
  const figure = (row: number): number => Number(y.values[row] ?? Number.NEGATIVE_INFINITY);
  const ordered =
    choice.order === 'table'
      ? rows
      : choice.order === 'y' && choice.series === null
        ? rows.sort((a, b) => figure(b) - figure(a) || a - b)
        : rows.sort((a, b) => compare(x.values[a] ?? null, x.values[b] ?? null) || a - b);
  if (x.type !== 'text') return ordered;
  const most = new Set([...new Set(ordered.map((row) => x.values[row]))].slice(0, choice.most));
  return ordered.filter((row) => most.has(x.values[row]));
}

/**
 * What a chart draws of a table as the gate has let it out: its rows, withheld ones marked. Pure, so that the page draws
 * a preview as the engine draws the file.
 *
 * @throws RangeError when the table lacks a column that is drawn
 */
export function releasedData(table: ResultSet, drawing: ReleasedDrawing): ChartData {
  const { choice, columns: places, relation, contributors, others, currency } = drawing;
  const column = (name: string | null): ResultColumn | undefined =>
    table.columns.find((each) => each.name === name);
  const [x, y, series] = [column(places.x), column(places.y), column(places.series)];
  if (x === undefined || y === undefined) throw new RangeError('the released table lacks what is drawn');
  const rows = drawnRows(drawing, x, y);
  const taken = (from: ResultColumn, name: string): ResultColumn => ({
    ...from,
    name,
    values: rows.map((row) => from.values[row] ?? null),
  });
  const counted = column(contributors)?.values ?? [];
  const withheld = rows.map((row) => counted[row] === null || y.values[row] === null);
  const marks: ResultColumn[] = ['others', 'seriesOthers'].flatMap((name) => {
    const found = column(name);
    return found?.values.includes(true) === true ? [taken(found, name)] : [];
  });
  const columns = [
    taken(x, 'x'),
    ...(series === undefined ? [] : [taken(series, 'series')]),
    taken(y, 'y'),
    ...marks,
    ...(withheld.includes(true) ? [{ name: 'withheld', type: 'boolean' as const, values: withheld }] : []),
  ];
  return {
    choice,
    relation,
    result: { columns, rowCount: rows.length },
    others,
    rows: table.rowCount,
    drawn: rows.length,
    currency,
  };
}
