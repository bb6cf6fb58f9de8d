import type { PreparedDashboard, PrepareRequest, Selection, TileFigures } from '../../contract/dashboard.ts';
import type { DatasetId } from '../../contract/ids.ts';
import { selectionKey } from '../../crossfilter/selection.ts';
import type { Dashboard, DashboardPage, Tile, TileId } from '../../dashboard/dashboard.ts';
import type { EnginePort } from '../engine-port.ts';
import { AnalysisRuns, type AnalysisWanted } from './analysis-runs.ts';
import { CellTile } from './cell-tile.ts';
import {
  FigureRuns,
  questionKey,
  type Everyone,
  type FiguresShown,
  type FiguresView,
} from './figure-runs.ts';
import { overviewQuestion, prepareRequest, questionsOf } from './page-view.ts';
import {
  NO_TILE_STATE,
  type FiguresStatus,
  type Population,
  type TileGround,
  type TileState,
} from './session-port.ts';
import { TileBox } from './tile-box.svelte.ts';
import { runnableTile } from './tile-run.ts';

/** How long tiles wait for figures before they are drawn under other conditions without them, ms. */
const PATIENCE_MS = 120;

/** What a page is shown of. */
export interface PageShown {
  readonly dashboard: Dashboard;
  readonly page: DashboardPage;
  readonly selection: Selection;
}

/** What tiles stand on. */
export interface DataGround {
  readonly datasetId: DatasetId | null;
  /** Another text after each load, each switch of a cleaning rule and each start of the engine. */
  readonly version: string;
}

/** Figures, analyses and cells of the page in view, as the engine has them. Its fields are reactive. */
export class PageFigures {
  status: FiguresStatus = $state.raw({ kind: 'noData' });
  prepared: PreparedDashboard | null = $state.raw(null);
  /** Whether figures are on their way; what is shown is of before then. */
  busy: boolean = $state(false);
  /**
   * Conditions that tiles are drawn under: those of the figures that are shown, so that each is drawn once for a change;
   * where other figures take long, those that have been asked for.
   */
  drawnUnder: Selection = $state.raw([]);
  population: Population | null = $state.raw(null);
  /** Everyone there is, whatever is selected. */
  everyone: Population | null = $state.raw(null);
  /** How long the engine took for the last figures, milliseconds. */
  elapsedMs: number | null = $state(null);
  /** Analyses that wait for the user. */
  stale: readonly TileId[] = $state.raw([]);
  /** Series of all figures of everyone; null before they have come. */
  overview: Extract<TileFigures, { kind: 'figure' }> | null = $state.raw(null);

  readonly #engine: EnginePort;
  readonly #boxes = new Map<TileId, TileBox>();
  readonly #runs: FigureRuns;
  readonly #analyses: AnalysisRuns;
  readonly #cells = new Map<TileId, { readonly body: Tile['body']; readonly tile: CellTile }>();
  #drawsAnyway: ReturnType<typeof setTimeout> | undefined;
  #ground: DataGround = $state.raw({ datasetId: null, version: '' });
  #shown: PageShown | null = $state.raw(null);

