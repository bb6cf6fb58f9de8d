import { checkChoice } from '../../src/charts/builder/check-choice.ts';
import { isTime } from '../../src/charts/builder/column-kinds.ts';
import { defaultChoice } from '../../src/charts/builder/default-choice.ts';
import { AppFailure } from '../../src/contract/error.ts';
import type {
  CatalogColumn,
  CatalogRelation,
  CellOutcome,
  ChartChoice,
  ChartData,
} from '../../src/contract/notebook.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import type { ResultColumn, ResultSet, Unit } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { groupedQuery, type GroupedRows } from './chart-groups.ts';
import { type ChartPlaces, figureUnit, mostOf, placesOf, xValue } from './chart-places.ts';
import { boxQuery, histogram, pointsQuery } from './chart-spread.ts';
import { notebookRelation } from './notebook-relation.ts';
import { isChinese, regionName } from './region-name.ts';
import { readableValue } from './relation-columns.ts';

/** What a chart is made of. */
export interface ChartGround {
  readonly db: Database;
  readonly run: Run;
  readonly relation: CatalogRelation;
  readonly currency: string | null;
}

/**
 * The choice as it is drawn: what suits the columns where there is none.
 *
 * @throws AppFailure `cell.chartColumn` when its columns are not there or cannot be drawn so
 */
export function choiceOf({ columns, rowCount }: CatalogRelation, asked: ChartChoice | null): ChartChoice {
  const choice = asked ?? defaultChoice(columns, rowCount);
  const error = checkChoice(choice, columns);
  if (error !== null) throw new AppFailure(error);
  return choice;
}

async function xOf({ db, run, relation }: ChartGround, choice: ChartChoice, x: CatalogColumn): Promise<Sql> {
  const value = xValue(choice, x);
  if (choice.kind !== 'region') return value;
  return regionName(value, await isChinese(db, run, value, notebookRelation(relation.name)));
}

/**
 * The rows of a chart under the names of its places.
 *
 * @param who column that numbers the customers; null where none is known
 */
export async function chartRows(
  ground: ChartGround,
  choice: ChartChoice,
  who: string | null = null,
): Promise<GroupedRows> {
  const places = placesOf(choice, ground.relation);
  const { x, y, series } = places;
  const columns = [
    sql`${x === null ? sql`NULL::VARCHAR` : await xOf(ground, choice, x)} AS x`,
    sql`${series === null ? sql`NULL::VARCHAR` : readableValue(series)} AS series`,
    sql`${y === null ? sql`NULL::DOUBLE` : identifier(y.name)} AS v`,
    sql`${who === null ? sql`NULL::BIGINT` : identifier(who)} AS who`,
    ...(choice.order === 'table' ? [sql`row_number() OVER () AS place`] : []),
  ];
  const rows = sql`SELECT ${columns} FROM ${notebookRelation(ground.relation.name)}`;
  return { choice, rows, most: { x: mostOf(x, choice, 'x'), series: mostOf(series, choice, 'series') } };
}

/** ISO-like start of the period that the data end in the middle of; null when they do not. */
async function lastPeriod(
  ground: ChartGround,
  choice: ChartChoice,
  x: CatalogColumn | null,
): Promise<number | null> {
  const { grain } = choice;
  if (x === null || !isTime(x) || grain === null || grain === 'day') return null;
  const day = sql`${identifier(x.name)}::DATE`;
  // Where all dates are first days of periods they stand for periods, and nothing is known of their ends.
  const found = await ground.db.query(
    sql`SELECT CASE WHEN bool_or(day <> date_trunc(${grain}, day)::DATE)
        AND date_trunc(${grain}, max(day) + 1) = date_trunc(${grain}, max(day))
      THEN date_trunc(${grain}, max(day))::DATE END
      FROM (SELECT ${day} AS day FROM ${notebookRelation(ground.relation.name)})`,
    ground.run,
  );
  const value = found.columns[0]?.values[0];
  return typeof value === 'number' ? value : null;
}

function columnOf(found: ResultSet, name: string): ResultColumn {
  const column = found.columns.find((each) => each.name === name);
  if (column === undefined) throw new RangeError(`the chart lacks ${name}`);
  return column;
}

function renamed(column: ResultColumn, name: string, unit?: Unit): ResultColumn {
  const { type, values } = column;
  return unit === undefined ? { name, type, values } : { name, type, values, unit };
}

/** A column of truth values, where any row has it. */
function marks(name: string, values: readonly boolean[]): ResultColumn[] {
  return values.includes(true) ? [{ name, type: 'boolean', values }] : [];
}

