import type {
  DashboardFigures,
  PreparedDashboard,
  PrepareRequest,
  Selection,
  TileFigures,
  TileQuestion,
} from '../../contract/dashboard.ts';
import type { AppError } from '../../contract/error.ts';
import type { Result } from '../../contract/result.ts';
import { isSameSelection } from '../../crossfilter/selection.ts';
import type { DashboardPort, RunControl } from '../engine-port.ts';

/** What is to be seen now. */
export interface FiguresWanted {
  readonly prepare: PrepareRequest;
  /** Another text whenever what is loaded is other data, or the engine was started again. */
  readonly ground: string;
  /** What is asked, as far as the data can answer it. */
  readonly view: (prepared: PreparedDashboard) => FiguresView;
}

/** What is asked of a prepared dashboard. */
export interface FiguresView {
  readonly questions: readonly TileQuestion[];
  readonly selection: Selection;
}

/** Figures that have come. */
export interface FiguresShown extends FiguresView {
  readonly figures: DashboardFigures;
}

/** Who is told what has come. */
export interface FiguresListener {
  /** The dashboard is being prepared, or has been. */
  onPrepared(prepared: Result<PreparedDashboard> | null): void;
  /** Figures under the selection. */
  onFigures(shown: FiguresShown): void;
  /** Figures of everyone, by the key of their question. */
  onEveryone(everyone: Everyone): void;
  /** Figures could not be had. */
  onFailed(error: AppError): void;
  /** Whether anything is under way. */
  onBusy(busy: boolean): void;
}

/** Figures under no condition at all. */
export interface Everyone {
  readonly figures: ReadonlyMap<string, TileFigures>;
  readonly population: DashboardFigures['population'] | null;
}

/** A question is the same whichever tile asks it at whatever place. */
export function questionKey(question: TileQuestion): string {
  return JSON.stringify(question);
}

function preparationKey({ prepare, ground }: FiguresWanted): string {
  return JSON.stringify([ground, prepare]);
}

/** What is done next. */
type Work = 'prepare' | 'figures' | 'everyone';

/**
 * Asks the engine for the figures of a page, one call at a time. What is wanted last comes first: a click stops what is
 * under way for an older selection; a brush lets it end, so that there is something to see while it moves. Figures of
 * everyone are asked for once, when nothing else is.
 */
export class FigureRuns {
  readonly #engine: Pick<DashboardPort, 'prepare' | 'figures'>;
  readonly #listener: FiguresListener;
  #wanted: FiguresWanted | null = null;
  #running: { readonly abort: AbortController; readonly work: Work; readonly wanted: FiguresWanted } | null =
    null;
  /** What has been prepared, and its key. */
  #prepared: { readonly key: string; readonly value: PreparedDashboard } | null = null;
  /** What is wanted, asked of what has been prepared. */
  #view: { readonly wanted: FiguresWanted; readonly view: FiguresView } | null = null;
  /** What could not be had; it is not asked for again by itself. */
  #failed: FiguresWanted | null = null;
  #shown: FiguresWanted | null = null;
  #everyone = new Map<string, TileFigures>();
  #population: DashboardFigures['population'] | null = null;
  #closed = false;

  constructor(engine: Pick<DashboardPort, 'prepare' | 'figures'>, listener: FiguresListener) {
    this.#engine = engine;
    this.#listener = listener;
  }

  /**
   * Asks for figures.
   *
   * @param gently whether what is under way may end first, as while a brush moves
   */
  ask(wanted: FiguresWanted, gently = false): void {
    this.#wanted = wanted;
    this.#failed = null;
    const running = this.#running;
    if (running !== null && !gently && !this.#isUseful(running)) running.abort.abort();
    this.#step();
  }

  /** Stops what is under way; nothing more is told. */
  close(): void {
    this.#closed = true;
    this.#running?.abort.abort();
  }

  /** Whether what runs is still what is wanted. */
  #isUseful({ work, wanted }: { readonly work: Work; readonly wanted: FiguresWanted }): boolean {
    if (this.#wanted === null || preparationKey(wanted) !== preparationKey(this.#wanted)) return false;
    return work === 'prepare' || (work === 'figures' && wanted === this.#wanted);
  }

  #next(): Work | null {
    const wanted = this.#wanted;
    if (wanted === null || this.#failed === wanted) return null;
    if (this.#prepared?.key !== preparationKey(wanted)) return 'prepare';
    if (this.#shown !== wanted) return 'figures';
    const { questions } = this.#viewOf(wanted, this.#prepared.value);
    const known = questions.every((question) => this.#everyone.has(questionKey(question)));
    return known && this.#population !== null ? null : 'everyone';
  }

  #step(): void {
    if (this.#closed || this.#running !== null) return;
    const work = this.#next();
    this.#listener.onBusy(work !== null);
    if (work === null || this.#wanted === null) return;
    const wanted = this.#wanted;
    const abort = new AbortController();
    this.#running = { abort, work, wanted };
    void this.#work(work, wanted, { signal: abort.signal }).then(() => {
      this.#running = null;
      this.#step();
    });
  }

  #viewOf(wanted: FiguresWanted, prepared: PreparedDashboard): FiguresView {
    if (this.#view?.wanted !== wanted) this.#view = { wanted, view: wanted.view(prepared) };
    return this.#view.view;
  }

  async #work(work: Work, wanted: FiguresWanted, control: RunControl): Promise<void> {
    const prepared = this.#prepared?.value;
    if (work === 'prepare' || prepared === undefined) {
      await this.#prepare(wanted, control);
      return;
    }
    const view = this.#viewOf(wanted, prepared);
    const selection = work === 'figures' ? view.selection : [];
    const { datasetId } = wanted.prepare;
    const request = { datasetId, prepare: wanted.prepare, tiles: view.questions, selection };
    const result = await this.#engine.figures(request, control);
    if (this.#isGivenUp(result, wanted)) return;
    if (result.ok) {
      if (isSameSelection(selection, [])) this.#keepEveryone(view, result.value);
      if (work === 'everyone') return;
      this.#shown = wanted;
      this.#listener.onFigures({ ...view, figures: result.value });
      return;
    }
    this.#failed = wanted;
    // Without the figures of everyone the page is complete.
    if (work === 'figures') this.#listener.onFailed(result.error);
  }

  async #prepare(wanted: FiguresWanted, control: RunControl): Promise<void> {
    this.#everyone = new Map();
    this.#population = null;
    this.#shown = null;
    this.#prepared = null;
    this.#view = null;
    this.#listener.onPrepared(null);
    const result = await this.#engine.prepare(wanted.prepare, control);
    if (this.#isGivenUp(result, wanted)) return;
    if (result.ok) this.#prepared = { key: preparationKey(wanted), value: result.value };
    else this.#failed = this.#wanted;
    this.#listener.onPrepared(result);
  }

  #keepEveryone({ questions }: FiguresView, { tiles, population }: DashboardFigures): void {
    const byTile = new Map(tiles.map((each) => [each.tile, each]));
    for (const question of questions) {
      const figures = byTile.get(question.tile);
      if (figures !== undefined) this.#everyone.set(questionKey(question), figures);
    }
    this.#population = population;
    this.#listener.onEveryone({ figures: this.#everyone, population });
  }

  /** Whether an answer is of no use: it was stopped because something else is wanted. */
  #isGivenUp(result: Result<unknown>, wanted: FiguresWanted): boolean {
    const stopped = !result.ok && result.error.code === 'engine.cancelled';
    return (
      this.#closed ||
      stopped ||
      this.#wanted === null ||
      preparationKey(wanted) !== preparationKey(this.#wanted)
    );
  }
}
