import type { TableShape, View, ViewContext } from '../../src/analyses/analysis.ts';
import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { chartNamesOf } from '../../src/analyses/chart-names.ts';
import { shownShape } from '../../src/analyses/shown-shape.ts';
import type {
  CatalogRelation,
  CellReleaseRequest,
  ChartChoice,
  ReleasedDrawing,
} from '../../src/contract/notebook.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import type { Provenance } from '../../src/privacy/shape.ts';
import type { Database, Run } from '../engine/database.ts';
import { questionOf, type TableQuestion } from '../engine/release-desk.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { SideStore } from '../tables/side-store.ts';
import type { CellStore } from './cell-store.ts';
import { choiceOf } from './chart-cell.ts';
import { chartQuestion, drawnView, drawsGroups, drawsRows } from './chart-release.ts';
import { declaredQuestion, plainColumn } from './declared-table.ts';
import type { RanAnalyses, RanAnalysis } from './run-analysis-cell.ts';
import { areLoadedOrders } from './verified-orders.ts';

/** What questions on cells are answered from. */
export interface QuestionGround {
  readonly db: Database;
  readonly run: Run;
  readonly store: CellStore;
  readonly ran: RanAnalyses;
  readonly loaded: LoadedOrders;
  /** Tables beside the orders. */
  readonly sides: SideStore;
  readonly relation: CatalogRelation;
}

/** A result of a cell as a question to the gate, and how it is shown. */
export interface CellQuestion {
  readonly question: TableQuestion;
  /** What a picture draws; null for a table. */
  readonly view: View | null;
  /** How the page draws a preview of it; null where it is no chart of a cell. */
  readonly drawing: ReleasedDrawing | null;
  /** Columns as readers see them. */
  readonly shape: TableShape;
  readonly context: ViewContext;
}

/** What is asked for, as far as it bears on the question. */
export type Asked = Pick<CellReleaseRequest, 'choice' | 'view' | 'declaration'> & {
  /** Whether a picture is wanted, so that a choice is made where there is none. */
  readonly isPicture: boolean;
};

/** Who says how many customers stand behind an analysis: the program, where its orders are those of the file. */
async function provenanceOf({ db, run, loaded }: QuestionGround, ran: RanAnalysis): Promise<Provenance> {
  if (ran.source === null) return 'verified';
  if (!ran.knownCustomers) return 'declared';
  const bound = { data: ran.data, loaded: boundDataOf(loaded.receipt) };
  return (await areLoadedOrders(db, run, ran.database, bound)) ? 'verified' : 'declared';
}

/** Rows of single customers or orders as a question, which the gate refuses by their shape. */
function rowsQuestion({ name, columns, rowCount }: CatalogRelation): TableQuestion {
  const meaning = (identifies: boolean): 'identifier' | 'measure' => (identifies ? 'identifier' : 'measure');
  return {
    subject: `rows/${name}`,
    table: asPrivate({ columns: [], rowCount }),
    shape: {
      kind: 'rows',
      title: 'cellRelease.table',
      columns: columns.map((column) => plainColumn(column, meaning(column.identifier))),
    },
    membership: null,
    described: () => '',
  };
}

async function analysisQuestion(
  ground: QuestionGround,
  ran: RanAnalysis,
  table: string,
): Promise<TableQuestion> {
  const question = questionOf(ran, table, ran.database);
  const provenance = await provenanceOf(ground, ran);
  return {
    ...question,
    shape: { ...question.shape, provenance },
    membership: provenance === 'verified' ? question.membership : null,
  };
}

function choiceFor({ relation }: QuestionGround, { choice, isPicture }: Asked): ChartChoice | null {
  return choice !== null || isPicture ? choiceOf(relation, choice) : null;
}

