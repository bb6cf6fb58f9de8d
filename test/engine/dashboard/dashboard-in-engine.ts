import type { PrepareRequest, TileRun } from '../../../src/contract/dashboard.ts';
import { type DatasetId, type FileId, newId, type TableId } from '../../../src/contract/ids.ts';
import type { AnalysisOutcome } from '../../../src/contract/outcome.ts';
import type { Policy } from '../../../src/contract/privacy.ts';
import type { SideKind, SideMapping, SideTable } from '../../../src/contract/tables.ts';
import type { Value } from '../../../src/contract/result-set.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { DashboardDesk } from '../../../workers/dashboard/dashboard-desk.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import type { RegisterDesk } from '../../../workers/engine/register-desk.ts';
import { memoryShelf } from '../../../workers/engine/register-shelf.ts';
import { Workbench } from '../../../workers/engine/workbench.ts';
import { NotebookDesk } from '../../../workers/notebook/notebook-desk.ts';
import { TablesDesk } from '../../../workers/tables/tables-desk.ts';
import { asObjects, newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { sideMapping } from '../tables/tables-in-engine.ts';
import { startWorkbench, type Workbench as Files } from '../import/workbench.ts';

/** Stands for the viewer of a build. */
const viewer = (): ReturnType<NonNullable<DashboardDesk['bench']['viewer']>> =>
  Promise.resolve({ style: 'body{margin:0}', script: 'void 0;', build: 'test' });

/** A dashboard's desk on orders that were loaded as users load them. */
export class DashboardInEngine {
  readonly files: Files;
  readonly bench: Workbench;
  readonly desk: DashboardDesk;
  readonly tables: TablesDesk;
  readonly datasetId: DatasetId;
  /** Policy of the desk; null: that of the workbench. */
  policy: Policy | null = null;
  /** Register of the desk; null: that of the workbench. */
  register: RegisterDesk | null = null;

  private constructor(files: Files, bench: Workbench, datasetId: DatasetId) {
    this.files = files;
    this.bench = bench;
    this.datasetId = datasetId;
    const { audit } = bench;
    const ground = (): ReturnType<DashboardDesk['bench']['ground']> => ({
      ...bench.ground,
      policy: this.policy ?? bench.ground.policy,
      register: this.register ?? bench.ground.register,
    });
    const { db } = files;
    this.tables = new TablesDesk({ db, ground, file: (fileId) => bench.file(fileId) });
    const notebook = new NotebookDesk(db, computeHere, ground);
    const cells = (): Promise<NotebookDesk> => Promise.resolve(notebook);
    this.desk = new DashboardDesk({ db, compute: computeHere, audit, ground, cells, viewer });
  }

  static async start(csv: string, policy = policyOf({})): Promise<DashboardInEngine> {
    const files = await startWorkbench();
    const bench = new Workbench({ db: files.db, compute: computeHere, shelf: memoryShelf() }, policy);
    const dashboard = new DashboardInEngine(files, bench, newId<DatasetId>());
    await dashboard.load(csv);
    return dashboard;
  }

  /** Loads other orders in place of those. */
  async load(csv: string): Promise<void> {
    const fileId = newId<FileId>();
    const preview = await this.bench.open(newRun(), fileId, await this.files.file(csv));
    const mapping = suggestMapping(preview);
    await this.bench.load(newRun(), { fileId, datasetId: this.datasetId, mapping, rules: {} });
  }

  /** Loads a text as a table beside the orders, by suggestion where nothing else is said. */
  async table(
    text: string,
    kind: SideKind,
    change: Partial<SideMapping> = {},
    appendTo: TableId | null = null,
  ): Promise<SideTable> {
    const fileId = newId<FileId>();
    const preview = await this.bench.open(newRun(), fileId, await this.files.file(text, `${kind}.csv`));
    const mapping = { ...sideMapping(preview, kind), ...change };
    const request = { fileId, tableId: newId<TableId>(), mapping, appendTo };
    return this.tables.load(newRun(), request);
  }

  /** What a dashboard by months is prepared for. */
  prepared(terms: Partial<PrepareRequest> = {}): PrepareRequest {
    return { datasetId: this.datasetId, dimensions: [], grain: 'month', days: null, ...terms };
  }

  /** A run of the analysis `metric`; other terms replace its own. */
  metric(params: TileRun['params'], terms: Partial<TileRun> = {}): TileRun {
    const { datasetId } = this;
    const prepare = this.prepared();
    return { datasetId, prepare, tile: 't', selection: [], analysisId: 'metric', params, ...terms };
  }

  async run(request: TileRun): Promise<AnalysisOutcome> {
    return (await this.desk.runTile(newRun(), request)).outcome;
  }

  /** Rows of the cells of `metric` as objects. */
  async cells(request: TileRun): Promise<Record<string, Value>[]> {
    const cells = (await this.run(request)).tables['cells'];
    if (cells === undefined) throw new RangeError('there are no cells');
    return asObjects(cells);
  }

  close(): Promise<void> {
    return this.files.close();
  }
}
