import type { TableShape, View, ViewContext } from '../../src/analyses/analysis.ts';
import { shownShape } from '../../src/analyses/shown-shape.ts';
import type { TileRun } from '../../src/contract/dashboard.ts';
import { appError, type AppError, AppFailure, toAppError } from '../../src/contract/error.ts';
import type { SnapshotRequest, SnapshotTile } from '../../src/contract/snapshot.ts';
import type { Locale } from '../../src/i18n/messages.ts';
import { decideDocument } from '../../src/privacy/decide-document.ts';
import type { Released, ReleasedTable } from '../../src/privacy/gate.ts';
import { tileQuestion } from '../dashboard/tile-release.ts';
import type { TileRuns } from '../dashboard/tile-run.ts';
import type { Database, Run } from '../engine/database.ts';
import {
  type AnsweredTable,
  answerTable,
  enterAnswered,
  type ReleaseGround,
  type TableQuestion,
} from '../engine/release-desk.ts';
import { placedWords } from '../notebook/document-words.ts';
import type { CellQuestion } from '../notebook/cell-question.ts';
import { customersNamed } from '../notebook/named-customers.ts';
import type { SideStore } from '../tables/side-store.ts';
import type { ShownTile } from '../notebook/shown-question.ts';

/** A table of a snapshot that may leave, and how it is read. */
export interface LeavingTable {
  readonly answered: AnsweredTable;
  readonly released: Released<ReleasedTable>;
  /** Columns as readers see them. */
  readonly shape: TableShape;
  readonly context: ViewContext;
  /** What is drawn of it; null: the table alone. */
  readonly view: View | null;
}

/** Answer to a table that a tile asks for. */
export type AnsweredTile =
  | { readonly ok: true; readonly table: LeavingTable }
  | { readonly ok: false; readonly error: AppError; readonly answered: AnsweredTable | null };

/** Cells of notebooks, as questions to the gate. */
export interface CellQuestions {
  question(run: Run, tile: ShownTile): Promise<CellQuestion>;
}

/** What tiles of a snapshot are answered from. */
export interface SnapshotGround {
  readonly db: Database;
  readonly run: Run;
  /** Tables beside the orders. */
  readonly sides: SideStore;
  readonly tiles: TileRuns;
  readonly cells: () => Promise<CellQuestions>;
  readonly release: ReleaseGround;
  readonly locale: Locale;
  readonly purpose: string;
  /** What the person who makes it calls what is asked for; the register tells of it by that. */
  readonly called: string;
}

/** Names of groups, and of columns that a user has named, as words, since they may hold ids of customers. */
async function namesCustomer(
  { db, run, sides }: SnapshotGround,
  { answer }: AnsweredTable,
  { shape, context }: ShownTable,
): Promise<AppError | null> {
  if (!answer.result.ok) return null;
  const { columns } = answer.result.value.value.table;
  const groups = new Set(shape.columns.flatMap(({ name, meaning }) => (meaning === 'group' ? [name] : [])));
  const values = columns.flatMap(({ name, values: all }) =>
    groups.has(name)
      ? all.flatMap((value) => (typeof value === 'string' ? [{ text: value, place: name }] : []))
      : [],
  );
  const labels = shape.columns.flatMap(({ name, labelFor }) => {
    const label = labelFor?.(context.params);
    return typeof label === 'object' && 'text' in label ? [{ text: label.text, place: name }] : [];
  });
  const verdict = decideDocument(await customersNamed(db, run, sides, placedWords([...values, ...labels])));
  return verdict.outcome === 'refused' ? verdict.error : null;
}

/** How a table is read, and what is drawn of it. */
type ShownTable = Pick<LeavingTable, 'shape' | 'context' | 'view'>;

