import type { EngineApi, EngineEvent } from '../../src/contract/engine-api.ts';
import { appError, AppFailure, toAppError } from '../../src/contract/error.ts';
import { newId, type RunId } from '../../src/contract/ids.ts';
import { fail, ok, type Result } from '../../src/contract/result.ts';
import { makeSampleFile } from '../../src/data/sample/sample-file.ts';
import { bootBrowser, type BrowserEngine } from './boot-browser.ts';
import { ComputeWorkers } from './compute-workers.ts';
import type { Run } from './database.ts';
import { fileInTab } from './file-in-tab.ts';
import { holdLock } from './hold-lock.ts';
import { RunLane } from './run-lane.ts';
import { testNetwork, testSandbox } from './self-test.ts';
import { Workbench } from './workbench.ts';
import { AheadDesk } from '../dashboard/ahead-desk.ts';
import type { DashboardDesk } from '../dashboard/dashboard-desk.ts';
import type { MergeDesk } from '../merge/merge-desk.ts';
import type { NotebookDesk } from '../notebook/notebook-desk.ts';
import type { TablesDesk } from '../tables/tables-desk.ts';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new AppFailure(result.error);
  return result.value;
}

/** How long cells must have rested before the engine's memory is told, ms. */
const MEMORY_RESTS_MS = 250;

interface Started extends BrowserEngine {
  readonly workbench: Workbench;
  readonly compute: ComputeWorkers;
  /** Its code is loaded when it is first needed. */
  notebook: Promise<NotebookDesk> | null;
  dashboard: Promise<DashboardDesk> | null;
  tables: Promise<TablesDesk> | null;
  merging: Promise<MergeDesk> | null;
}

