import type { ListConsents } from '../../src/contract/consent.ts';
import type {
  CustomerOrders,
  CustomerOrdersRequest,
  CustomerProfile,
  CustomerProfileRequest,
  DashboardFigures,
  DrilledCustomers,
  DrilledList,
  DrilledListRequest,
  DrillRequest,
  FiguresRequest,
  PreparedDashboard,
  PrepareRequest,
  TileOutcome,
  TileReleaseRequest,
  TileRun,
} from '../../src/contract/dashboard.ts';
import type { ReleasePreview } from '../../src/contract/engine-api.ts';
import type { Private, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import type {
  KeyToRestore,
  SigningKey,
  SnapshotPreview,
  SnapshotRequest,
} from '../../src/contract/snapshot.ts';
import type { CustomerTimeline, CustomerTimelineRequest } from '../../src/contract/timeline.ts';
import type { AuditLog } from '../../src/privacy/audit-log.ts';
import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import { SIGNING_KEYS } from '../snapshot/signing-keys.ts';
import type { SnapshotBench } from '../snapshot/snapshot-release.ts';
import { CustomerDesk } from './customer-desk.ts';
import { CustomerDimensions } from './customer-dimensions.ts';
import { drilledConsents, releaseDrilled } from './drilled-list.ts';
import { prepareAhead } from './prepare-ahead.ts';
import { PreparedDashboards } from './prepared-dashboards.ts';
import { previewTile, releaseTile } from './tile-release.ts';
import { loadedFor, outcomeOf, TileRuns } from './tile-run.ts';

/** What dashboards stand on in the engine. */
export interface DashboardBench {
  readonly db: Database;
  readonly compute: Compute;
  readonly audit: AuditLog;
  readonly ground: () => NotebookGround;
  /** Cells of notebooks that tiles show; loaded when a snapshot has one. */
  readonly cells: SnapshotBench['cells'];
  /** Where snapshots have their viewer from; absent: from the build. */
  readonly viewer?: SnapshotBench['viewer'];
}

async function builtViewer(): Promise<Awaited<ReturnType<SnapshotBench['viewer']>>> {
  return (await import('../snapshot/viewer-assets.ts')).VIEWER_ASSETS;
}

/** Dashboards in the engine: figures of tiles, customers behind them, and what leaves. */
export class DashboardDesk {
  readonly bench: DashboardBench;
  readonly customers: CustomerDimensions;
  readonly prepared: PreparedDashboards;
  readonly tiles: TileRuns;
  readonly people: CustomerDesk;

  constructor(bench: DashboardBench) {
    this.bench = bench;
    this.customers = new CustomerDimensions(bench.db, bench.compute);
    this.prepared = new PreparedDashboards(bench.db, this.customers, () => bench.ground().loaded);
    this.tiles = new TileRuns(bench.db, bench.compute, this.customers);
    const { db, compute, audit } = bench;
    this.people = new CustomerDesk(
      { db, compute, audit, loaded: () => bench.ground().loaded, sides: () => bench.ground().sides },
      this.customers,
    );
  }

  prepare(run: Run, request: PrepareRequest): Promise<PreparedDashboard> {
    return this.prepared.prepare(run, request);
  }

  /** {@link prepareAhead} for a machine with so many bytes of memory. */
  prepareAhead(run: Run, request: PrepareRequest, machine: number): Promise<boolean> {
    const { db, ground } = this.bench;
    return prepareAhead(
      { db, prepared: this.prepared, loaded: () => ground().loaded },
      run,
      request,
      machine,
    );
  }

  /** Forgets what was made of orders and tables that are not loaded any more. */
  async forgetOthers(): Promise<void> {
    const { loaded } = this.bench.ground();
    if (!this.prepared.isOf(loaded)) this.prepared.forget();
    if (!this.customers.isOf(loaded)) await this.customers.forget();
    await this.people.forgetOthers(loaded);
  }

  figures(run: Run, request: FiguresRequest): Promise<Private<DashboardFigures>> {
    return this.prepared.figures(run, request);
  }

  async runTile(run: Run, request: TileRun): Promise<TileOutcome> {
    const loaded = loadedFor(this.bench.ground().loaded, request);
    return outcomeOf(await this.tiles.ensure(run, loaded, request));
  }

  previewTile(run: Run, request: TileReleaseRequest): Promise<Result<ReleasePreview>> {
    return previewTile(this.bench.ground(), this.tiles, run, request);
  }

  releaseTile(run: Run, request: TileReleaseRequest): Promise<Result<ReleasedFile>> {
    const { db, ground } = this.bench;
    return releaseTile(db, ground(), this.tiles, run, request);
  }

  drill(run: Run, request: DrillRequest): Promise<DrilledCustomers> {
    return this.people.drill(run, request);
  }

  releaseDrilled(run: Run, request: DrilledListRequest): Promise<Result<ReleasedFile>> {
    const { db, ground } = this.bench;
    return releaseDrilled(run, db, ground(), this.people.list, request);
  }

  drilledConsents(run: Run, request: DrilledList): Promise<Private<ListConsents>> {
    const { db, ground } = this.bench;
    return drilledConsents(run, db, ground(), this.people.list, request);
  }

  customer(run: Run, request: CustomerProfileRequest): Promise<Private<CustomerProfile>> {
    return this.people.profile(run, request);
  }

  customerOrders(run: Run, request: CustomerOrdersRequest): Promise<CustomerOrders> {
    return this.people.orders(run, request);
  }

  customerTimeline(run: Run, request: CustomerTimelineRequest): Promise<Private<CustomerTimeline>> {
    return this.people.timeline(run, request);
  }

  async previewSnapshot(run: Run, request: SnapshotRequest): Promise<Result<SnapshotPreview>> {
    const { previewSnapshot } = await import('../snapshot/snapshot-release.ts');
    return previewSnapshot(this.#snapshots(), run, request);
  }

  async releaseSnapshot(run: Run, request: SnapshotRequest): Promise<Result<ReleasedFile>> {
    const { releaseSnapshot } = await import('../snapshot/snapshot-release.ts');
    return releaseSnapshot(this.#snapshots(), run, request);
  }

  #snapshots(): SnapshotBench {
    const { db, ground, cells, viewer = builtViewer } = this.bench;
    const { customers, tiles } = this;
    return { db, ground, customers, tiles, cells, viewer, signer: () => SIGNING_KEYS.signer() };
  }

  async signingKey(_run: Run, action: 'read' | 'make' | 'replace'): Promise<SigningKey | null> {
    const earlier = await SIGNING_KEYS.read();
    if (action === 'replace' && earlier !== null) this.bench.audit.note('keyDestroyed', 'snapshot/key');
    return SIGNING_KEYS[action]();
  }

  async backUpSigningKey(_run: Run, passphrase: string): Promise<Result<ReleasedFile>> {
    const { releaseKeyBackup } = await import('../snapshot/key-release.ts');
    return releaseKeyBackup(this.bench.ground(), passphrase);
  }

  async restoreSigningKey(_run: Run, { text, passphrase }: KeyToRestore): Promise<SigningKey> {
    const earlier = await SIGNING_KEYS.read();
    const key = await SIGNING_KEYS.restore(text, passphrase);
    const isOther = earlier !== null && earlier.fingerprint !== key.fingerprint;
    if (isOther) this.bench.audit.note('keyDestroyed', 'snapshot/key');
    this.bench.audit.note('keyRestored', 'snapshot/key');
    return key;
  }
}
