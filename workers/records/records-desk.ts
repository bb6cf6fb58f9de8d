import type { Classification, ClassificationOverride } from '../../src/contract/classification.ts';
import type { ComparedRecords, CompareRequest } from '../../src/contract/compared-records.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { RecordsId } from '../../src/contract/ids.ts';
import type { Policy, RegisteredRelease, ReleasedFile } from '../../src/contract/privacy.ts';
import type {
  DeidentifyOutcome,
  DeidentifyRequest,
  Hierarchy,
  HierarchyCoverage,
  HierarchyRecipe,
  MeasureReport,
  MeasureRequest,
  RecodeReport,
  RecodeRequest,
  RecordsReleaseRequest,
  RecordsSummary,
} from '../../src/contract/records.ts';
import { fail, type Result } from '../../src/contract/result.ts';
import type { AuditLog } from '../../src/privacy/audit-log.ts';
import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';
import type { RegisterDesk } from '../engine/register-desk.ts';
import type { RegisterShelf } from '../engine/register-shelf.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { recordsReleases } from './class-register.ts';
import { classifyRecords, overridden } from './classify-records.ts';
import { compareCharts } from './compare-charts.ts';
import type { People } from './group-people.ts';
import { checkHierarchy, makeHierarchy } from './hierarchies-of.ts';
import { measureRecords } from './measure-records.ts';
import { recodeRecords, type RecodedRecords } from './recode-records.ts';
import { readingOf, type RecordsReading } from './records-reading.ts';
import { recordsFingerprint } from './records-fingerprint.ts';
import { releaseRecords, starredOf, type GateNow } from './release-records.ts';
import { searchRecords } from './search-records.ts';
import { takeRecords, type RecordsOrigin, type TakenRecords } from './taken-records.ts';

interface OnDesk {
  readonly taken: TakenRecords;
  readonly reading: RecordsReading;
  classification: Classification;
  recoded: RecodedRecords | null;
  measured: { readonly request: MeasureRequest; readonly report: MeasureReport } | null;
  /** Of what stands in the records; null until somebody asks what was released of them. */
  fingerprint: string | null;
}

/** What a release of records stands on: the policy, the log, and the register of orders where any are loaded. */
interface ReleaseGround extends Pick<GateNow, 'policy' | 'log'> {
  readonly loaded: LoadedOrders | null;
  readonly register: RegisterDesk;
}

/** Rows about people that are being classified, measured and de-identified. */
export class RecordsDesk {
  readonly #db: Database;
  readonly #compute: Compute;
  readonly #shelf: RegisterShelf;
  readonly #audit: AuditLog;
  readonly #desk = new Map<RecordsId, OnDesk>();

  constructor(
    {
      db,
      compute,
      shelf,
    }: { readonly db: Database; readonly compute: Compute; readonly shelf: RegisterShelf },
    audit: AuditLog,
  ) {
    this.#db = db;
    this.#shelf = shelf;
    this.#compute = compute;
    this.#audit = audit;
  }

  /** Takes rows up and classifies their columns. */
  async take(run: Run, recordsId: RecordsId, origin: RecordsOrigin): Promise<RecordsSummary> {
    const taken = await takeRecords(this.#db, run, recordsId, origin);
    const classification = await classifyRecords(this.#db, run, taken);
    this.#desk.set(recordsId, {
      taken,
      reading: readingOf(origin),
      classification,
      recoded: null,
      measured: null,
      fingerprint: null,
    });
    const { name, records, synthetic } = taken;
    return { recordsId, name, records, synthetic, classification };
  }

  /** Confirms or overrides what is thought of columns. */
  classify(recordsId: RecordsId, overrides: readonly ClassificationOverride[]): Promise<Classification> {
    const entry = this.#entry(recordsId);
    entry.classification = overridden(entry.classification, overrides);
    for (const { column, reason } of overrides) this.#audit.note('classified', column, reason);
    return Promise.resolve(entry.classification);
  }

