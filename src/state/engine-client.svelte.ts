import type { EngineApi, EngineEvent, LoadRequest, Progress } from '../contract/engine-api.ts';
import { appError, toAppError, type AppError } from '../contract/error.ts';
import { newId, type DatasetId, type FileId, type RunId } from '../contract/ids.ts';
import type { Mapping, RuleSwitches } from '../contract/import.ts';
import type { AuditEvent, Decision, Policy, ReleasedFile } from '../contract/privacy.ts';
import type { DeidentifyOutcome } from '../contract/records.ts';
import type { ReadingWish } from '../contract/reading.ts';
import { fail, type Result } from '../contract/result.ts';
import { bootEngine, ENGINE_BYTES, type BootedEngine } from './boot-engine.ts';
import { EngineCalls } from './engine-calls.ts';
import { EngineJournal } from './engine-journal.ts';
import type { EngineLine } from './engine-line.ts';
import { DashboardClient } from './dashboard-client.svelte.ts';
import { NotebookClient } from './notebook-client.svelte.ts';
import { MergeClient } from './merge-client.svelte.ts';
import { RecordsClient } from './records-client.svelte.ts';
import { TablesClient } from './tables-client.svelte.ts';
import type {
  BootProgress,
  EngineCall as Call,
  EnginePort,
  EngineStatus,
  DashboardPort,
  MergePort,
  NotebookPort,
  OwnPolicy,
  RecordsPort,
  TablesPort,
  RunControl,
  SealCheck,
} from './engine-port.ts';
import { newCrash } from './engine-crash.ts';
import { filesAsLoaded, type LoadedFiles } from './loaded-files.ts';
import { replayJournal } from './replay-journal.ts';
import { RequestMeter } from './request-meter.svelte.ts';
import { comeUnderServiceWorker, isSealed, removeOtherWays, testSeal } from './seal.ts';

/** How often the engine is started again without anything having worked in between. */
const MAX_RESTARTS = 3;

/**
 * The engine as the page sees it: starts the worker, tests the seal, passes calls on, notices when the
 * engine has died and brings a new one to where the old one was.
 */
export class EngineClient extends EngineCalls implements EnginePort {
  status = $state<EngineStatus>('idle');
  generation = $state(0);
  bootProgress = $state.raw<BootProgress | null>(null);
  failure = $state.raw<AppError | null>(null);
  memoryBytes = $state<number | null>(null);
  lastRunMs = $state<number | null>(null);
  decisions = $state.raw<readonly Decision[]>([]);
  audit = $state.raw<readonly AuditEvent[]>([]);
  policy = $state.raw<Policy | null>(null);
  hostPolicy = $state.raw<Policy | null>(null);
  sealChecks = $state.raw<readonly SealCheck[]>([]);
  sealTestedAt = $state<string | null>(null);

