import { untrack } from 'svelte';
import type { DashboardDimension, Selection } from '../../contract/dashboard.ts';
import type { AppError } from '../../contract/error.ts';
import { NOTHING_SELECTED, readFilters, writeFilters } from '../../crossfilter/filter-link.ts';
import { yearBeforeTargets } from '../../dashboard/year-before-targets.ts';
import type {
  Dashboard,
  DashboardPage,
  Tile,
  TileBody,
  TileId,
  TilePlace,
} from '../../dashboard/dashboard.ts';
import * as edits from '../../dashboard/edits.ts';
import {
  NO_DASHBOARD_HISTORY,
  recordEdit,
  type DashboardHistory,
  type DashboardHistoryMove,
  type DashboardStepWord,
} from '../../dashboard/history.ts';
import type { LayoutStep } from '../../dashboard/layout.ts';
import {
  applyToDashboard,
  type DashboardFields,
  type DashboardOperation,
  type TileFields,
} from '../../dashboard/operations.ts';
import { dashboardIn } from '../../dashboard/templates/template-words.ts';
import { redo, stepWords, undo } from '../../document/step-history.ts';
import type { Locale } from '../../i18n/messages.ts';
import type { Dataset } from '../dataset.svelte.ts';
import type { SaveState } from '../documents/autosave.ts';
import type { EnginePort } from '../engine-port.ts';
import { Filters, type FilterChange } from './filters.svelte.ts';
import { PageFigures } from './page-figures.svelte.ts';
import { namedDimensions } from './page-view.ts';

/** Where a dashboard stands in the address. */
export interface DashboardPlace {
  readonly page: string | null;
  readonly filters: string;
}

/** What a session needs of the app. */
export interface DashboardSurroundings {
  readonly engine: EnginePort;
  /** The loaded data; reactive. */
  readonly dataset: () => Dataset | null;
  /** The reader's language; reactive. */
  readonly locale: () => Locale;
  /** Is told when the document has changed. */
  readonly onChange: () => void;
  /**
   * Is told where the address should be.
   *
   * @param isStep whether going back leads to the place before
   */
  readonly onPlace: (session: DashboardSession, isStep: boolean) => void;
  /** Is told what of an address could not be followed. */
  readonly onUnfollowed: (what: { readonly unknown: readonly string[]; readonly damaged: boolean }) => void;
  /** Asks the gate for the document and hands it to the browser; why it did not leave, or null. */
  readonly save: (session: DashboardSession) => Promise<AppError | null>;
}

/** The dashboard that is open: the document with its steps, the page in view, and what is selected. */
export class DashboardSession {
  readonly id: string;
  readOnly: AppError | null = $state.raw(null);
  saving: SaveState = $state.raw({ status: 'saved', at: null, error: null });
  /** Tile the commands are about; null for none. */
  selected: TileId | null = $state(null);
  undoWord: DashboardStepWord | null = $state(null);
  redoWord: DashboardStepWord | null = $state(null);
  readonly filters: Filters;
  readonly figures: PageFigures;

  readonly #surroundings: DashboardSurroundings;
  #document: Dashboard;
  readonly #said: Dashboard;
  #page: string | null = $state(null);
  #history: DashboardHistory = NO_DASHBOARD_HISTORY;
  readonly #stopWatching: () => void;

  constructor(
    id: string,
    dashboard: Dashboard,
    readOnly: AppError | null,
    surroundings: DashboardSurroundings,
  ) {
    this.id = id;
    this.#surroundings = surroundings;
    this.#document = $state.raw(dashboard);
    this.#said = $derived(dashboardIn(surroundings.locale(), this.#document));
    this.readOnly = readOnly;
    this.figures = new PageFigures(surroundings.engine);
    this.filters = new Filters(
      () => this.dashboard.selection,
      (change) => {
        this.#selectionChanged(change);
      },
    );
    this.#stopWatching = this.#watchGround();
  }

  /** The document, what templates have written in the reader's language. */
  get dashboard(): Dashboard {
    return this.#said;
  }

