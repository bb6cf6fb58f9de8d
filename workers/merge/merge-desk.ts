import type { DatasetId } from '../../src/contract/ids.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { CleaningReceipt } from '../../src/contract/import.ts';
import type {
  CustomerMerge,
  MergePreview,
  MergePreviewRequest,
  MergeTable,
} from '../../src/contract/merge.ts';
import { sql } from '../../src/contract/sql.ts';
import type { AuditLog } from '../../src/privacy/audit-log.ts';
import { Run, type Database } from '../engine/database.ts';
import { asLoaded } from '../import/load-orders.ts';
import type { LoadedOrders, StandingMerge } from '../import/loaded-orders.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import { applyMerge, dropMerge } from './apply-merge.ts';
import { connectTies } from './connect-ties.ts';
import { layPeople, layTies } from './lay-ties.ts';
import { mergeExamples } from './merge-examples.ts';
import { mergeFigures } from './merge-figures.ts';
import { mergeKey, mergeSources, takenColumns } from './merge-sources.ts';
import { SCRATCH, scratch } from './scratch.ts';
import { customersKey } from './order-customers.ts';
import { PhoneForms } from './phone-forms.ts';
import { suggestUses } from './suggest-uses.ts';

/** What merging stands on in the engine. */
export interface MergeBench {
  readonly db: Database;
  readonly audit: AuditLog;
  readonly ground: () => Pick<NotebookGround, 'loaded' | 'sides'>;
  /** Has orders with other customers take the place of those that stand. */
  readonly stand: (loaded: LoadedOrders) => CleaningReceipt;
}

/** Customers of several systems: which of them are one by rules, and having them be one. */
export class MergeDesk {
  readonly #bench: MergeBench;
  readonly #phones: PhoneForms;
  /** What the tables that are worked on hold labels of. */
  #laid: string | null = null;
  /** Merges whose tables stand, beside the one in force: they go when nothing reads them any more. */
  #standing: readonly StandingMerge[] = [];
  #made = 0;

  constructor(bench: MergeBench) {
    this.#bench = bench;
    this.#phones = new PhoneForms(bench.db);
  }

  /** Tables whose rows name customers, with what their columns may tell. */
  async tables(run: Run): Promise<readonly MergeTable[]> {
    const { db, ground } = this.#bench;
    const told: MergeTable[] = [];
    for (const source of mergeSources(this.#loaded(), ground().sides.all)) {
      run.check();
      told.push(await suggestUses(db, run, source));
    }
    return told;
  }

  /** What a merge would do. Ids and values come masked; that they were shown is noted in the log. */
  async preview(run: Run, { merge, reveal }: MergePreviewRequest): Promise<MergePreview> {
    const { db, audit } = this.#bench;
    const loaded = this.#loaded();
    await this.#lay(run, loaded, merge);
    const figures = await mergeFigures(db, run, merge);
    const examples = await mergeExamples(db, run, loaded, merge.mostShared, reveal !== null);
    if (reveal !== null) audit.note('revealed', `${loaded.fileName}: customers to be merged`, reveal.reason);
    return { ...figures, ...examples, revealed: reveal !== null };
  }

  /**
   * Merges customers in place of an earlier merge, or takes that back.
   *
   * @throws AppFailure `gate.unknownRun` for other orders than those that are loaded
   */
  async merge(run: Run, datasetId: DatasetId, asked: CustomerMerge | null): Promise<CleaningReceipt> {
    const { db, stand } = this.#bench;
    const loaded = this.#loaded();
    if (loaded.datasetId !== datasetId) throw new AppFailure(appError('gate.unknownRun', {}));
    if (asked === null) {
      const receipt = stand(await asLoaded(db, run, { ...loaded, merge: null }));
      await this.forget(run);
      return receipt;
    }
    await this.#lay(run, loaded, asked);
    this.#made += 1;
    const merged = await applyMerge(db, run, loaded, asked, this.#made);
    if (merged.merge !== null) this.#standing = [...this.#standing, merged.merge];
    const receipt = stand(merged);
    await this.forget(run);
    return receipt;
  }

  /** Takes away what merges have left that are not in force: those of before, and of orders that were loaded before. */
  async forget(of: Run): Promise<void> {
    const { db, ground } = this.#bench;
    const { loaded, sides } = ground();
    const run = new Run(of.id);
    // Relations of tables beside the orders read what is about to go.
    await sides.ensure(loaded);
    const inForce = loaded?.merge ?? null;
    for (const merge of this.#standing) if (merge !== inForce) await dropMerge(db, merge, run);
    this.#standing = this.#standing.filter((merge) => merge === inForce);
    this.#laid = null;
    await this.#phones.drop(run);
    for (const name of SCRATCH) await db.query(sql`DROP TABLE IF EXISTS ${scratch(name)}`, run);
  }

  /** Works out who is one with whom, unless that stands. */
  async #lay(run: Run, loaded: LoadedOrders, merge: CustomerMerge): Promise<void> {
    const { db, ground } = this.#bench;
    const { sides } = ground();
    const standing = [loaded.datasetId, customersKey(loaded), sides.all.map(({ stored }) => stored)];
    const key = JSON.stringify([...standing, mergeKey(merge)]);
    if (this.#laid === key) return;
    this.#laid = null;
    const sources = mergeSources(loaded, sides.all);
    run.report({ phase: 'customers', share: 0 });
    await layPeople(db, run, loaded, sources);
    await layTies(db, run, loaded, takenColumns(sources, merge), { merge, phones: this.#phones });
    run.report({ phase: 'customers', share: 0.7 });
    await connectTies(db, run);
    for (const name of ['names', 'values'] as const) {
      await db.query(sql`DROP TABLE IF EXISTS ${scratch(name)}`, run);
    }
    this.#laid = key;
  }

  #loaded(): LoadedOrders {
    const { loaded } = this.#bench.ground();
    if (loaded === null) throw new AppFailure(appError('engine.notReady', {}));
    return loaded;
  }
}