/** Asks the gate for a table, and enters it into the register where it may leave. */
async function answerQuestion(
  ground: SnapshotGround,
  made: () => Promise<ShownTable & { readonly question: TableQuestion }>,
): Promise<AnsweredTile> {
  const { run, release, purpose, locale, called } = ground;
  let answered: AnsweredTable | null = null;
  try {
    const { question, ...shown } = await made();
    answered = await answerTable(run, release, { ...question, called }, { format: 'snapshot', purpose });
    const { result } = answered.answer;
    if (!result.ok) return { ok: false, error: result.error, answered };
    const named = await namesCustomer(ground, answered, shown);
    if (named !== null) return { ok: false, error: named, answered: null };
    await enterAnswered(run, release, answered, locale);
    return { ok: true, table: { answered, released: result.value, ...shown } };
  } catch (thrown) {
    const error = toAppError(thrown);
    // What concerns the whole snapshot ends it: a stop, an engine that is gone.
    if (run.cancelled || error.code === 'engine.crashed') throw thrown;
    return { ok: false, error, answered };
  }
}

/**
 * Asks for a table of a tile and enters it into the register where it may leave, so that the tables after it are checked
 * against it. Call it within `register.together`, which takes the entry back where the snapshot does not leave.
 *
 * @param narrowed leaves rows out at the end of the table, which then do not leave
 */
export function answerTile(
  ground: SnapshotGround,
  request: TileRun,
  tableName: string,
  viewId: string | null,
  narrowed: (question: TableQuestion) => TableQuestion = (question) => question,
): Promise<AnsweredTile> {
  const { run, tiles, release } = ground;
  return answerQuestion(ground, async () => {
    const ran = await tiles.ensure(run, release.loaded, request);
    const question = narrowed(tileQuestion(ran, tableName));
    const { params } = ran.outcome;
    const context = { params, currency: release.loaded.mapping.currency };
    const view = ran.analysis.views.find(({ id, table }) => id === viewId && table === tableName) ?? null;
    return { question, shape: shownShape(question.shape, params), context, view };
  });
}

/** Asks for what is shown of a cell of a notebook, as {@link answerTile}. */
export function answerCell(ground: SnapshotGround, tile: ShownTile): Promise<AnsweredTile> {
  return answerQuestion(ground, async () => {
    const { question, shape, context, view } = await (await ground.cells()).question(ground.run, tile);
    return { question, shape, context, view };
  });
}

/** Everything of a snapshot that its makers wrote or chose, with its place. */
export function wordsOf({
  title,
  purpose,
  selection,
  pages,
}: SnapshotRequest): { readonly text: string; readonly place: string }[] {
  const ofTile = (tile: SnapshotTile): string[] =>
    tile.kind === 'text' ? [tile.title, tile.markdown] : [tile.title, tile.note];
  return [
    { text: title, place: 'title' },
    { text: purpose, place: 'purpose' },
    ...selection.flatMap((clause) =>
      (clause.op === 'in' ? clause.values : [clause.low, clause.high]).map((text) => ({
        text: `'${text}'`,
        place: clause.dimension,
      })),
    ),
    ...pages.flatMap((page, index) => [
      { text: page.title, place: `#${index + 1}` },
      ...page.tiles.flatMap((tile, place) =>
        ofTile(tile).map((text) => ({ text, place: `#${index + 1}.${place + 1}` })),
      ),
    ]),
  ];
}

/** @throws AppFailure `gate.unknownRun` when a tile is about other data, or other orders of them, than the snapshot */
export function assertSameOrders({ datasetId, prepare, pages }: SnapshotRequest): void {
  const days = JSON.stringify(prepare.days);
  for (const { tiles } of pages) {
    for (const tile of tiles) {
      const isOther =
        (tile.kind === 'cell' && tile.runs.some((run) => run.datasetId !== datasetId)) ||
        (tile.kind === 'analysis' &&
          (tile.run.datasetId !== datasetId || JSON.stringify(tile.run.prepare.days) !== days));
      if (isOther) throw new AppFailure(appError('gate.unknownRun', {}));
    }
  }
}
