import type { RegisteredRelease } from '../../src/contract/privacy.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { Database, Run } from './database.ts';
import { ReleaseRegister } from './register.ts';
import { fingerprintOf } from './register-fingerprint.ts';
import { type DataOrigin, originOf } from './register-origins.ts';
import { type RegisterShelf, usualShelf } from './register-shelf.ts';

/** Opens the register of the loaded data when it is first needed. */
export class RegisterDesk {
  readonly #db: Database;
  readonly #shelf: RegisterShelf;
  #known: {
    readonly loaded: LoadedOrders['datasetId'];
    readonly fingerprint: string;
    readonly origin: DataOrigin | null;
  } | null = null;
  #open: {
    readonly fingerprint: string;
    readonly origin: DataOrigin | null;
    readonly merge: LoadedOrders['merge'];
    readonly register: ReleaseRegister;
  } | null = null;

  constructor(db: Database, shelf: RegisterShelf = usualShelf()) {
    this.#db = db;
    this.#shelf = shelf;
  }

  /** Where registers are kept. */
  get shelf(): RegisterShelf {
    return this.#shelf;
  }

  /**
   * The register of what is loaded. Cleaning rules do not matter to it: it knows all customers of the file. Nor does it
   * begin anew where customers are merged, or a merge is taken back: it is opened again on the same people, seen as they
   * are then.
   */
  async of(run: Run, loaded: LoadedOrders): Promise<ReleaseRegister> {
    const { fingerprint, origin } = await this.#know(run, loaded);
    const { merge } = loaded;
    const open = this.#open;
    if (open?.fingerprint === fingerprint && open.origin === origin && open.merge === merge) {
      return open.register;
    }
    this.#open = null;
    const isMerged = merge !== null;
    const register = await ReleaseRegister.open(this.#db, run, this.#shelf, fingerprint, {
      isMerged,
      origin,
    });
    this.#open = { fingerprint, origin, merge, register };
    return register;
  }

  /** Everything that has been released of what is loaded, oldest first. */
  async releases(run: Run, loaded: LoadedOrders): Promise<readonly RegisteredRelease[]> {
    return (await this.of(run, loaded)).releases;
  }

  async #know(
    run: Run,
    loaded: LoadedOrders,
  ): Promise<{ readonly fingerprint: string; readonly origin: DataOrigin | null }> {
    if (this.#known?.loaded !== loaded.datasetId) {
      const fingerprint = await fingerprintOf(this.#db, run, loaded);
      const origin = await originOf(this.#db, run, loaded);
      this.#known = { loaded: loaded.datasetId, fingerprint, origin };
    }
    return this.#known;
  }
}
