import type { ReleasePreview } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { CellId } from '../../src/contract/ids.ts';
import type {
  CatalogRelation,
  CellOutcome,
  CellReleaseRequest,
  CellRows,
  CellRun,
  CellWindow,
  ChartChoice,
  ColumnProfile,
  DocumentRequest,
  SqlInspection,
  SqlVocabulary,
} from '../../src/contract/notebook.ts';
import type { Private, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { inspectSql } from '../../src/query/inspect-sql.ts';
import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { columnOf } from './cell-filters.ts';
import type { CellQuestion } from './cell-question.ts';
import { type CellReleaseGround, previewCell, releaseCell } from './cell-release.ts';
import { CellRowReader } from './cell-rows.ts';
import { CellStore } from './cell-store.ts';
import { runChartCell } from './chart-cell.ts';
import { checkSyntax } from './check-syntax.ts';
import { releaseText } from './document-release.ts';
import { loadedCatalog, sideCatalog } from './loaded-catalog.ts';
import type { NotebookGround } from './notebook-ground.ts';
import { profileColumn } from './profile-column.ts';
import { releaseNotebookReport } from './report-release.ts';
import { scriptOf } from './script.ts';
import { type AnalysisCellBench, RanAnalyses, runAnalysisCell } from './run-analysis-cell.ts';
import { runSqlCell } from './run-sql-cell.ts';
import { type ShownTile, shownQuestion } from './shown-question.ts';
import { StandingCells } from './standing-cells.ts';
import { vocabulary } from './vocabulary.ts';

/** The cells of a notebook in the engine: what they have made, and what may leave of it. */
export class NotebookDesk {
  protected readonly db: Database;
  protected readonly compute: Compute;
  protected readonly ground: () => NotebookGround;
  protected readonly store: CellStore;
  readonly #rows: CellRowReader;
  readonly #ran = new RanAnalyses();
  readonly #standing: StandingCells;
  #loadedCatalog: { readonly of: LoadedOrders; readonly relations: readonly CatalogRelation[] } | null = null;
  #sideCatalog: { readonly version: number; readonly relations: readonly CatalogRelation[] } | null = null;
  #vocabulary: SqlVocabulary | null = null;

  constructor(db: Database, compute: Compute, ground: () => NotebookGround) {
    this.db = db;
    this.compute = compute;
    this.ground = ground;
    this.store = new CellStore(db, ground);
    this.#rows = new CellRowReader(db);
    this.#standing = new StandingCells(this.store, (run, request) => this.run(run, request));
  }

  async inspect(run: Run, text: string): Promise<SqlInspection> {
    const inspection = inspectSql(text);
    await checkSyntax(this.db, run, text);
    return inspection;
  }

  run(run: Run, request: CellRun): Promise<CellOutcome> {
    switch (request.kind) {
      case 'sql':
        return runSqlCell(this.db, this.store, run, () => this.catalog(run), request);
      case 'analysis':
        return runAnalysisCell(this.#analyses(), run, request);
      case 'chart':
        return this.#chart(run, request.relation, request.choice);
    }
  }

  #analyses(): AnalysisCellBench {
    const { db, compute, store } = this;
    return { db, compute, store, ran: this.#ran, relation: (run, name) => this.relation(run, name) };
  }

  async #chart(run: Run, name: string, choice: ChartChoice | null): Promise<CellOutcome> {
    const relation = await this.relation(run, name);
    const currency = this.ground().loaded?.mapping.currency ?? null;
    return runChartCell({ db: this.db, run, relation, currency }, choice);
  }

  async drop(_run: Run, cell: CellId): Promise<null> {
    await this.store.drop(cell);
    return null;
  }

  async rows(run: Run, window: CellWindow): Promise<Private<CellRows>> {
    return this.#rows.read(run, await this.relation(run, window.relation), window);
  }

  async profile(run: Run, relation: string, column: string): Promise<Private<ColumnProfile>> {
    const found = await this.relation(run, relation);
    return profileColumn(this.db, run, found, columnOf(found, column));
  }

  async catalog(run: Run): Promise<readonly CatalogRelation[]> {
    if (this.ground().loaded === null) return [];
    const loaded = await this.#loaded(run);
    return [...loaded, ...this.store.all.flatMap(({ relations }) => relations)];
  }

  async vocabulary(run: Run): Promise<SqlVocabulary> {
    this.#vocabulary ??= await vocabulary(this.db, run);
    return this.#vocabulary;
  }

  /**
   * A relation that stands, by the name SQL reads it under.
   *
   * @throws AppFailure `cell.notRun` when nothing of that name stands
   */
  protected async relation(run: Run, name: string): Promise<CatalogRelation> {
    const all = await this.catalog(run);
    const found = all.find((relation) => relation.name.toLowerCase() === name.toLowerCase());
    if (found === undefined) throw new AppFailure(appError('cell.notRun', { name }));
    return found;
  }

  async #loaded(run: Run): Promise<readonly CatalogRelation[]> {
    const loaded = await this.store.ensure(run);
    if (this.#loadedCatalog?.of !== loaded) {
      await this.#rows.forget(run);
      this.#loadedCatalog = { of: loaded, relations: await loadedCatalog(this.db, run, loaded) };
    }
    const { sides } = this.ground();
    if (this.#sideCatalog?.version !== sides.version) {
      await this.#rows.forget(run);
      const { version } = sides;
      this.#sideCatalog = { version, relations: await sideCatalog(this.db, run, sides.all) };
    }
    return [...this.#loadedCatalog.relations, ...this.#sideCatalog.relations];
  }

  async preview(run: Run, request: CellReleaseRequest): Promise<Result<ReleasePreview>> {
    return previewCell(await this.#releases(run, request.relation), request);
  }

  async release(run: Run, request: CellReleaseRequest): Promise<Result<ReleasedFile>> {
    return releaseCell(await this.#releases(run, request.relation), request);
  }

  /** A cell that is shown outside of its notebook, as a question to the gate; it runs where its results do not stand. */
  async question(run: Run, tile: ShownTile): Promise<CellQuestion> {
    await this.#standing.ensure(run, tile.runs);
    const [store, ran] = [this.store, this.#ran];
    return shownQuestion({ store, ran }, tile, async (relation) => {
      const { questions } = await this.#releases(run, relation);
      return questions;
    });
  }

  async #releases(run: Run, name: string): Promise<CellReleaseGround> {
    const { db, store } = this;
    const loaded = await store.ensure(run);
    const { sides, synthetic, register, policy, log } = this.ground();
    const relation = await this.relation(run, name);
    const questions = { db, run, store, ran: this.#ran, loaded, sides, relation };
    return { questions, release: { loaded, register, policy, log }, synthetic };
  }

  async releaseDocument(run: Run, request: DocumentRequest): Promise<Result<ReleasedFile>> {
    const { db, store } = this;
    const ground = this.ground();
    if (request.form === 'document') {
      const { form, title, text } = request;
      return releaseText(db, run, ground, { form, title, text });
    }
    const loaded = await store.ensure(run);
    const { sides, synthetic, register, policy, log } = ground;
    if (request.form === 'script') {
      const text = await scriptOf({ db, run, store, ran: this.#ran, loaded, synthetic }, request);
      return releaseText(db, run, ground, { form: 'script', title: request.title, text });
    }
    const release = { loaded, register, policy, log };
    return releaseNotebookReport(
      { db, run, sides, release, synthetic },
      (name) => this.#releases(run, name),
      request,
    );
  }
}