/** The columns of a chart of groups, from what its query has found. */
export function groupedResult(
  found: ResultSet,
  choice: ChartChoice,
  { x, y, series }: ChartPlaces,
  last: number | null = null,
): ResultSet {
  const isSet = (name: string): boolean[] => columnOf(found, name).values.map((value) => value === true);
  const categories = columnOf(found, 'x');
  const columns = [
    renamed(categories, 'x', x?.unit),
    ...(series === null ? [] : [renamed(columnOf(found, 'series'), 'series', series.unit)]),
    renamed(columnOf(found, 'y'), 'y', figureUnit(choice, y)),
    ...marks('others', isSet('others')),
    ...marks('seriesOthers', isSet('series_others')),
    ...marks(
      'incomplete',
      categories.values.map((value) => last !== null && value === last),
    ),
  ];
  return { columns, rowCount: found.rowCount };
}

/** How many categories along x have been put together. */
export function othersIn(found: ResultSet, most: number | null): number {
  const all = found.columns.find(({ name }) => name === 'all_x')?.values[0];
  return typeof all === 'number' && most !== null ? Math.max(0, all - most) : 0;
}

interface Drawn {
  readonly result: ResultSet;
  readonly others: number;
  readonly drawn: number;
}

async function groups(ground: ChartGround, choice: ChartChoice, places: ChartPlaces): Promise<Drawn> {
  const given = await chartRows(ground, choice);
  const found = await ground.db.query(groupedQuery(given, ground.relation.rowCount), ground.run);
  const last = await lastPeriod(ground, choice, places.x);
  return {
    result: groupedResult(found, choice, places, last),
    others: othersIn(found, given.most.x),
    drawn: ground.relation.rowCount,
  };
}

async function points(
  ground: ChartGround,
  choice: ChartChoice,
  { x, y, series }: ChartPlaces,
): Promise<Drawn> {
  const { rows } = await chartRows(ground, choice);
  const found = await ground.db.query(pointsQuery(rows), ground.run);
  const columns = [
    renamed(columnOf(found, 'x'), 'x', x?.unit),
    ...(series === null ? [] : [renamed(columnOf(found, 'series'), 'series', series.unit)]),
    renamed(columnOf(found, 'y'), 'y', y?.unit ?? 'number'),
  ];
  return { result: { columns, rowCount: found.rowCount }, others: 0, drawn: found.rowCount };
}

async function boxes(ground: ChartGround, choice: ChartChoice, { x, y }: ChartPlaces): Promise<Drawn> {
  const { rows } = await chartRows(ground, choice);
  const found = await ground.db.query(boxQuery(rows, choice.most), ground.run);
  const columns = found.columns.map((column) => {
    if (column.name === 'n') return renamed(column, 'n', 'rows');
    return renamed(column, column.name, column.name === 'x' ? x?.unit : (y?.unit ?? 'number'));
  });
  const drawn = columnOf(found, 'n').values.reduce<number>((sum, value) => sum + Number(value), 0);
  return { result: { columns, rowCount: found.rowCount }, others: 0, drawn };
}

async function bins(ground: ChartGround, { x }: ChartPlaces): Promise<Drawn> {
  const { db, run, relation } = ground;
  if (x === null) throw new RangeError('a histogram needs a column');
  const found = await histogram(db, run, x, notebookRelation(relation.name));
  const columns = found.columns.map((column) =>
    renamed(column, column.name, column.name === 'y' ? 'rows' : (x.unit ?? 'number')),
  );
  return { result: { columns, rowCount: found.rowCount }, others: 0, drawn: relation.rowCount };
}

function drawnOf(ground: ChartGround, choice: ChartChoice): Promise<Drawn> {
  const places = placesOf(choice, ground.relation);
  switch (choice.kind) {
    case 'scatter':
      return points(ground, choice, places);
    case 'box':
      return boxes(ground, choice, places);
    case 'histogram':
      return bins(ground, places);
    default:
      return groups(ground, choice, places);
  }
}

/**
 * Puts the rows of a relation together for a chart.
 *
 * @param asked what to draw; null: what suits the types of the columns
 * @throws AppFailure `cell.chartColumn`, or as the engine
 */
export async function chartData(ground: ChartGround, asked: ChartChoice | null): Promise<ChartData> {
  const { relation, currency } = ground;
  const choice = choiceOf(relation, asked);
  const drawn = await drawnOf(ground, choice);
  return { choice, relation: relation.name, rows: relation.rowCount, currency, ...drawn };
}

/** Runs a chart cell. It makes no relation. */
export async function runChartCell(ground: ChartGround, asked: ChartChoice | null): Promise<CellOutcome> {
  const started = performance.now();
  const data = await chartData(ground, asked);
  return { kind: 'chart', data: asPrivate(data), elapsedMs: performance.now() - started, memoryBytes: 0 };
}
