import type { ColumnShape, TableShape, View } from '../../src/analyses/analysis.ts';
import { chartOf } from '../../src/charts/builder/chart-of.ts';
import type { Label } from '../../src/charts/chart-spec.ts';
import type { ChartNames } from '../../src/charts/builder/chart-names.ts';
import { insideSentence } from '../../src/charts/labels.ts';
import { isTime } from '../../src/charts/builder/column-kinds.ts';
import { figureTitle } from '../../src/charts/builder/value-names.ts';
import { releasedData } from '../../src/charts/builder/released-data.ts';
import type { CatalogRelation, ChartChoice, ReleasedDrawing } from '../../src/contract/notebook.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import type { ResultColumn, ResultSet } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import type { Disclosure } from '../../src/privacy/shape.ts';
import type { TableQuestion } from '../engine/release-desk.ts';
import { type ChartGround, chartRows, groupedResult, othersIn } from './chart-cell.ts';
import { contributedQuery, membersQuery } from './chart-groups.ts';
import { figureUnit, placesOf } from './chart-places.ts';

/** Kinds that draw groups of rows; the others draw single rows, or spreads of them. */
export function drawsGroups({ kind }: ChartChoice): boolean {
  return kind !== 'scatter' && kind !== 'box' && kind !== 'histogram';
}

/**
 * Whether a chart draws the rows of a table on groups as they are, one for each mark: then what leaves is that table.
 *
 * @param shape of the table, and its rows
 */
export function drawsRows(choice: ChartChoice, shape: TableShape, table: ResultSet): boolean {
  const { x, y, series, aggregate, grain } = choice;
  if (!drawsGroups(choice) || x === null || y === null || grain !== null) return false;
  if (aggregate === 'count' || aggregate === 'distinct') return false;
  const meaning = (name: string): string | undefined =>
    shape.columns.find((each) => each.name === name)?.meaning;
  const marks = series === null ? [x] : [x, series];
  if (marks.some((name) => meaning(name) !== 'group')) return false;
  if (meaning(y) !== 'measure' && meaning(y) !== 'contributors') return false;
  const columns = marks.map((name) => table.columns.find((each) => each.name === name)?.values ?? []);
  const keys = Array.from({ length: table.rowCount }, (_, row) =>
    JSON.stringify(columns.map((each) => each[row])),
  );
  return new Set(keys).size === keys.length;
}

/** What a chart shows, by its columns: pictures are seen without the cell they come from. */
function headingOf(choice: ChartChoice, names: ChartNames): Label {
  const column = { name: choice.y ?? '', type: 'number', unit: 'number' } as const;
  const title = figureTitle(choice, names.y === undefined ? column : { ...column, names: names.y });
  const figure: Label = typeof title === 'object' ? title : { key: title ?? 'cellRelease.rows' };
  const category = insideSentence(names.x?.label ?? { text: choice.x ?? '' });
  if (choice.series === null) return { key: 'cellRelease.by', values: { figure, category } };
  const series = insideSentence(names.series?.label ?? { text: choice.series });
  return { key: 'cellRelease.byTwo', values: { figure, category, series } };
}

/** A view that draws a released table as a chart cell does. */
export function drawnView(drawing: ReleasedDrawing, names: ChartNames = {}): View {
  return {
    id: 'chart',
    title: 'cellRelease.chart',
    heading: headingOf(drawing.choice, names),
    table: drawing.relation,
    chart: (table) => chartOf({ ...releasedData(table, drawing), names }, { text: drawing.relation }),
  };
}

/** What a figure of a chart can give away besides by the number of customers behind it. */
function disclosureOf({ aggregate }: ChartChoice): { readonly disclosure?: Disclosure } {
  switch (aggregate) {
    case 'sum':
    case 'count':
      return { disclosure: { kind: 'sum', largest: ['y_largest', 'y_second'] } };
    case 'min':
    case 'max':
      return { disclosure: { kind: 'extreme' } };
    case 'median':
      return { disclosure: { kind: 'quantile', share: 0.5 } };
    default:
      return {};
  }
}