  /** The page in view; null while there is none. */
  get pageShown(): DashboardPage | null {
    const { pages } = this.dashboard;
    return pages.find(({ id }) => id === this.#page) ?? pages[0] ?? null;
  }

  /** Id of the page in view as an address names it; null for the first. */
  get page(): string | null {
    const page = this.pageShown;
    return page === null || page.id === this.dashboard.pages[0]?.id ? null : page.id;
  }

  get selection(): Selection {
    return this.filters.selection;
  }

  /** The selection as an address holds it; empty for what the dashboard opens with. */
  get filterText(): string {
    if (this.filters.isOpening) return '';
    const { text } = writeFilters(this.selection, this.#dimensionNames());
    return text === '' ? NOTHING_SELECTED : (text ?? '');
  }

  /** Whether the selection is too long for an address. */
  get isTooLong(): boolean {
    return writeFilters(this.selection, this.#dimensionNames()).text === null;
  }

  /** A dimension that is prepared; undefined for others. */
  dimension(name: string): DashboardDimension | undefined {
    return this.figures.prepared?.dimensions.find((each) => each.name === name);
  }

  tile(id: TileId | null): Tile | null {
    return this.dashboard.pages.flatMap(({ tiles }) => tiles).find((tile) => tile.id === id) ?? null;
  }

  // Pages

  openPage(id: string): void {
    if (this.pageShown?.id === id) return;
    this.#page = id;
    this.selected = null;
    this.#show();
    this.#surroundings.onPlace(this, true);
  }

  /** Adds a page at the end and goes to it. */
  addPage(title: string): void {
    const page = edits.newPage(title);
    this.#edit({ kind: 'insertPage', at: this.dashboard.pages.length, page });
    this.openPage(page.id);
  }

  renamePage(page: string, title: string): void {
    this.#edit({ kind: 'renamePage', page, title });
  }

  removePage(page: string): void {
    if (this.dashboard.pages.length > 1) this.#edit({ kind: 'removePage', page });
  }

  movePage(page: string, by: -1 | 1): void {
    const to = this.dashboard.pages.findIndex(({ id }) => id === page) + by;
    if (to >= 0 && to < this.dashboard.pages.length) this.#edit({ kind: 'movePage', page, to });
  }

  // Tiles

  /** Puts a new tile on the page in view and selects it; null where it cannot be. */
  add(body: TileBody, fields: Partial<Pick<Tile, 'title' | 'note'>> = {}): TileId | null {
    const page = this.pageShown;
    if (page === null || this.readOnly !== null) return null;
    const { operation, id } = edits.addTile(this.dashboard, page.id, body, fields);
    this.#edit(operation);
    this.selected = id;
    return id;
  }

  duplicate(id: TileId): void {
    if (this.readOnly !== null) return;
    const { operation, id: copy } = edits.duplicateTile(this.dashboard, id);
    this.#edit(operation);
    this.selected = copy;
  }

  remove(id: TileId): void {
    this.#edit(edits.removeTile(this.dashboard, id));
    if (this.selected === id) this.selected = null;
  }

  change(id: TileId, patch: Partial<TileFields>): void {
    this.#edit({ kind: 'changeTile', id, patch });
  }

  /** Puts a tile at a place, pushing down what is in its way. */
  place(id: TileId, place: TilePlace): void {
    this.#edit(edits.placeTile(this.dashboard, id, place));
  }

  /** Moves or sizes a tile by one step; whether it did. */
  step(id: TileId, step: LayoutStep): boolean {
    const operation = edits.stepTile(this.dashboard, id, step);
    this.#edit(operation);
    return operation !== null;
  }

  moveToPage(id: TileId, page: string): void {
    this.#edit(edits.moveTileToPage(this.dashboard, id, page));
  }

  /** Sets fields of the dashboard as a whole. */
  set(patch: Partial<DashboardFields>): void {
    this.#edit({ kind: 'set', patch });
    // What it opens with is not said in the address.
    if ('selection' in patch) this.#surroundings.onPlace(this, false);
  }

  /** The edit that gives figure tiles without a target one: what they were a year earlier, as far as that is known now. */
  get yearBeforeTargets(): DashboardOperation | null {
    const yearBefore = (id: TileId): number | null | undefined => {
      const body = this.tile(id)?.body;
      const { figures } = this.figures.state(id);
      if (body?.kind !== 'figure' || figures?.kind !== 'figure') return undefined;
      return figures.yearBefore[body.measure];
    };
    return yearBeforeTargets(this.dashboard, yearBefore);
  }

  targetYearBefore(): void {
    this.#edit(this.yearBeforeTargets);
  }

  /** Offers a dimension in the bar of filters. */
  offer(dimension: string): void {
    const { filters } = this.dashboard;
    if (!this.#dimensionNames().includes(dimension)) this.set({ filters: [...filters, dimension] });
  }

  undo(): void {
    this.#takeStep(undo(this.#history));
  }

  redo(): void {
    this.#takeStep(redo(this.#history));
  }

  save(): Promise<AppError | null> {
    return this.#surroundings.save(this);
  }

  /** Follows an address: its page and its filters. */
  follow({ page, filters }: DashboardPlace): void {
    if (page !== this.page) {
      this.#page = page;
      this.selected = null;
      this.#show();
    }
    if (filters === this.filterText) return;
    const read = readFilters(filters, this.#dimensionNames());
    if (read.damaged || read.unknown.length > 0) this.#surroundings.onUnfollowed(read);
    this.filters.show(filters === '' ? this.dashboard.selection : read.selection);
  }

  /** Puts another state of the document in place of this one, as another tab has left it. */
  replace(dashboard: Dashboard): void {
    this.readOnly = null;
    this.#take(dashboard, NO_DASHBOARD_HISTORY);
  }

  /** Stops everything; the session is not used any more. */
  close(): void {
    this.#stopWatching();
    this.figures.close();
  }

  #dimensionNames(): readonly string[] {
    return namedDimensions(this.dashboard);
  }

  #edit(operation: DashboardOperation | null): void {
    if (operation === null || this.readOnly !== null) return;
    const { dashboard, inverse } = applyToDashboard(this.#document, operation);
    const made = { operation, inverse, at: performance.now() };
    this.#take(dashboard, recordEdit(this.#history, made));
    this.#surroundings.onChange();
  }

  #takeStep(step: DashboardHistoryMove | null): void {
    if (step === null || this.readOnly !== null) return;
    this.#take(applyToDashboard(this.#document, step.operation).dashboard, step.history);
    this.#surroundings.onChange();
  }

  #take(dashboard: Dashboard, history: DashboardHistory): void {
    const before = this.#document;
    this.#document = dashboard;
    this.#history = history;
    const words = stepWords(history);
    this.undoWord = words.undo;
    this.redoWord = words.redo;
    if (asksTheSame(before, dashboard, this.pageShown?.id)) return;
    this.#show();
  }

  #selectionChanged({ gently, isStep }: FilterChange): void {
    this.#show(gently);
    this.#surroundings.onPlace(this, isStep);
  }

  #show(gently = false): void {
    const page = this.pageShown;
    if (page === null) return;
    this.figures.show({ dashboard: this.dashboard, page, selection: this.selection }, gently);
  }

  /** Follows the loaded data and the engine: after either has changed, figures are of before then. */
  #watchGround(): () => void {
    const { engine, dataset } = this.#surroundings;
    let version = 0;
    return $effect.root(() => {
      $effect(() => {
        const receipt = dataset()?.receipt ?? null;
        // A new engine has nothing of what was prepared.
        const started = engine.generation;
        version += 1;
        const ground = { datasetId: receipt?.datasetId ?? null, version: `${started} ${version}` };
        untrack(() => {
          this.figures.setGround(ground);
          this.#show();
        });
      });
    });
  }
}

/** Whether an edit asks nothing else of the data: titles, notes and places do not. */
function asksTheSame(before: Dashboard, after: Dashboard, shown: string | undefined): boolean {
  const asked = ({ pages, grain, days, filters, selection, alerts }: Dashboard): unknown => {
    const tiles = pages.map((page) => page.tiles.map(({ id, body }) => [page.id === shown && id, body]));
    return [tiles, grain, days, filters, selection, alerts];
  };
  return JSON.stringify(asked(before)) === JSON.stringify(asked(after));
}
