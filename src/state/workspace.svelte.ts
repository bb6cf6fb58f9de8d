import { createContext } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import type { Progress } from '../contract/engine-api.ts';
import type { AppError } from '../contract/error.ts';
import type { RuleSwitches } from '../contract/import.ts';
import type { Result } from '../contract/result.ts';
import type { Policy } from '../contract/privacy.ts';
import { createFormats, type Formats } from '../i18n/formats.ts';
import {
  FIRST_MESSAGES,
  loadMessages,
  type Locale,
  type MessageKey,
  type Messages,
} from '../i18n/messages.ts';
import { createTranslate, describeError, type ErrorText, type Translate } from '../i18n/translate.ts';
import type { CustomerMerging } from './customer-merging.svelte.ts';
import { Dashboards } from './dashboard/dashboards.svelte.ts';
import { Dataset } from './dataset.svelte.ts';
import type { EnginePort } from './engine-port.ts';
import { ImportFiles } from './import-files.svelte.ts';
import type { OrdersIn } from './import-loading.ts';
import type { ImportSession } from './import-session.svelte.ts';
import type { Keeping } from './kept/keeping.svelte.ts';
import { LoadedTables } from './loaded-tables.svelte.ts';
import { Notebooks } from './notebook/notebooks.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { KeptHierarchies } from './kept-hierarchies.ts';
import { browserStore, type Preferences } from './preferences.svelte.ts';
import { Printer } from './printer.svelte.ts';
import { RecentFiles } from './recent-files.svelte.ts';
import { RecipeBook } from './recipe-book.svelte.ts';
import { RecordsWork } from './records-work.svelte.ts';
import { Router } from './router.svelte.ts';
import { WorkspaceShelf } from './workspace-shelf.ts';

/** Which dialog of the shell is open. */
export type ShellDialog = 'palette' | 'help' | 'paste' | null;

/**
 * Everything one tab works on. It is made once, put into the context by {@link provideWorkspace}, and is the
 * only context a component reads.
 */