  readonly #meter = new RequestMeter();
  readonly #journal = new EngineJournal();
  readonly #progress = new Map<RunId, (progress: Progress) => void>();
  readonly #soFar = new Map<RunId, (best: DeidentifyOutcome) => void>();
  protected readonly line: EngineLine = {
    call: (make, control) => this.#call(make, control),
    run: (make, control) => this.#run(make, control),
    file: (make, control) => this.#file(make, control),
    hearSoFar: (run, hear) => (hear === null ? this.#soFar.delete(run) : this.#soFar.set(run, hear)),
  };
  readonly records: RecordsPort = new RecordsClient(this.line);
  readonly notebook: NotebookPort = new NotebookClient(this.line);
  readonly dashboard: DashboardPort = new DashboardClient(this.line);
  readonly tables: TablesPort = new TablesClient(this.line, this.#journal);
  readonly merging: MergePort = new MergeClient(this.line, this.#journal);
  #engine: BootedEngine | null = null;
  #crash = newCrash();
  #restarts = 0;
  #restarting: Promise<void> = Promise.resolve();
  /** How often an engine has died before its restart was over. */
  #diedRestarting = 0;
  #boots = 0;

  get requestsSinceLoad(): number {
    return this.#meter.sinceLoad;
  }

  get sealed(): boolean {
    return this.status !== 'failed' && isSealed(this.sealChecks);
  }

  async start(ownPolicy: OwnPolicy): Promise<void> {
    if (this.status !== 'idle' && this.status !== 'failed') return;
    this.status = 'starting';
    this.failure = null;
    try {
      if (!window.isSecureContext) {
        this.#giveUp(appError('seal.insecureContext', {}));
        return;
      }
      removeOtherWays();
      if (!(await comeUnderServiceWorker())) return;
      const response = await fetch(new URL('policy.json', document.baseURI), { cache: 'no-cache' });
      const { parsePolicy } = await import('../privacy/policy.ts');
      const policy = parsePolicy(await response.json());
      if (policy.ok) {
        this.hostPolicy = policy.value;
        this.policy = await ownPolicy(policy.value);
        this.#journal.policy = this.policy === this.hostPolicy ? null : this.policy;
      }
      const error = policy.ok ? ((await this.#boot(policy.value)) ?? (await this.#tighten())) : policy.error;
      if (error !== null) {
        this.#giveUp(error);
        return;
      }
      await this.testSeal();
      if (!isSealed(this.sealChecks)) {
        const broken = this.sealChecks.find(({ outcome }) => outcome === 'failed');
        this.failure = appError('seal.failed', { check: broken?.id ?? 'csp' });
      }
      this.#meter.startCounting();
      this.status = 'ready';
    } catch (thrown) {
      this.#giveUp(toAppError(thrown));
    }
  }

  async testSeal(): Promise<void> {
    const crashed = this.#crash.promise.then((error) => fail(error));
    const remote = this.#engine?.remote;
    const engine = remote === undefined ? null : await Promise.race([remote.selfTest(), crashed]);
    this.sealChecks = await testSeal(engine?.ok === true ? engine.value : []);
    this.sealTestedAt = new Date().toISOString();
  }

  async openFile(
    file: File,
    control?: RunControl,
    wish: ReadingWish = {},
  ): ReturnType<EngineApi['openFile']> {
    const fileId = newId<FileId>();
    const plain = $state.snapshot(wish);
    const result = await this.#run((api, run) => api.openFile(run, fileId, file, plain), control);
    if (result.ok) {
      this.#journal.opened(fileId, file);
      this.#journal.reopened(fileId, plain);
    }
    return result;
  }

  async reopenFile(
    fileId: FileId,
    wish: ReadingWish,
    control?: RunControl,
  ): ReturnType<EngineApi['reopenFile']> {
    const plain = $state.snapshot(wish);
    const result = await this.#run((api, run) => api.reopenFile(run, fileId, plain), control);
    if (result.ok) this.#journal.reopened(fileId, plain);
    return result;
  }

  async closeFile(fileId: FileId): Promise<void> {
    this.#journal.closed(fileId);
    await this.#engine?.remote.closeFile(fileId);
  }

  async load(
    fileId: FileId,
    mapping: Mapping,
    rules: Partial<RuleSwitches>,
    control?: RunControl,
    further: readonly FileId[] = [],
  ): ReturnType<EngineApi['load']> {
    const request = $state.snapshot<LoadRequest>({
      fileId,
      datasetId: newId<DatasetId>(),
      mapping,
      rules,
      further,
    });
    const result = await this.#run((api, run) => api.load(run, request), control);
    if (result.ok) this.#journal.replaceLoaded({ kind: 'file', request });
    return result;
  }

  async loadSample(control?: RunControl): ReturnType<EngineApi['loadSample']> {
    const datasetId = newId<DatasetId>();
    const result = await this.#run((api, run) => api.loadSample(run, datasetId), control);
    if (result.ok) this.#journal.replaceLoaded({ kind: 'sample', datasetId });
    return result;
  }

  async setRules(
    datasetId: DatasetId,
    rules: RuleSwitches,
    control?: RunControl,
  ): ReturnType<EngineApi['setRules']> {
    const plain = $state.snapshot(rules);
    const result = await this.#run((api, run) => api.setRules(run, datasetId, plain), control);
    if (result.ok) this.#journal.rules = plain;
    return result;
  }

  async analyse(
    datasetId: DatasetId,
    analysisId: string,
    params: Readonly<Record<string, unknown>>,
    control?: RunControl,
  ): ReturnType<EngineApi['analyse']> {
    const plain = $state.snapshot(params);
    const result = await this.#run((api, run) => api.analyse(run, datasetId, analysisId, plain), control);
    if (result.ok) this.#journal.analyses.set(analysisId, { datasetId, analysisId, params: plain });
    return result;
  }

  loadedFiles(): LoadedFiles | null {
    return filesAsLoaded(this.#journal);
  }

  async setPolicy(policy: Policy): ReturnType<EngineApi['setPolicy']> {
    const plain = $state.snapshot(policy);
    const result = await this.#call((api) => api.setPolicy(plain));
    if (result.ok) {
      this.policy = result.value;
      this.#journal.policy = result.value;
    }
    return result;
  }

  /** Passes on a call for a file. */
  async #file(make: Call<ReleasedFile>, control?: RunControl): Promise<Result<ReleasedFile>> {
    const result = await this.#call(make, control);
    // The event with the decision comes over another channel and may be later than the file.
    if (result.ok) this.#note(result.value.decision);
    return result;
  }

  /** Passes on a call that counts as a run: the status bar shows how long the last one took. */
  async #run<T>(make: Call<T>, control?: RunControl): Promise<Result<T>> {
    const began = performance.now();
    const result = await this.#call(make, control);
    if (result.ok) this.lastRunMs = performance.now() - began;
    return result;
  }

  /** Passes one call on; it always answers, also when the engine dies meanwhile. */
  async #call<T>(make: Call<T>, control?: RunControl): Promise<Result<T>> {
    // What is asked for during a restart waits for its end.
    await this.#restarting;
    const remote = this.#engine?.remote;
    if (remote === undefined || this.status !== 'ready') return fail(appError('engine.notReady', {}));
    if (control?.signal?.aborted === true) return fail(appError('engine.cancelled', {}));
    const runId = newId<RunId>();
    if (control?.onProgress !== undefined) this.#progress.set(runId, control.onProgress);
    const abort = (): void => {
      void remote.cancel(runId);
    };
    control?.signal?.addEventListener('abort', abort);
    try {
      const crashed = this.#crash.promise.then((error) => fail(error));
      const result = await Promise.race([make(remote, runId), crashed]);
      if (result.ok) this.#restarts = 0;
      return result;
    } catch (thrown) {
      return fail(toAppError(thrown));
    } finally {
      control?.signal?.removeEventListener('abort', abort);
      this.#progress.delete(runId);
    }
  }

  /** Starts an engine; null when all went well. */
  async #boot(policy: Policy): Promise<AppError | null> {
    this.bootProgress = { loadedBytes: 0, totalBytes: ENGINE_BYTES };
    this.#boots += 1;
    const boot = this.#boots;
    const booted = await bootEngine(policy, {
      onEvent: (event) => {
        // What an engine said before it was given up may still be on its way.
        if (boot === this.#boots) this.#hear(event);
      },
      onDeath: (worker) => {
        if (this.#engine?.worker === worker) this.#lost();
      },
    });
    this.bootProgress = null;
    if (!booted.ok) return booted.error;
    this.#engine = booted.value;
    return null;
  }

  /** Brings the policy in force to an engine that knows the host's alone; null when all went well. */
  async #tighten(): Promise<AppError | null> {
    const { policy } = this.#journal;
    const remote = this.#engine?.remote;
    if (policy === null || remote === undefined) return null;
    const crashed = this.#crash.promise.then((error) => fail(error));
    const result = await Promise.race([remote.setPolicy(policy), crashed]);
    return result.ok ? null : result.error;
  }

  #hear(event: EngineEvent): void {
    switch (event.kind) {
      case 'boot':
        this.bootProgress = { loadedBytes: event.loadedBytes, totalBytes: event.totalBytes };
        break;
      case 'progress':
        this.#progress.get(event.runId)?.(event.progress);
        break;
      case 'memory':
        this.memoryBytes = event.bytes;
        break;
      case 'decision':
        this.#note(event.decision);
        break;
      case 'audit':
        this.audit = [...this.audit, event.event];
        break;
      case 'soFar':
        this.#soFar.get(event.runId)?.(event.best);
        break;
      case 'lost':
        this.#lost();
        break;
    }
  }

  #note(decision: Decision): void {
    if (this.decisions.some(({ id }) => id === decision.id)) return;
    this.decisions = [...this.decisions, decision];
  }

  #giveUp(error: AppError): void {
    this.status = 'failed';
    this.failure = error;
    this.bootProgress = null;
  }