/** Makes the engine that the page talks to. Nothing runs before `boot`. */
export function createEngine(): EngineApi {
  let listener: (event: EngineEvent) => void = () => undefined;
  const emit = (event: EngineEvent): void => {
    listener(event);
  };
  const lane = new RunLane(emit);
  let engine: Started | null = null;
  let memoryRests: ReturnType<typeof setTimeout> | undefined;

  function started(): Started {
    if (engine === null) throw new AppFailure(appError('engine.notReady', {}));
    return engine;
  }

  async function tellMemory(): Promise<void> {
    const bytes = await engine?.database.memoryBytes().catch(() => null);
    const dashboard = await engine?.dashboard;
    if (typeof bytes === 'number') emit({ kind: 'memory', bytes: bytes + (dashboard?.prepared.bytes ?? 0) });
  }

  /** Runs of cells follow one another, and the reader waits for the last of them: memory is told when they rest. */
  function tellMemoryLater(): void {
    clearTimeout(memoryRests);
    memoryRests = setTimeout(() => {
      // Spare work tells it when it ends.
      if (!lane.spare.isUnderWay) void lane.enqueue(newId<RunId>(), tellMemory);
    }, MEMORY_RESTS_MS);
  }

  /** One run: in its turn, and with the memory told afterwards. An engine that has trapped is given up. */
  async function run<T>(
    id: Parameters<RunLane['enqueue']>[0],
    work: (workbench: Workbench, run: Run) => Promise<T>,
    tell: () => Promise<void> | void = tellMemory,
  ): Promise<Result<T>> {
    const result = await lane.enqueue(id, async (current) => {
      const { workbench } = started();
      try {
        return await work(workbench, current);
      } finally {
        await (await engine?.dashboard)?.forgetOthers();
        await tell();
      }
    });
    if (!result.ok && result.error.code === 'engine.crashed') emit({ kind: 'lost' });
    return result;
  }

  /** The notebook's desk; its code comes when it is first needed. */
  function notebookDesk(workbench: Workbench): Promise<NotebookDesk> {
    const current = started();
    const { database, compute } = current;
    current.notebook ??= import('../notebook/notebook-desk.ts').then(
      ({ NotebookDesk }) => new NotebookDesk(database, compute, () => workbench.ground),
    );
    return current.notebook;
  }

  /** One run of the notebook. */
  function cells<T>(
    id: Parameters<RunLane['enqueue']>[0],
    work: (desk: NotebookDesk, run: Run) => Promise<T>,
  ): Promise<Result<T>> {
    const inTurn = async (workbench: Workbench, r: Run): Promise<T> => work(await notebookDesk(workbench), r);
    return run(id, inTurn, tellMemoryLater);
  }

  /** The dashboard's desk; its code comes when it is first needed. */
  function dashboardDesk(): Promise<DashboardDesk> {
    const current = started();
    const { database: db, compute, workbench } = current;
    const { audit } = workbench;
    const ground = (): Workbench['ground'] => workbench.ground;
    current.dashboard ??= import('../dashboard/dashboard-desk.ts').then(
      ({ DashboardDesk }) =>
        new DashboardDesk({ db, compute, audit, ground, cells: () => notebookDesk(workbench) }),
    );
    return current.dashboard;
  }

  const ahead = new AheadDesk(lane.spare, dashboardDesk, tellMemory);

  /** One run of the dashboard. */
  function tiles<T>(
    id: Parameters<RunLane['enqueue']>[0],
    work: (desk: DashboardDesk, run: Run) => Promise<T>,
  ): Promise<Result<T>> {
    return run(id, async (_, r) => work(await dashboardDesk(), r), tellMemoryLater);
  }

  /** One run on the tables beside the orders. */
  function tables<T>(
    id: Parameters<RunLane['enqueue']>[0],
    work: (desk: TablesDesk, run: Run) => Promise<T>,
  ): Promise<Result<T>> {
    return run(id, async (workbench, r) => {
      const current = started();
      current.tables ??= import('../tables/tables-desk.ts').then(
        ({ TablesDesk }) =>
          new TablesDesk({
            db: current.database,
            ground: () => workbench.ground,
            file: (fileId) => workbench.file(fileId),
          }),
      );
      return work(await current.tables, r);
    });
  }

  /** One run on customers of several systems. */
  function merging<T>(
    id: Parameters<RunLane['enqueue']>[0],
    work: (desk: MergeDesk, run: Run) => Promise<T>,
  ): Promise<Result<T>> {
    return run(id, async (workbench, r) => {
      const current = started();
      const { database: db } = current;
      current.merging ??= import('../merge/merge-desk.ts').then(
        ({ MergeDesk }) =>
          new MergeDesk({
            db,
            audit: workbench.audit,
            ground: () => workbench.ground,
            stand: (loaded) => workbench.stand(loaded),
          }),
      );
      return work(await current.merging, r);
    });
  }

  /** One load of orders; what was merged of those before goes. */
  function orders<T>(
    id: Parameters<RunLane['enqueue']>[0],
    work: (workbench: Workbench, run: Run) => Promise<T>,
  ): Promise<Result<T>> {
    return run(id, async (workbench, r) => {
      const loaded = await work(workbench, r);
      await (await engine?.merging)?.forget(r);
      return loaded;
    });
  }

  /** A call that needs no turn. */
  function now<T>(work: () => Result<T> | Promise<Result<T>>): Promise<Result<T>> {
    return Promise.resolve()
      .then(work)
      .catch((thrown: unknown) => fail(toAppError(thrown)));
  }

  return {
    boot: (request, onEvent) =>
      now(async () => {
        listener = onEvent;
        await holdLock(`${request.lockName}-engine`);
        const booted = await bootBrowser(request, (loadedBytes) => {
          emit({ kind: 'boot', loadedBytes, totalBytes: request.wasmBytes });
        });
        booted.lost.catch(() => {
          emit({ kind: 'lost' });
        });
        const compute = new ComputeWorkers(request.computeUrl, request.lockName);
        const workbench = new Workbench({ db: booted.database, compute }, request.policy, emit);
        engine = {
          ...booted,
          compute,
          workbench,
          notebook: null,
          dashboard: null,
          tables: null,
          merging: null,
        };
        return ok({ version: await booted.database.version() });
      }),
    selfTest: () =>
      now(async () => {
        const { database, worker, compute } = started();
        await lane.spare.stop();
        return ok([...(await testSandbox(database)), ...(await testNetwork(worker, compute))]);
      }),
    openFile: (id, fileId, file, wish) =>
      run(id, (workbench, r) => workbench.open(r, fileId, fileInTab(file), wish)),
    reopenFile: (id, fileId, wish) => run(id, (workbench, r) => workbench.reopen(r, fileId, wish)),
    closeFile: (fileId) => {
      engine?.workbench.close(fileId);
      return Promise.resolve();
    },
    load: (id, request) => orders(id, (workbench, r) => workbench.load(r, request)),
    loadSample: (id, datasetId) =>
      orders(id, (workbench, r) => workbench.loadSample(r, datasetId, fileInTab(makeSampleFile()))),
    setRules: (id, datasetId, rules) => run(id, (workbench, r) => workbench.setRules(r, datasetId, rules)),
    setAsideRows: (id, datasetId, rule, offset, limit) =>
      run(id, (workbench, r) => workbench.setAsideRows(r, datasetId, rule, { offset, limit })),
    analyse: (id, datasetId, analysisId, params) =>
      run(id, (workbench, r) => workbench.analyse(r, datasetId, analysisId, params)),
    rows: (id, window) => run(id, (workbench, r) => workbench.rows(r, window)),
    preview: (id, request) => run(id, async (workbench, r) => valueOf(await workbench.preview(r, request))),
    policyEffects: (id, policy) => run(id, (workbench, r) => workbench.policyEffects(r, policy)),
    releases: (id) => run(id, (workbench, r) => workbench.releases(r)),
    listConsents: (id, request) => run(id, (workbench, r) => workbench.listConsents(r, request)),
    releaseList: (id, request) =>
      run(id, async (workbench, r) => valueOf(await workbench.releaseList(r, request))),
    releaseReport: (id, request) =>
      run(id, async (workbench, r) => valueOf(await workbench.releaseReport(r, request))),
    reveal: (id, fileId, columns, reason) =>
      run(id, (workbench, r) => workbench.reveal(r, fileId, columns, reason)),
    destroyPseudonymKey: (id) => run(id, (workbench) => workbench.destroyPseudonymKey()),
    takeRecords: (id, recordsId, source) =>
      run(id, (workbench, r) => workbench.takeRecords(r, recordsId, source)),
    classify: (id, recordsId, overrides) =>
      run(id, async (workbench) => (await workbench.records()).classify(recordsId, overrides)),
    makeHierarchy: (id, recordsId, column, recipe) =>
      run(id, async (workbench, r) =>
        (await workbench.records()).makeHierarchy(r, recordsId, column, recipe),
      ),
    checkHierarchy: (id, recordsId, hierarchy) =>
      run(id, async (workbench, r) => (await workbench.records()).checkHierarchy(r, recordsId, hierarchy)),
    measure: (id, request) =>
      run(id, async (workbench, r) => (await workbench.records()).measure(r, request)),
    deidentify: (id, request) =>
      run(id, async (workbench, r) =>
        (await workbench.records()).deidentify(r, request, (best) => {
          emit({ kind: 'soFar', runId: id, best });
        }),
      ),
    recode: (id, request) => run(id, async (workbench, r) => (await workbench.records()).recode(r, request)),
    compareCharts: (id, request) =>
      run(id, async (workbench, r) =>
        (await workbench.records()).compareCharts(r, request, workbench.ground.policy),
      ),
    releaseRecords: (id, request) =>
      run(id, async (workbench, r) =>
        valueOf(await (await workbench.records()).release(r, request, workbench.ground)),
      ),
    release: (id, request) => run(id, async (workbench, r) => valueOf(await workbench.release(r, request))),
    setPolicy: (policy) => now(() => started().workbench.setPolicy(policy)),
    inspectSql: (id, text) => cells(id, (desk, r) => desk.inspect(r, text)),
    runCell: (id, request) => cells(id, (desk, r) => desk.run(r, request)),
    dropCell: (id, cell) => cells(id, (desk, r) => desk.drop(r, cell)),
    cellRows: (id, window) => cells(id, (desk, r) => desk.rows(r, window)),
    cellProfile: (id, relation, column) => cells(id, (desk, r) => desk.profile(r, relation, column)),
    catalog: (id) => cells(id, (desk, r) => desk.catalog(r)),
    sqlVocabulary: (id) => cells(id, (desk, r) => desk.vocabulary(r)),
    previewCell: (id, request) => cells(id, async (desk, r) => valueOf(await desk.preview(r, request))),
    releaseCell: (id, request) => cells(id, async (desk, r) => valueOf(await desk.release(r, request))),
    releaseDocument: (id, request) =>
      cells(id, async (desk, r) => valueOf(await desk.releaseDocument(r, request))),
    prepareAhead: (request) =>
      now(() => {
        ahead.want(request);
        return ok(true);
      }),
    prepareDashboard: (id, request) => {
      ahead.opens(id, { prepare: request });
      return tiles(id, (desk, r) => desk.prepare(r, request));
    },
    dashboardFigures: (id, request) => {
      ahead.opens(id, request);
      return tiles(id, async (desk, r) => {
        const figures = await desk.figures(r, request);
        ahead.follows(request);
        return figures;
      });
    },
    runTile: (id, request) => tiles(id, (desk, r) => desk.runTile(r, request)),
    previewTile: (id, request) => tiles(id, async (desk, r) => valueOf(await desk.previewTile(r, request))),
    releaseTile: (id, request) => tiles(id, async (desk, r) => valueOf(await desk.releaseTile(r, request))),
    drillCustomers: (id, request) => tiles(id, (desk, r) => desk.drill(r, request)),
    releaseDrilled: (id, request) =>
      tiles(id, async (desk, r) => valueOf(await desk.releaseDrilled(r, request))),
    drilledConsents: (id, request) => tiles(id, (desk, r) => desk.drilledConsents(r, request)),
    customerTimeline: (id, request) => tiles(id, (desk, r) => desk.customerTimeline(r, request)),
    customerProfile: (id, request) => tiles(id, (desk, r) => desk.customer(r, request)),
    customerOrders: (id, request) => tiles(id, (desk, r) => desk.customerOrders(r, request)),
    previewSnapshot: (id, request) =>
      tiles(id, async (desk, r) => valueOf(await desk.previewSnapshot(r, request))),
    releaseSnapshot: (id, request) =>
      tiles(id, async (desk, r) => valueOf(await desk.releaseSnapshot(r, request))),
    signingKey: (id, action) => tiles(id, (desk, r) => desk.signingKey(r, action)),
    backUpSigningKey: (id, passphrase) =>
      tiles(id, async (desk, r) => valueOf(await desk.backUpSigningKey(r, passphrase))),
    restoreSigningKey: (id, request) => tiles(id, (desk, r) => desk.restoreSigningKey(r, request)),
    loadTable: (id, request) => tables(id, (desk, r) => desk.load(r, request)),
    dropTable: (id, tableId) => tables(id, (desk, r) => desk.drop(r, tableId)),
    tables: (id) => tables(id, (desk, r) => desk.all(r)),
    differences: (id, fileId, tableId, mapping) =>
      tables(id, (desk, r) => desk.differences(r, fileId, tableId, mapping)),
    profileTable: (id, request) => tables(id, (desk, r) => desk.profile(r, request)),
    releaseProfile: (id, request) =>
      tables(id, async (desk, r) => valueOf(await desk.releaseProfile(r, request))),
    mergeTables: (id) => merging(id, (desk, r) => desk.tables(r)),
    previewMerge: (id, request) => merging(id, (desk, r) => desk.preview(r, request)),
    mergeCustomers: (id, datasetId, merge) => merging(id, (desk, r) => desk.merge(r, datasetId, merge)),
    cancel: (id) => lane.cancel(id),
    memory: () => started().database.memoryBytes(),
  };
}
