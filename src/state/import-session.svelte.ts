import type { Progress } from '../contract/engine-api.ts';
import type { CancellationCure, FindingCode } from '../contract/doctor.ts';
import type { AppError } from '../contract/error.ts';
import { newId, type TableId } from '../contract/ids.ts';
import {
  ROLES,
  type ColumnFormat,
  type Dialect,
  type FilePreview,
  type LoadPart,
  type Mapping,
  type PreviewColumn,
  type RuleSwitches,
} from '../contract/import.ts';
import type { ReadingWish } from '../contract/reading.ts';
import type { Result } from '../contract/result.ts';
import {
  SIDE_ROLES,
  type AnyRole,
  type SideKind,
  type SideMapping,
  type TableKind,
} from '../contract/tables.ts';
import { isReversed, isWhole, WHOLE_FILE, yearBefore } from '../data/load-part.ts';
import { rolesAmong } from '../data/roles-among.ts';
import { tableName } from '../data/table-name.ts';
import type { EnginePort, RunControl } from './engine-port.ts';
import {
  changedWish,
  rolesOfKind,
  sameColumns,
  suggestedCurrency,
  suggestedRoles,
  type ColumnsByRole,
} from './import-suggestions.ts';

/** How far the loading of a file is. */
export type LoadState = 'idle' | 'queued' | 'loading' | 'loaded' | 'stopped' | 'failed';

/** One file on its way in: opened, looked at, its columns given roles, loaded. */
export class ImportSession {
  readonly file: File;
  /** The table beside the orders that the file becomes, if it becomes one. */
  readonly tableId: TableId = newId();
  preview: FilePreview | null = $state.raw(null);
  /** True until the sample has been read, also again in another way. */
  reading: boolean = $state(true);
  /** Why the file could not be opened or loaded. */
  error: AppError | null = $state.raw(null);
  kind: TableKind = $state('orders');
  roles: ColumnsByRole = $state.raw({});
  extras: readonly string[] = $state.raw([]);
  formats: Readonly<Record<string, ColumnFormat>> = $state.raw({});
  currency: string | null = $state(null);
  /** Zone of times that name none, minutes from UTC; null: as they stand. */
  utcOffset: number | null = $state(null);
  cancellations: CancellationCure | null = $state(null);
  /** What is loaded of a file of orders. */
  part: LoadPart = $state.raw(WHOLE_FILE);
  /** Cleaning rules that a recipe switches; the others start as the file asks for. */
  rules: Partial<RuleSwitches> = $state.raw({});
  /** Masked columns whose values are shown. */
  revealed: readonly string[] = $state.raw([]);
  /** Columns to be replaced by pseudonyms while loading. */
  pseudonyms: readonly string[] = $state.raw([]);
  /** What the pseudonyms are for. */
  purpose: string = $state('');
  /** How the user wants the file to be read; what is not there is as found. */
  wish: ReadingWish = $state.raw({});
  /** Whether the preview shows the file as it was last asked to be read. */
  previewHolds: boolean = $state(false);
  loadState: LoadState = $state('idle');
  progress: Progress | null = $state.raw(null);
  /** Whether its loading was asked to stop and has not done so yet. */
  stopping: boolean = $state(false);
  /** Whether its rows were added to a table that was there before. */
  appended: boolean = $state(false);
  /** Whether it becomes a table of its own also where there is one of its kind. */
  apart: boolean = $state(false);
  #kindChosen = false;
  /** How the sample on show was asked to be read. */
  #held: ReadingWish;
  readonly #engine: EnginePort;
  #stop: AbortController | null = null;

  /**
   * @param wish how the file is to be read from the first; what is left out is found
   */
  constructor(engine: EnginePort, file: File, wish: ReadingWish = {}) {
    this.#engine = engine;
    this.file = file;
    this.wish = wish;
    this.#held = wish;
  }

  /** What is read, by name: the file, and of an archive of several tables the one of them. */
  get title(): string {
    const { entry = null } = this.wish;
    // Who asks for a table of an archive before it is open asks for one of several.
    return this.preview?.name ?? tableName(this.file.name, { entry, entries: 2 });
  }

  /** Reads the sample and takes over what it suggests. */
  async open(): Promise<void> {
    await this.#read((control) => this.#engine.openFile(this.file, control, this.wish));
  }

  /** Reads the sample again in another way. Where its columns are others then, roles are suggested anew. */
  async setReading(change: ReadingWish): Promise<void> {
    await this.readAs(changedWish(this.wish, change));
  }