  #lost(): void {
    if (this.status === 'failed') return;
    if (this.status === 'restarting') {
      this.#diedRestarting += 1;
      this.#crash.raise();
      return;
    }
    this.#restarting = this.#restart();
  }

  async #restart(): Promise<void> {
    this.status = 'restarting';
    const died = this.#diedRestarting;
    const { raise } = this.#crash;
    this.#engine?.worker.terminate();
    this.#engine = null;
    this.#crash = newCrash();
    raise();
    this.#restarts += 1;
    this.memoryBytes = null;
    if (this.#restarts > MAX_RESTARTS || this.hostPolicy === null) {
      this.#giveUp(appError('engine.bootFailed', { detail: `stopped ${this.#restarts} times` }));
      return;
    }
    if (this.#restarts > 1) this.#journal.dropLoaded();
    const error = await this.#boot(this.hostPolicy);
    if (error?.code === 'engine.crashed') {
      await this.#restart();
      return;
    }
    if (error !== null) {
      this.#giveUp(error);
      return;
    }
    this.generation += 1;
    // A new engine is a new thing to trust: no file is opened in it before it has been tried.
    await this.testSeal();
    if (this.sealed) await this.#replay();
    if (this.#diedRestarting > died) await this.#restart();
    else this.status = 'ready';
  }

  async #replay(): Promise<void> {
    const remote = this.#engine?.remote;
    if (remote === undefined) return;
    const crashed = this.#crash.promise.then((error) => fail(error));
    await replayJournal(remote, this.#journal, (promise) => Promise.race([promise, crashed]));
  }
}
