import type { Progress } from '../contract/engine-api.ts';
import type { AppError } from '../contract/error.ts';
import type {
  CleaningReceipt,
  ColumnFormat,
  Dialect,
  FilePreview,
  Mapping,
  PreviewColumn,
  Role,
} from '../contract/import.ts';
import type { Result } from '../contract/result.ts';
import { findCurrency } from '../data/currency.ts';
import type { EnginePort } from './engine-port.ts';

/** The role a preview suggests for each column; where two columns compete, the surer one wins. */
export function suggestedRoles(columns: readonly PreviewColumn[]): Partial<Record<Role, string>> {
  const roles: Partial<Record<Role, string>> = {};
  const sure: Partial<Record<Role, number>> = {};
  for (const { name, suggestion } of columns) {
    if (suggestion === null || (sure[suggestion.role] ?? -1) >= suggestion.confidence) continue;
    roles[suggestion.role] = name;
    sure[suggestion.role] = suggestion.confidence;
  }
  return roles;
}

/** The currency that the columns of prices and amounts speak of, if any. */
export function suggestedCurrency({ columns, rows }: FilePreview): string | null {
  for (const [index, { name, suggestion }] of columns.entries()) {
    if (suggestion?.role !== 'amount' && suggestion?.role !== 'unitPrice') continue;
    const values = rows.slice(0, 20).map((row) => row[index] ?? '');
    const found = findCurrency(name, values);
    if (found !== null) return found;
  }
  return null;
}

/** One file on its way in: opened, looked at, its columns given roles, loaded. */
export class ImportSession {
  readonly file: File;
  preview: FilePreview | null = $state.raw(null);
  /** True while the sample is read, also again under another dialect. */
  reading: boolean = $state(true);
  /** Why the file could not be opened or loaded. */
  error: AppError | null = $state.raw(null);
  roles: Readonly<Partial<Record<Role, string>>> = $state.raw({});
  extras: readonly string[] = $state.raw([]);
  formats: Readonly<Record<string, ColumnFormat>> = $state.raw({});
  currency: string | null = $state(null);
  /** Masked columns whose values are shown. */
  revealed: readonly string[] = $state.raw([]);
  /** Columns to be replaced by pseudonyms while loading. */
  pseudonyms: readonly string[] = $state.raw([]);
  /** What the pseudonyms are for. */
  purpose: string = $state('');
  /** How the file is cut, as last asked for; the preview follows unless that failed. */
  dialect: Dialect | null = $state.raw(null);
  /** True while rows are loaded. */
  loading: boolean = $state(false);
  progress: Progress | null = $state.raw(null);
  /** Whether loading was asked to stop: `asked` until the engine has let go, then `done`. */
  stopping: 'asked' | 'done' | null = $state(null);
  readonly #engine: EnginePort;
  #stop: AbortController | null = null;

  constructor(engine: EnginePort, file: File) {
    this.#engine = engine;
    this.file = file;
  }

  /** Reads the sample and takes over what it suggests. */
  async open(): Promise<void> {
    await this.#read((control) => this.#engine.openFile(this.file, control));
  }

  /** Reads the sample again under another dialect. Roles are suggested anew. */
  async setDialect(dialect: Dialect): Promise<void> {
    const fileId = this.preview?.fileId;
    if (fileId === undefined) return;
    this.dialect = dialect;
    await this.#read((control) => this.#engine.reopenFile(fileId, { dialect }, control));
  }

  /** Gives a column a role, or none. A role is played by one column: another that had it loses it. */
  setRole(column: string, role: Role | null): void {
    const rest = Object.entries(this.roles).filter(([other, name]) => name !== column && other !== role);
    this.roles = { ...Object.fromEntries(rest), ...(role === null ? {} : { [role]: column }) };
    if (role !== null) this.setExtra(column, false);
  }

  /** The role a column plays. */
  roleOf(column: string): Role | null {
    const found = Object.entries(this.roles).find(([, name]) => name === column);
    return found === undefined ? null : (found[0] as Role);
  }

  /** Loads a column that has no role, or leaves it out. */
  setExtra(column: string, wanted: boolean): void {
    const others = this.extras.filter((name) => name !== column);
    this.extras = wanted ? [...others, column] : others;
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
    this.dialect = preview.dialect;
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

  get mapping(): Mapping {
    const columns = this.pseudonymised;
    return {
      roles: this.roles,
      extras: this.extras,
      formats: this.formats,
      currency: this.currency,
      ...(columns.length === 0 ? {} : { pseudonymise: { columns, purpose: this.purpose.trim() } }),
    };
  }

  /** Columns that will be loaded. */
  get columnCount(): number {
    return Object.keys(this.roles).length + this.extras.length;
  }

  /** Whether the preview shows the file as it was last asked to be cut. */
  get previewHolds(): boolean {
    return this.preview !== null && this.preview.dialect === this.dialect;
  }

  /** Whether loading can begin. */
  get canLoad(): boolean {
    const mapped = Object.keys(this.roles).length > 0 && !this.lacksPurpose;
    return this.previewHolds && !this.reading && !this.loading && mapped;
  }

  /** Loads the rows. Null when it was stopped or failed; {@link error} then says why. */
  async load(): Promise<CleaningReceipt | null> {
    if (this.preview === null || !this.canLoad) return null;
    this.loading = true;
    this.progress = null;
    this.error = null;
    this.stopping = null;
    this.#stop = new AbortController();
    const result = await this.#engine.load(
      this.preview.fileId,
      this.mapping,
      {},
      { signal: this.#stop.signal, onProgress: (progress) => (this.progress = progress) },
    );
    this.loading = false;
    this.stopping = !result.ok && result.error.code === 'engine.cancelled' ? 'done' : null;
    return this.#take(result);
  }

  /** Stops reading or loading. */
  cancel(): void {
    if (this.loading) this.stopping = 'asked';
    this.#stop?.abort();
  }

  /** Stops what runs and lets the engine forget the file. */
  async close(): Promise<void> {
    this.cancel();
    if (this.preview !== null) await this.#engine.closeFile(this.preview.fileId);
  }

  async #read(run: (control: { signal: AbortSignal }) => Promise<Result<FilePreview>>): Promise<void> {
    this.cancel();
    const stop = new AbortController();
    this.#stop = stop;
    this.reading = true;
    this.error = null;
    this.stopping = null;
    const preview = this.#take(await run({ signal: stop.signal }));
    if (stop.signal.aborted) return;
    this.reading = false;
    if (preview === null) return;
    this.preview = preview;
    this.dialect = preview.dialect;
    this.currency = suggestedCurrency(preview);
    this.roles = suggestedRoles(preview.columns);
    this.extras = [];
    this.formats = {};
    this.revealed = [];
    this.pseudonyms = [];
  }

  #take<T>(result: Result<T>): T | null {
    if (result.ok) return result.value;
    if (result.error.code !== 'engine.cancelled') this.error = result.error;
    return null;
  }
}