  /** Reads the sample again in just the way that is said; what is left out is found from the file. */
  async readAs(wish: ReadingWish): Promise<void> {
    const fileId = this.preview?.fileId;
    if (fileId === undefined) return;
    this.wish = wish;
    await this.#read((control) => this.#engine.reopenFile(fileId, wish, control));
  }

  /** How the file is cut, as last asked for. */
  get dialect(): Dialect | null {
    return this.wish.dialect ?? this.preview?.dialect ?? null;
  }

  /** Takes the file for a table of another kind; its roles are those of that kind. */
  setKind(kind: TableKind): void {
    this.kind = kind;
    this.#kindChosen = true;
    this.#suggest();
  }

  /** Gives a column a role, or none. A role is played by one column: another that had it loses it. */
  setRole(column: string, role: AnyRole | null): void {
    const rest = Object.entries(this.roles).filter(([other, name]) => name !== column && other !== role);
    this.roles = { ...Object.fromEntries(rest), ...(role === null ? {} : { [role]: column }) };
    if (role !== null) this.setExtra(column, false);
  }

  /** The role a column plays. */
  roleOf(column: string): AnyRole | null {
    return rolesOfKind(this.kind).find((role) => this.roles[role] === column) ?? null;
  }

  /** Loads a column that has no role, or leaves it out. */
  setExtra(column: string, wanted: boolean): void {
    const others = this.extras.filter((name) => name !== column);
    this.extras = wanted ? [...others, column] : others;
  }

  /** Loads only the columns that have a role. */
  dropExtras(): void {
    this.extras = [];
  }

  /** Whether a column that is loaded can be replaced by pseudonyms: it is masked and kept as text. */
  canPseudonymise({ name, classification }: PreviewColumn): boolean {
    const role = this.roleOf(name);
    const asText = this.extras.includes(name) || role === 'customerId' || role === 'orderId';
    return classification.masked && asText;
  }

  /** Replaces a column by pseudonyms while loading, or leaves it as it is. */
  setPseudonyms(column: string, wanted: boolean): void {
    const others = this.pseudonyms.filter((name) => name !== column);
    this.pseudonyms = wanted ? [...others, column] : others;
  }

  /** Columns that will be replaced by pseudonyms. */
  get pseudonymised(): readonly string[] {
    const columns = this.preview?.columns ?? [];
    return columns.flatMap((column) =>
      this.pseudonyms.includes(column.name) && this.canPseudonymise(column) ? [column.name] : [],
    );
  }

  /** Whether pseudonyms are wanted and nobody has said what for. */
  get lacksPurpose(): boolean {
    return this.pseudonymised.length > 0 && this.purpose.trim() === '';
  }

  /** Shows the values of a masked column; the log tells of it, and of the reason where one is given. */
  async reveal(column: string, reason: string | null): Promise<void> {
    if (this.preview === null || !this.previewHolds) return;
    const preview = this.#take(await this.#engine.reveal(this.preview.fileId, [column], reason));
    if (preview === null) return;
    this.preview = preview;
    this.revealed = [...this.revealed, column];
  }

  /** Reads a column another way. */
  setFormat(column: string, format: ColumnFormat): void {
    this.formats = { ...this.formats, [column]: format };
  }

  /** How a column will be read. */
  formatOf(column: PreviewColumn): ColumnFormat {
    return this.formats[column.name] ?? column.format;
  }

  /** Whether a cure will be applied: as the user has switched it, or else as the doctor proposes. */
  isCured(code: FindingCode): boolean {
    const proposed = this.preview?.findings.find((finding) => finding.code === code)?.cured ?? false;
    return this.wish.cures?.[code] ?? proposed;
  }

  /** Switches a cure; the preview shows the file so. */
  async setCure(code: FindingCode, on: boolean): Promise<void> {
    await this.setReading({ cures: { ...this.wish.cures, [code]: on } });
  }

  /** What the file becomes as orders. */
  get mapping(): Mapping {
    return {
      roles: rolesAmong(ROLES, this.roles),
      extras: this.extras,
      formats: this.formats,
      currency: this.currency,
      ...(this.wish.cures === undefined ? {} : { cures: this.wish.cures }),
      utcOffset: this.utcOffset,
      ...(this.cancellations === null ? {} : { cancellations: this.cancellations }),
      ...(isWhole(this.part) ? {} : { part: this.part }),
      ...this.#pseudonymise,
    };
  }