/** What is known of rows. */
interface Rows {
  readonly provenance: Provenance;
  /** Declared shape of a table of an analysis; null: of no analysis. */
  readonly shape: TableShape | null;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A chart of rows that know their customers. */
async function countedChart(
  ground: QuestionGround,
  choice: ChartChoice,
  { provenance, shape: declared, params }: Rows,
): Promise<CellQuestion | null> {
  const { db, run, relation, loaded } = ground;
  const who = relation.columns.find(({ name }) => name === 'customer_key')?.name;
  if (who === undefined || provenance === 'unknown' || !drawsGroups(choice)) return null;
  const { currency } = loaded.mapping;
  const { question, drawing } = await chartQuestion({ db, run, relation, currency }, choice, who, provenance);
  const shape = shownShape(question.shape, {});
  const names = declared === null ? {} : chartNamesOf(declared, params, choice);
  return { question, view: drawnView(drawing, names), drawing, shape, context: { params: {}, currency } };
}

async function ofRows(ground: QuestionGround, choice: ChartChoice | null, rows: Rows): Promise<CellQuestion> {
  const chart = choice === null ? null : await countedChart(ground, choice, rows);
  if (chart !== null) return chart;
  const question = rowsQuestion(ground.relation);
  const context = { params: {}, currency: ground.loaded.mapping.currency };
  return { question, view: null, drawing: null, shape: question.shape, context };
}

/** A chart of a table on groups: that table drawn; where it would put its rows together, nobody knows the customers. */
function ofTable(
  ground: QuestionGround,
  question: TableQuestion,
  choice: ChartChoice | null,
  params: Readonly<Record<string, unknown>>,
): CellQuestion {
  const { currency } = ground.loaded.mapping;
  const shape = shownShape(question.shape, params);
  const shown = { question, shape, context: { params, currency }, view: null, drawing: null };
  if (choice === null) return shown;
  if (!drawsRows(choice, question.shape, question.table)) {
    const columns = question.shape.columns.filter(({ meaning }) => meaning !== 'contributors');
    return { ...shown, question: { ...question, shape: { ...question.shape, columns } } };
  }
  const contributors = question.shape.columns.find(({ meaning }) => meaning === 'contributors')?.name ?? '';
  const { x, y, series } = choice;
  const drawing = {
    choice,
    columns: { x: x ?? '', y: y ?? '', series },
    contributors,
    arranged: false,
    relation: ground.relation.name,
    others: 0,
    currency,
  };
  return { ...shown, view: drawnView(drawing, chartNamesOf(question.shape, params, choice)), drawing };
}

/**
 * A result of a cell as a question to the gate. Tables of analyses are asked for as on their screens; charts of rows
 * with the customers behind each of their groups; results of free SQL by what their writer says of them.
 *
 * @throws AppFailure `cell.chartColumn` for a chart that cannot be drawn, or as the engine
 */
export async function cellQuestion(ground: QuestionGround, asked: Asked): Promise<CellQuestion> {
  const { store, ran: analyses, relation } = ground;
  const made = store.find(relation.name)?.made;
  const ran = made === undefined ? undefined : analyses.of(made);
  const table = relation.name.slice(relation.name.indexOf('.') + 1);
  const view = ran?.analysis.views.find(({ id, table: drawn }) => id === asked.view && drawn === table);
  const choice = view === undefined ? choiceFor(ground, asked) : null;
  if (relation.cell === null && [ORDERS, CUSTOMERS].includes(relation.name)) {
    return ofRows(ground, relation.name === ORDERS ? choice : null, {
      provenance: 'verified',
      shape: null,
      params: {},
    });
  }
  if (relation.cell === null && relation.kind === 'rows') {
    // Rows of tables beside the orders may be about people whom the orders do not know, so nobody can count them.
    return ofRows(ground, null, { provenance: 'unknown', shape: null, params: {} });
  }
  if (ran === undefined) {
    return ofTable(ground, await declaredQuestion(ground, relation, asked.declaration), choice, {});
  }
  const { params } = ran.outcome;
  if (relation.kind === 'rows') {
    const shape = ran.analysis.tables[table] ?? null;
    return ofRows(ground, choice, { provenance: await provenanceOf(ground, ran), shape, params });
  }
  const question = await analysisQuestion(ground, ran, table);
  return {
    ...ofTable(ground, question, choice, params),
    ...(view === undefined ? {} : { view, drawing: null }),
  };
}