  constructor(engine: EnginePort) {
    this.#engine = engine;
    this.#runs = new FigureRuns(engine.dashboard, {
      onPrepared: (result) => {
        if (result === null) this.status = { kind: 'preparing' };
        else if (result.ok) this.prepared = result.value;
        else this.status = { kind: 'failed', error: result.error };
      },
      onFigures: (shown) => {
        this.#showFigures(shown);
      },
      onEveryone: (everyone) => {
        this.everyone = everyone.population;
        this.#showEveryone(everyone);
      },
      onFailed: (error) => {
        this.#draw(this.#shown?.selection ?? []);
        this.status = { kind: 'failed', error };
      },
      onBusy: (busy) => {
        this.busy = busy;
        this.#analyses.hold(busy);
      },
    });
    this.#analyses = new AnalysisRuns(engine.dashboard, (id, analysis) => {
      this.#boxes.get(id)?.set({ analysis });
      this.stale = this.#analyses.stale;
    });
  }

  state(id: TileId): TileState {
    return this.#boxes.get(id)?.state ?? NO_TILE_STATE;
  }

  /** What tiles are computed from now; null before it is prepared. */
  get ground(): TileGround | null {
    const request = this.#request();
    if (request === null || this.prepared === null || this.#shown === null) return null;
    return { prepare: request, prepared: this.prepared, selection: this.#shown.selection };
  }

  /** Stands on other data, or on the same in an engine that was started again. */
  setGround(ground: DataGround): void {
    this.#ground = ground;
    this.prepared = null;
    this.population = null;
    this.everyone = null;
    this.overview = null;
    this.#analyses.forget();
    if (ground.datasetId === null) this.status = { kind: 'noData' };
    for (const box of this.#boxes.values()) box.state = NO_TILE_STATE;
    for (const { tile } of this.#cells.values()) tile.setGround(this.#cellGround());
  }

  /**
   * Shows a page under a selection. Boxes are made before anything on screen reads them: a reaction does not follow
   * state that it has made itself.
   *
   * @param gently whether what is under way may end first
   */
  show(shown: PageShown, gently = false): void {
    this.#shown = shown;
    for (const page of shown.dashboard.pages) {
      for (const { id } of page.tiles) if (!this.#boxes.has(id)) this.#boxes.set(id, new TileBox());
    }
    this.#showCells(shown.page.tiles);
    const prepare = this.#request();
    clearTimeout(this.#drawsAnyway);
    if (prepare === null) {
      this.drawnUnder = shown.selection;
      return;
    }
    this.#drawsAnyway = setTimeout(() => {
      this.drawnUnder = shown.selection;
    }, PATIENCE_MS);
    const view = (prepared: PreparedDashboard): FiguresView => this.#view(shown, prepared);
    this.#runs.ask({ prepare, ground: this.#ground.version, view }, gently);
    // While a brush moves, analyses wait for its end.
    if (!gently) this.#analyses.set(this.#analysesWanted(shown, prepare));
  }

  /** Asks again for what has failed. */
  again(): void {
    if (this.#shown !== null) this.show(this.#shown);
  }

  /** Runs analyses although they are dear. */
  run(ids: readonly TileId[]): void {
    this.#analyses.ask(ids);
    for (const id of ids) this.#cells.get(id)?.tile.run();
  }

  /** Stops the analysis that runs. */
  stop(): void {
    this.#analyses.stop();
  }

  close(): void {
    clearTimeout(this.#drawsAnyway);
    this.#runs.close();
    this.#analyses.close();
    for (const { tile } of this.#cells.values()) tile.close();
    this.#cells.clear();
  }

  #request(): PrepareRequest | null {
    const { datasetId } = this.#ground;
    return datasetId === null || this.#shown === null
      ? null
      : prepareRequest(this.#shown.dashboard, datasetId);
  }

  #view({ page, selection }: PageShown, prepared: PreparedDashboard): FiguresView {
    const names = new Set(prepared.dimensions.map(({ name }) => name));
    const first = this.overview === null ? [overviewQuestion(prepared)] : [];
    return {
      questions: [...questionsOf(page, prepared), ...first],
      selection: selection.filter(({ dimension }) => names.has(dimension)),
    };
  }

  #analysesWanted({ page, selection }: PageShown, prepare: PrepareRequest): readonly AnalysisWanted[] {
    return page.tiles.flatMap(({ id, body }): readonly AnalysisWanted[] => {
      if (body.kind !== 'analysis') return [];
      const runnable = runnableTile({ id, body }, prepare, selection);
      if (runnable === null) return [];
      const { run } = runnable;
      const parts = [this.#ground.version, prepare, selectionKey(selection), run.analysisId, run.params];
      return [{ id, run, version: JSON.stringify(parts) }];
    });
  }

  #draw(selection: Selection): void {
    clearTimeout(this.#drawsAnyway);
    this.drawnUnder = selection;
  }

  #showFigures({ questions, selection, figures }: FiguresShown): void {
    this.status = { kind: 'ready' };
    this.#draw(selection);
    this.population = figures.population;
    this.elapsedMs = figures.elapsedMs;
    const asked = new Set(questions.map(({ tile }) => tile));
    for (const each of figures.tiles) {
      if (asked.has(each.tile)) this.#boxes.get(each.tile as TileId)?.set({ figures: each });
    }
  }

  #showEveryone({ figures }: Everyone): void {
    const shown = this.#shown;
    if (shown === null || this.prepared === null) return;
    const overview = figures.get(questionKey(overviewQuestion(this.prepared)));
    if (overview?.kind === 'figure') this.overview = overview;
    for (const question of questionsOf(shown.page, this.prepared)) {
      const everyone = figures.get(questionKey(question));
      if (everyone !== undefined) this.#boxes.get(question.tile as TileId)?.set({ everyone });
    }
  }

  #cellGround(): { readonly datasetId: DatasetId | null; readonly token: string } {
    const { datasetId, version } = this.#ground;
    return { datasetId, token: version };
  }

  #showCells(tiles: readonly Tile[]): void {
    for (const { id, body } of tiles) {
      const known = this.#cells.get(id);
      if (body.kind !== 'cell' || known?.body === body) continue;
      known?.tile.close();
      const tile = new CellTile(this.#engine.notebook, body, (cell) => {
        this.#boxes.get(id)?.set({ cell });
      });
      this.#cells.set(id, { body, tile });
      tile.setGround(this.#cellGround());
    }
    const there = new Set(this.#shown?.dashboard.pages.flatMap((page) => page.tiles.map(({ id }) => id)));
    for (const [id, { tile }] of this.#cells) {
      if (there.has(id)) continue;
      tile.close();
      this.#cells.delete(id);
    }
  }
}
