import type { Analysis } from '../../src/analyses/analysis.ts';
import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import { shownShape } from '../../src/analyses/shown-shape.ts';
import type { ListConsents } from '../../src/contract/consent.ts';
import type {
  EngineEvent,
  ListedRowsRequest,
  ListRequest,
  LoadRequest,
  PolicyEffect,
  ReleasePreview,
  ReleaseRequest,
  ReportRequest,
  RowWindow,
} from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { newId, type DatasetId, type FileId, type RecordsId } from '../../src/contract/ids.ts';
import type { CleaningReceipt, CleaningRule, FilePreview, RuleSwitches } from '../../src/contract/import.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { Policy, Private, RegisteredRelease, ReleasedFile } from '../../src/contract/privacy.ts';
import type { ReadingWish } from '../../src/contract/reading.ts';
import type { RecordsSource, RecordsSummary } from '../../src/contract/records.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import type { Result } from '../../src/contract/result.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { AuditLog } from '../../src/privacy/audit-log.ts';
import { DecisionLog } from '../../src/privacy/decision-log.ts';
import { maskedPreview } from '../../src/privacy/classify/masking.ts';
import { tighten } from '../../src/privacy/policy.ts';
import { listConsents } from '../consents/listed-consents.ts';
import { exportReleased, type FileLook } from '../export/release-file.ts';
import { appendFiles } from '../import/append-files.ts';
import { type FilesRequest, loadFromFiles } from '../import/load-from-files.ts';
import { applyRules } from '../import/load-orders.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { tellDuplicate } from '../import/doctor/duplicate-file.ts';
import { openFile } from '../import/open-file.ts';
import { setAsideRows } from '../import/set-aside-rows.ts';
import { runAnalysis } from './analyse.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import { PSEUDONYM_KEYS } from '../records/pseudonym-keys.ts';
import type { RecordsDesk } from '../records/records-desk.ts';
import { StepCache } from './make-tables.ts';
import { readRows } from './analyse-rows.ts';
import { policyEffects } from './policy-effects.ts';
import { listedTable, releaseList } from './release-list.ts';
import { RegisterDesk } from './register-desk.ts';
import {
  previewTable,
  questionOf,
  type ReleaseGround,
  type ReleaseMaker,
  releaseTable,
} from './release-desk.ts';
import type { Compute } from './compute.ts';
import type { Database, FileSource, Run } from './database.ts';
import { SideStore } from '../tables/side-store.ts';
import type { WorkbenchHost } from './workbench-host.ts';

interface OpenedFile {
  readonly source: FileSource;
  readonly preview: FilePreview;
  /** Columns whose values the user has asked to see. */
  readonly revealed: Set<string>;
}

interface Ran {
  readonly analysis: Analysis;
  readonly outcome: AnalysisOutcome;
}

/**
 * What one user works on: open files, the orders loaded from one of them, the results of analyses, the policy
 * and the gate's log. It knows nothing of workers, so that the page and the command line share it.
 */
export class Workbench {
  readonly #db: Database;
  readonly #compute: Compute;
  readonly #hostPolicy: Policy;
  readonly #files = new Map<FileId, OpenedFile>();
  readonly #ran = new Map<string, Ran>();
  readonly log: DecisionLog;
  readonly audit: AuditLog;
  readonly #sides: SideStore;
  #records: Promise<RecordsDesk> | null = null;
  readonly #register: RegisterDesk;
  #policy: Policy;
  #loaded: LoadedOrders | null = null;
  #synthetic = false;
  #cache = new StepCache();

  constructor(
    { db, compute, shelf }: WorkbenchHost,
    policy: Policy,
    emit: (event: EngineEvent) => void = () => undefined,
  ) {
    this.#db = db;
    this.#sides = new SideStore(db);
    this.#register = new RegisterDesk(db, shelf);
    this.#compute = compute;
    this.#hostPolicy = policy;
    this.#policy = policy;
    this.log = new DecisionLog((decision) => {
      emit({ kind: 'decision', decision });
    });
    this.audit = new AuditLog((event) => {
      emit({ kind: 'audit', event });
    });
  }