/** A chart of rows as a question: its groups with the customers behind them, who have been counted. */
export interface ChartQuestion {
  readonly question: TableQuestion;
  readonly drawing: ReleasedDrawing;
}

/**
 * A chart of rows that know their customers, as a question to the gate.
 *
 * @param who column that numbers the customers of the loaded data
 */
export async function chartQuestion(
  ground: ChartGround,
  choice: ChartChoice,
  who: string,
  provenance: 'verified' | 'declared',
): Promise<ChartQuestion> {
  const places = placesOf(choice, ground.relation);
  const given = await chartRows(ground, choice, who);
  const query = contributedQuery(given);
  const found = await ground.db.query(query, ground.run);
  const plain = groupedResult(found, choice, places);
  const further = (name: string): ResultColumn[] =>
    found.columns.filter((column) => column.name === name).map((column) => ({ ...column, name }));
  const table: ResultSet = {
    rowCount: found.rowCount,
    columns: [
      ...plain.columns.filter(({ name }) => ['x', 'series', 'y'].includes(name)),
      ...further('others'),
      ...further('series_others').map((column) => ({ ...column, name: 'seriesOthers' })),
      ...['contributors', 'y_largest', 'y_second'].flatMap(further),
    ],
  };
  const drawing: ReleasedDrawing = {
    choice,
    columns: { x: 'x', y: 'y', series: choice.series === null ? null : 'series' },
    contributors: 'contributors',
    arranged: true,
    relation: ground.relation.name,
    others: othersIn(found, given.most.x),
    currency: ground.currency,
  };
  const by = {
    x: 'x',
    others: 'others',
    ...(choice.series === null ? {} : { series: 'series', seriesOthers: 'series_others' }),
  };
  return {
    question: {
      subject: `chart/${ground.relation.name}`,
      table: asPrivate(table),
      shape: { ...shapeOf(choice, ground.relation, table), provenance, ranked: choice.order !== 'x' },
      membership:
        provenance === 'declared'
          ? null
          : {
              relation: sql`(SELECT x, series, others, series_others AS "seriesOthers" FROM (${query}))`,
              members: sql`(${membersQuery(given)})`,
              key: sql`who`,
              by,
              figures: choice.aggregate === 'sum' ? ['v'] : [],
            },
      described: ({ translate }) => translate('cellRelease.drawn', { relation: ground.relation.name }),
    },
    drawing,
  };
}

function shapeOf(choice: ChartChoice, relation: CatalogRelation, table: ResultSet): TableShape {
  const { x, y, series } = placesOf(choice, relation);
  const typeOf = (name: string): ColumnShape['type'] =>
    table.columns.find((column) => column.name === name)?.type ?? 'text';
  const called = (name: string | undefined): Pick<ColumnShape, 'labelFor'> =>
    name === undefined ? {} : { labelFor: () => ({ text: name }) };
  const group = (name: string, label: ColumnShape['label'], from?: string): ColumnShape => ({
    name,
    type: typeOf(name),
    meaning: 'group',
    label,
    ...called(from),
  });
  const contribution = (name: string, label: ColumnShape['label']): ColumnShape => ({
    name,
    type: 'number',
    meaning: 'contribution',
    label,
  });
  const isTimed = x !== null && isTime(x);
  return {
    kind: 'aggregate',
    title: 'cellRelease.chart',
    columns: [
      group('x', 'cellRelease.x', x?.name),
      ...(isTimed ? [] : [group('others', 'cellRelease.others')]),
      ...(series === null
        ? []
        : [
            group('series', 'cellRelease.series', series.name),
            group('seriesOthers', 'cellRelease.seriesOthers'),
          ]),
      {
        name: 'y',
        type: typeOf('y'),
        unit: figureUnit(choice, y),
        meaning: 'measure',
        label: 'cellRelease.figure',
        ...called(y?.name),
        ...disclosureOf(choice),
      },
      {
        name: 'contributors',
        type: 'integer',
        unit: 'customers',
        meaning: 'contributors',
        label: 'cellRelease.customers',
      },
      contribution('y_largest', 'cellRelease.largest'),
      contribution('y_second', 'cellRelease.second'),
    ],
  };
}