  makeHierarchy(
    run: Run,
    recordsId: RecordsId,
    column: string,
    recipe: HierarchyRecipe | null,
  ): Promise<HierarchyCoverage> {
    return makeHierarchy(this.#db, run, this.#entry(recordsId).taken, column, recipe);
  }

  checkHierarchy(run: Run, recordsId: RecordsId, hierarchy: Hierarchy): Promise<HierarchyCoverage> {
    return checkHierarchy(this.#db, run, this.#entry(recordsId).taken, hierarchy);
  }

  async measure(run: Run, request: MeasureRequest): Promise<MeasureReport> {
    const entry = this.#entry(request.recordsId);
    const { taken, population } = this.#people(request);
    const report = await measureRecords(this.#bench(run), taken, population, request);
    entry.measured = { request, report };
    this.#audit.note('measured', taken.name);
    return report;
  }

  /** What reports on records are made of: their classification and what was measured last. */
  reportedOn(recordsId: RecordsId): Pick<OnDesk, 'taken' | 'classification' | 'measured'> {
    const { taken, classification, measured } = this.#entry(recordsId);
    return { taken, classification, measured };
  }

  deidentify(
    run: Run,
    request: DeidentifyRequest,
    onSoFar: (best: DeidentifyOutcome) => void,
  ): Promise<DeidentifyOutcome> {
    return searchRecords(this.#bench(run), this.#people(request), request, onSoFar);
  }

  async recode(run: Run, request: RecodeRequest): Promise<RecodeReport> {
    const entry = this.#entry(request.request.recordsId);
    const people = this.#people(request.request);
    // The table that was made before goes now, and must not be released under another's name.
    entry.recoded = null;
    entry.recoded = await recodeRecords(this.#bench(run), people, entry.classification, request);
    this.#audit.note('deidentified', entry.taken.name, request.purpose);
    return entry.recoded.report;
  }

  /** Draws up charts of the de-identified table made last and of the records it was made from. */
  compareCharts(run: Run, { recordsId, asks }: CompareRequest, policy: Policy): Promise<ComparedRecords> {
    const { taken, reading, recoded } = this.#entry(recordsId);
    if (recoded === null) throw new AppFailure(appError('gate.unknownRun', {}));
    const starred = starredOf(recoded, policy);
    return compareCharts(this.#bench(run), { taken, recoded, reading, starred }, asks);
  }

  /** Asks the gate for the de-identified table made last. */
  async release(
    run: Run,
    request: RecordsReleaseRequest,
    ground: ReleaseGround,
  ): Promise<Result<ReleasedFile>> {
    const { taken, classification, recoded } = this.#entry(request.recordsId);
    if (recoded === null) return fail(appError('gate.unknownRun', {}));
    const { policy, log, loaded, register } = ground;
    const gate = { policy, log, shelf: this.#shelf };
    return releaseRecords(
      this.#bench(run),
      { taken, classification, recoded },
      request,
      loaded === null ? gate : { ...gate, register: await register.of(run, loaded) },
    );
  }

  /** What was released of files of records that are taken up; that of customers stands in the register of the orders. */
  async releases(run: Run): Promise<readonly RegisteredRelease[]> {
    const found: RegisteredRelease[] = [];
    for (const entry of this.#desk.values()) {
      if (entry.taken.customerColumn !== undefined) continue;
      entry.fingerprint ??= await recordsFingerprint(this.#bench(run), entry.taken);
      found.push(...(await recordsReleases(this.#shelf, entry.fingerprint)));
    }
    return found;
  }

  #people({ recordsId, population }: Pick<DeidentifyRequest, 'recordsId' | 'population'>): People {
    const { taken } = this.#entry(recordsId);
    return { taken, population: population === null ? null : this.#entry(population).taken };
  }

  #bench(run: Run): { db: Database; compute: Compute; run: Run } {
    return { db: this.#db, compute: this.#compute, run };
  }

  #entry(recordsId: RecordsId): OnDesk {
    const entry = this.#desk.get(recordsId);
    if (entry === undefined) throw new AppFailure(appError('records.unknown', {}));
    return entry;
  }
}