  /** Opens a file under an id, or opens it again in another way. What identifies people comes masked. */
  async open(run: Run, fileId: FileId, source: FileSource, wish: ReadingWish = {}): Promise<FilePreview> {
    const opened = await openFile(this.#db, run, source, fileId, wish);
    const preview = await tellDuplicate({ source, preview: opened }, [...this.#files.values()]);
    this.#files.set(fileId, { source, preview, revealed: new Set() });
    return maskedPreview(preview);
  }

  /** Opens a file again in the way the user has chosen. */
  reopen(run: Run, fileId: FileId, wish: ReadingWish): Promise<FilePreview> {
    return this.open(run, fileId, this.#file(fileId).source, wish);
  }

  close(fileId: FileId): void {
    this.#files.delete(fileId);
  }

  /** Loads the mapped columns of one or more files in place of what was loaded before. */
  async load(run: Run, request: LoadRequest): Promise<CleaningReceipt> {
    const { datasetId, mapping, rules, further = [] } = request;
    const first = this.#file(request.fileId);
    const others = further.map((fileId) => this.#file(fileId));
    const whole =
      others.length === 0
        ? { ...first, joined: [] }
        : await appendFiles(this.#db, run, first, others, mapping);
    const { source, preview, joined } = whole;
    const files = [first, ...others];
    return this.#load(run, { source, preview, joined, files, mapping, rules, datasetId, synthetic: false });
  }

  /**
   * Loads synthetic orders.
   *
   * @param source the file the generator has made
   */
  async loadSample(run: Run, datasetId: DatasetId, source: FileSource): Promise<CleaningReceipt> {
    const preview = await openFile(this.#db, run, source, newId<FileId>());
    const mapping = suggestMapping(preview);
    const files = [{ source, preview }];
    return this.#load(run, { source, preview, files, mapping, rules: {}, datasetId, synthetic: true });
  }

  async #load(run: Run, request: FilesRequest & { readonly synthetic: boolean }): Promise<CleaningReceipt> {
    const loaded = await loadFromFiles(this.#db, run, request);
    const { pseudonymise } = request.mapping;
    if (pseudonymise !== undefined) {
      this.audit.note('pseudonymised', pseudonymise.columns.join(', '), pseudonymise.purpose);
    }
    this.#synthetic = request.synthetic;
    return this.stand(loaded);
  }

  /** Has orders take the place of those that stood, or of themselves as they were; results computed before go. */
  stand(loaded: LoadedOrders): CleaningReceipt {
    this.#loaded = loaded;
    this.#forgetResults();
    return loaded.receipt;
  }

  /** An open file. Throws AppFailure `file.gone` where it is not open. */
  file(fileId: FileId): { readonly source: FileSource; readonly preview: FilePreview } {
    return this.#file(fileId);
  }

  /** Switches cleaning rules; results computed before no longer stand. */
  async setRules(run: Run, datasetId: DatasetId, rules: RuleSwitches): Promise<CleaningReceipt> {
    return this.stand(await applyRules(this.#db, run, this.#dataset(datasetId), rules));
  }

  setAsideRows(
    run: Run,
    datasetId: DatasetId,
    rule: CleaningRule | 'malformed',
    page: { readonly offset: number; readonly limit: number },
  ): Promise<Private<ResultSet>> {
    return setAsideRows(this.#db, run, this.#dataset(datasetId), rule, page);
  }

  async analyse(
    run: Run,
    datasetId: DatasetId,
    analysisId: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<AnalysisOutcome> {
    const { receipt } = this.#dataset(datasetId);
    const analysis = findAnalysis(analysisId);
    const request = { datasetId, data: boundDataOf(receipt), analysis, params };
    // Its tables may be half made when the run fails or is stopped; what was shown before cannot be released.
    this.#ran.delete(analysisId);
    const outcome = await runAnalysis(
      { db: this.#db, compute: this.#compute, run, cache: this.#cache },
      request,
    );
    this.#ran.set(analysisId, { analysis, outcome });
    return outcome;
  }

  rows(run: Run, window: RowWindow): Promise<Private<ResultSet>> {
    const { analysis } = this.#result(window.datasetId, window.analysisId);
    return readRows(this.#db, run, window, analysis);
  }

  /**
   * A table as it would leave under the policy in force, with what the register has against it. Nothing leaves, so the
   * log is not written.
   */
  preview(run: Run, request: ReleaseRequest): Promise<Result<ReleasePreview>> {
    const ran = this.#result(request.datasetId, request.analysisId);
    return previewTable(run, this.#releaseGround(request.datasetId), questionOf(ran, request.table), request);
  }

  /** What another policy would make of the results that stand now. */
  policyEffects(run: Run, policy: Policy): Promise<readonly PolicyEffect[]> {
    return policyEffects(run, this.#ran.values(), this.#policy, policy);
  }

  /** Everything that has been released of the loaded data, and of files of records that are taken up; oldest first. */
  async releases(run: Run): Promise<readonly RegisteredRelease[]> {
    const ofOrders = this.#loaded === null ? [] : await this.#register.releases(run, this.#loaded);
    const ofRecords = this.#records === null ? [] : await (await this.#records).releases(run);
    // A table of records that are customers stands in both registers.
    const known = new Set(ofOrders.map(({ id }) => id));
    const others = ofRecords.filter(({ id }) => !known.has(id));
    return [...ofOrders, ...others].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  }

  /** Where the customers of a list stand on consent. */
  listConsents(run: Run, request: ListedRowsRequest): Promise<Private<ListConsents>> {
    const { analysis, outcome } = this.#result(request.datasetId, request.analysisId);
    const ground = { db: this.#db, sides: this.#sides, loaded: this.#dataset(request.datasetId) };
    return listConsents(run, ground, listedTable(analysis, outcome.params, request));
  }

  /** Asks the gate for a list of customers. */
  async releaseList(run: Run, request: ListRequest): Promise<Result<ReleasedFile>> {
    const { analysis, outcome } = this.#result(request.datasetId, request.analysisId);
    const loaded = this.#dataset(request.datasetId);
    return releaseList(
      run,
      {
        db: this.#db,
        loaded,
        sides: this.#sides,
        synthetic: this.#synthetic,
        register: await this.#register.of(run, loaded),
        policy: this.#policy,
        log: this.log,
      },
      listedTable(analysis, outcome.params, request),
      request,
    );
  }

  /** Asks the gate for a report of the privacy screen. */
  async releaseReport(run: Run, request: ReportRequest): Promise<Result<ReleasedFile>> {
    const { releaseReport } = await import('../reports/release-report.ts');
    return releaseReport(
      {
        policy: this.#policy,
        hostPolicy: this.#hostPolicy,
        log: this.log,
        audit: this.audit,
        releases: () => this.releases(run),
        records: request.recordsId === null ? null : (await this.records()).reportedOn(request.recordsId),
        register: {
          db: this.#db,
          run,
          shelf: this.#register.shelf,
          orders: this.#loaded === null ? null : await this.#register.of(run, this.#loaded),
        },
      },
      request,
    );
  }

  /** Shows masked columns of a preview as they stand in the file; the others stay masked. */
  reveal(_run: Run, fileId: FileId, columns: readonly string[], reason: string | null): Promise<FilePreview> {
    const { preview, revealed } = this.#file(fileId);
    for (const column of columns) revealed.add(column);
    this.audit.note('revealed', `${preview.name}: ${columns.join(', ')}`, reason);
    return Promise.resolve(maskedPreview(preview, revealed));
  }

  /** Destroys the key behind all pseudonyms. */
  async destroyPseudonymKey(): Promise<null> {
    await PSEUDONYM_KEYS.destroy();
    this.audit.note('keyDestroyed', 'pseudonyms');
    return null;
  }

  /** The desk for rows about people; its code is loaded when it is first needed. */
  records(): Promise<RecordsDesk> {
    this.#records ??= import('../records/records-desk.ts').then(({ RecordsDesk }) => {
      const { shelf } = this.#register;
      return new RecordsDesk({ db: this.#db, compute: this.#compute, shelf }, this.audit);
    });
    return this.#records;
  }

  /** Takes up rows about people: those of an open file, or one for each customer of the loaded orders. */
  async takeRecords(run: Run, recordsId: RecordsId, source: RecordsSource): Promise<RecordsSummary> {
    const desk = await this.records();
    return desk.take(
      run,
      recordsId,
      source.kind === 'file'
        ? { kind: 'file', ...this.#file(source.fileId) }
        : { kind: 'customers', loaded: this.#dataset(source.datasetId), synthetic: this.#synthetic },
    );
  }

  /** What desks beside this one stand on now. */
  get ground(): NotebookGround {
    const [loaded, sides, synthetic] = [this.#loaded, this.#sides, this.#synthetic];
    return { loaded, sides, synthetic, register: this.#register, policy: this.#policy, log: this.log };
  }

  /** Asks the gate for a file; every answer is written to the log, and what leaves into the register. */
  release(run: Run, request: ReleaseRequest): Promise<Result<ReleasedFile>> {
    const ran = this.#result(request.datasetId, request.analysisId);
    const { analysis, outcome } = ran;
    const ground = this.#releaseGround(request.datasetId);
    const question = questionOf(ran, request.table);
    const { locale, theme, size = null } = request;
    const look: FileLook = {
      locale,
      theme,
      size,
      view: analysis.views.find(({ id }) => id === request.view) ?? null,
      shape: shownShape(question.shape, outcome.params),
      context: { params: outcome.params, currency: ground.loaded.mapping.currency },
      synthetic: this.#synthetic,
    };
    const make: ReleaseMaker['make'] = (released) => exportReleased(released, question.subject, look);
    return releaseTable(run, ground, question, request, { make, locale });
  }

  /** Tightens the policy; a looser one than the host's is refused. */
  setPolicy(policy: Policy): Result<Policy> {
    const result = tighten(this.#hostPolicy, policy);
    if (result.ok) {
      this.#policy = result.value;
      this.audit.note('policyChanged', 'policy');
    }
    return result;
  }

  #forgetResults(): void {
    this.#cache = new StepCache();
    this.#ran.clear();
  }

  #file(fileId: FileId): OpenedFile {
    const file = this.#files.get(fileId);
    if (file === undefined) throw new AppFailure(appError('file.gone', { name: 'the file' }));
    return file;
  }

  #dataset(datasetId: DatasetId): LoadedOrders {
    if (this.#loaded?.datasetId !== datasetId) throw new AppFailure(appError('gate.unknownRun', {}));
    return this.#loaded;
  }

  #result(datasetId: DatasetId, analysisId: string): Ran {
    const ran = this.#ran.get(analysisId);
    if (ran?.outcome.datasetId !== datasetId) throw new AppFailure(appError('gate.unknownRun', {}));
    return ran;
  }

  #releaseGround(datasetId: DatasetId): ReleaseGround {
    const [register, policy, log] = [this.#register, this.#policy, this.log];
    return { loaded: this.#dataset(datasetId), register, policy, log };
  }
}