  /** What the file becomes as a table beside the orders. */
  sideMapping(kind: SideKind): SideMapping {
    return {
      kind,
      roles: rolesAmong(SIDE_ROLES[kind], this.roles),
      extras: this.extras,
      formats: this.formats,
      currency: this.currency,
      utcOffset: this.utcOffset,
      ...(this.wish.cures === undefined ? {} : { cures: this.wish.cures }),
      ...this.#pseudonymise,
    };
  }

  get #pseudonymise(): Pick<Mapping, 'pseudonymise'> {
    const columns = this.pseudonymised;
    return columns.length === 0 ? {} : { pseudonymise: { columns, purpose: this.purpose.trim() } };
  }

  /**
   * The day on which the last year of the orders begins, as far as the file tells; null where it has no dates, or where
   * nothing that was seen of it is older.
   */
  get lastYear(): string | null {
    const column = this.preview?.columns.find(({ name }) => name === this.roles.orderedAt);
    if (column?.latest == null || column.histogram.kind !== 'date') return null;
    const day = yearBefore(column.latest);
    return Date.parse(day) > column.histogram.from ? day : null;
  }

  /** Columns that will be loaded. */
  get columnCount(): number {
    return Object.keys(this.roles).length + this.extras.length;
  }

  /** True while rows are loaded or wait for it. */
  get loading(): boolean {
    return this.loadState === 'loading' || this.loadState === 'queued';
  }

  /** Whether loading can begin. Rows that were added to a table would stand in it twice. */
  get canLoad(): boolean {
    const chosen = this.kind === 'orders' ? Object.keys(this.roles).length : this.columnCount;
    const mapped = chosen > 0 && !this.lacksPurpose;
    const again = this.loadState === 'loaded' && this.appended;
    const reversed = this.kind === 'orders' && isReversed(this.part);
    return this.previewHolds && !this.reading && !this.loading && !again && !reversed && mapped;
  }

  /** Notes that its rows wait to be loaded, or are loaded now under a control that stops it. */
  loadBegins(stop: AbortController | null): void {
    this.loadState = stop === null ? 'queued' : 'loading';
    this.progress = null;
    this.error = null;
    this.stopping = false;
    this.#stop = stop;
  }

  /** Notes how loading has ended. */
  loadEnds(state: LoadState, error: AppError | null = null): void {
    this.loadState = state;
    this.stopping = false;
    this.progress = null;
    this.error = error;
  }

  /** Stops reading or loading. */
  cancel(): void {
    if (this.loading) this.stopping = true;
    this.#stop?.abort();
  }

  /** Stops reading the sample: it is shown as it was read before, where it was. */
  stopReading(): void {
    if (!this.reading) return;
    this.#stop?.abort();
    this.reading = false;
    this.progress = null;
    this.wish = this.#held;
    this.previewHolds = this.preview !== null;
  }

  /** Stops what runs and lets the engine forget the file. */
  async close(): Promise<void> {
    this.cancel();
    if (this.preview !== null) await this.#engine.closeFile(this.preview.fileId);
  }

  async #read(run: (control: RunControl) => Promise<Result<FilePreview>>): Promise<void> {
    this.cancel();
    const stop = new AbortController();
    this.#stop = stop;
    this.reading = true;
    this.previewHolds = false;
    this.error = null;
    this.progress = null;
    const onProgress = (progress: Progress): void => {
      if (!stop.signal.aborted) this.progress = progress;
    };
    const preview = this.#take(await run({ signal: stop.signal, onProgress }));
    if (stop.signal.aborted) return;
    this.reading = false;
    this.progress = null;
    if (preview === null) return;
    this.#held = this.wish;
    const known = sameColumns(this.preview, preview);
    this.preview = preview;
    this.previewHolds = true;
    this.loadState = 'idle';
    this.revealed = [];
    if (known) return;
    if (!this.#kindChosen) this.kind = preview.kinds[0]?.kind ?? 'orders';
    this.#suggest();
    this.formats = {};
  }

  #suggest(): void {
    if (this.preview === null) return;
    this.roles = suggestedRoles(this.preview, this.kind);
    this.currency = suggestedCurrency(this.preview, this.roles);
    // A table of reference has no roles to tell which columns count.
    this.extras = this.kind === 'reference' ? this.#unplayed(this.preview) : [];
    this.pseudonyms = [];
  }

  #unplayed({ columns }: FilePreview): readonly string[] {
    return columns.map(({ name }) => name).filter((name) => this.roleOf(name) === null);
  }

  #take<T>(result: Result<T>): T | null {
    if (result.ok) return result.value;
    if (result.error.code !== 'engine.cancelled') this.error = result.error;
    return null;
  }
}