export class Workspace {
  readonly engine: EnginePort;
  readonly preferences: Preferences;
  readonly notices = new Notices();
  readonly printer = new Printer();
  readonly router = new Router();
  /** Tables beside the orders. */
  readonly tables: LoadedTables;
  /** Files on their way in. */
  readonly imports: ImportFiles;
  /** Customers of several systems; null until their screen has been opened. */
  merging: CustomerMerging | null = $state.raw(null);
  /** How files were loaded before. */
  readonly recipes: RecipeBook;
  /** Files of earlier visits. */
  readonly recent: RecentFiles;
  /** Data kept on this device; null until the app has looked for them. */
  keeping: Keeping | null = $state.raw(null);
  /** The orders loaded, if any. */
  dataset: Dataset | null = $state.raw(null);
  /** The rows about people that the privacy screen works on. */
  readonly records: RecordsWork;
  readonly notebooks: Notebooks;
  readonly dashboards: Dashboards;
  /** How far the sample orders are; null when they are not being made. */
  sampleProgress: Progress | 'starting' | null = $state.raw(null);
  dialog: ShellDialog = $state(null);
  /** The one chooser of files on the page. */
  fileInput: HTMLInputElement | null = $state.raw(null);
  #messages: { readonly locale: Locale; readonly all: Partial<Messages> } = $state.raw({
    locale: 'en',
    all: FIRST_MESSAGES,
  });
  #languageLoaded: () => void = () => undefined;
  /** Settles once a whole language is there; until then only the frame and the start screen have words. */
  readonly language = new Promise<void>((resolve) => {
    this.#languageLoaded = resolve;
  });
  readonly #darkSystem = new MediaQuery('(prefers-color-scheme: dark)');
  #stopSample: AbortController | null = null;

  /** Language on show; follows the preference once its messages are there. */
  readonly locale: Locale = $derived(this.#messages.locale);
  /** Looks up a message in the language on show. */
  readonly t: Translate = $derived(createTranslate(this.#messages.locale, this.#messages.all));
  /** Numbers, money, dates and sizes in the language on show. */
  readonly formats: Formats = $derived(createFormats(this.locale));
  /** Theme in force. */
  readonly theme: 'light' | 'dark' = $derived.by(() => {
    const choice = this.preferences.theme;
    if (choice === 'system') return this.#darkSystem.current ? 'dark' : 'light';
    return choice;
  });

  constructor(engine: EnginePort, preferences: Preferences) {
    this.engine = engine;
    this.preferences = preferences;
    this.tables = new LoadedTables(engine);
    this.imports = new ImportFiles(engine, this.tables);
    const shelf = new WorkspaceShelf();
    this.recipes = new RecipeBook(engine, shelf);
    this.recent = new RecentFiles(shelf);
    this.records = new RecordsWork(engine.records, new KeptHierarchies(browserStore()));
    this.notebooks = new Notebooks({
      engine,
      dataset: () => this.dataset,
      look: () => ({ locale: this.locale, theme: this.theme, say: (key) => this.say(key) }),
      sayUnknown: (kind) => this.t('document.unknownCell', { kind }),
      notices: this.notices,
      router: this.router,
    });
    this.dashboards = new Dashboards({
      engine,
      dataset: () => this.dataset,
      locale: () => this.locale,
      sayUnknown: (kind) => this.t('document.unknownCell', { kind }),
      notices: this.notices,
      router: this.router,
    });
  }

  /** The file on its way in that is looked at, if any. */
  get importing(): ImportSession | null {
    return this.imports.current;
  }

  /** True when a file may be opened: the engine runs and the seal's self-test has passed. */
  get canOpen(): boolean {
    return this.engine.status === 'ready' && this.engine.sealed;
  }

  /** Starts the engine, with the policy as the user has tightened it before. */
  async start(): Promise<void> {
    void this.#lookForKept();
    // With the checks of policies, which the first page does not need; there before the engine is.
    const reading = import('./policy-choice.ts');
    await this.engine.start(async (host) => {
      const { applyPolicyChoice, readPolicyChoice } = await reading;
      const choice = readPolicyChoice(this.preferences.policy);
      return choice === null ? host : applyPolicyChoice(host, choice);
    });
  }

  /** Looks for data kept on this device, and deletes those whose last day is over. */
  async #lookForKept(): Promise<void> {
    if (this.keeping !== null) return;
    const { Keeping } = await import('./kept/keeping.svelte.ts');
    const keeping = new Keeping(this);
    await keeping.read();
    this.keeping = keeping;
  }

  /** Loads the messages of a language and shows it; until then the language on show stays. */
  async showLocale(locale: Locale): Promise<void> {
    const all = await loadMessages(locale);
    if (locale !== this.preferences.locale) return;
    this.#messages = { locale, all };
    this.#languageLoaded();
  }

  /** Looks up a message whose key comes with other data, such as the title of an analysis. */
  say(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
    return (this.t as (key: MessageKey, values: object) => string)(key, values);
  }

  /** Lets the user choose files on disk, which are then opened. */
  chooseFile(): void {
    if (!this.canOpen) return;
    void this.recent.choose().then((files) => {
      if (files === null) this.fileInput?.click();
      else void this.openFiles(files);
    });
  }

  /** Puts an error into words. */
  describe(error: AppError): ErrorText {
    return describeError(error, this.t);
  }

  /** Opens files and shows the columns of the first. What was loaded stays until it is replaced. */
  async openFiles(files: readonly File[]): Promise<void> {
    if (!this.canOpen || files.length === 0) return;
    const opening = this.imports.add(files);
    this.router.go({ name: 'columns' });
    await opening;
  }

  /** Forgets the files on their way in. */
  async closeFile(): Promise<void> {
    this.router.go({ name: 'data' });
    await this.imports.clear();
  }

  /** Loads every file that is ready and shows the cleaning receipt, unless one of them needs another look. */
  async loadFile(): Promise<void> {
    const { importing } = this;
    const again = importing?.canLoad === true && this.imports.loadable.length === 0;
    await this.#load(again ? this.imports.loadOnly(importing) : this.imports.loadAll());
  }

  /** Loads the file that is looked at and no other. */
  async loadOnly(session: ImportSession): Promise<void> {
    await this.#load(this.imports.loadOnly(session));
  }

  /** Loads a file that has not fitted into memory once more, after a change that makes it smaller. */
  async loadLess(session: ImportSession, change: (session: ImportSession) => void): Promise<void> {
    await this.#load(this.imports.loadLess(session, change));
  }

  /** Loads files of orders once more, as they are read now. */
  async loadAgain(sessions: readonly ImportSession[]): Promise<void> {
    await this.#load(this.imports.loadAgain(sessions));
  }

  async #load(loading: Promise<OrdersIn | null>): Promise<void> {
    const orders = await loading;
    if (orders !== null) {
      const { receipt, mapping, sessions } = orders;
      const keep = (rules: Partial<RuleSwitches>): void => void this.recipes.keepRules(rules);
      this.dataset = new Dataset(this.engine, receipt, mapping, sessions, keep);
    }
    void this.recipes.keep(this.imports.list.filter(({ loadState }) => loadState === 'loaded'));
    const open = this.imports.list.find(({ loadState }) => loadState === 'failed' || loadState === 'stopped');
    if (open !== undefined) this.imports.look(open);
    else if (this.imports.list.some(({ loadState }) => loadState === 'loaded')) {
      this.router.go({ name: 'receipt' });
    }
  }

  /** Makes the synthetic sample orders, loads them and shows the cleaning receipt. */
  async loadSample(): Promise<void> {
    if (!this.canOpen || this.sampleProgress !== null) return;
    this.sampleProgress = 'starting';
    this.#stopSample = new AbortController();
    const result = await this.engine.loadSample({
      signal: this.#stopSample.signal,
      onProgress: (progress) => {
        if (this.sampleProgress !== null) this.sampleProgress = progress;
      },
    });
    this.sampleProgress = null;
    if (!result.ok) {
      this.notices.error(result.error);
      return;
    }
    this.dataset = new Dataset(this.engine, result.value, null);
    this.router.go({ name: 'receipt' });
  }

  /** Stops making the sample orders. */
  cancelSample(): void {
    this.#stopSample?.abort();
  }

  /** Tightens the policy, or loosens it again as far as the host allows; keeps the choice for next time. */
  async setPolicy(policy: Policy): Promise<Result<Policy>> {
    // Read first: between the moment it is in force and the moment it is kept, the page may be loaded anew.
    const { policyChoice } = await import('./policy-choice.ts');
    const { hostPolicy } = this.engine;
    const result = await this.engine.setPolicy(policy);
    if (result.ok && hostPolicy !== null) {
      this.preferences.set({ policy: policyChoice(hostPolicy, result.value) });
    }
    return result;
  }
}

/** The one context: puts the workspace in and reads it. */
export const [readWorkspace, provideWorkspace] = createContext<Workspace>();
