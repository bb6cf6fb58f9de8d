import type { RegisteredRelease } from '../../src/contract/privacy.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { Database, Run } from './database.ts';
import { ReleaseRegister } from './register.ts';
import { fingerprintOf } from './register-fingerprint.ts';
import { type RegisterShelf, usualShelf } from './register-shelf.ts';

/** Opens the register of the loaded data when it is first needed. */
export class RegisterDesk {
  readonly #db: Database;
  readonly #shelf: RegisterShelf;
  #known: { readonly loaded: LoadedOrders['datasetId']; readonly fingerprint: string } | null = null;
  #open: {
    readonly fingerprint: string;
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
    const fingerprint = await this.#fingerprint(run, loaded);
    if (this.#open?.fingerprint !== fingerprint || this.#open.merge !== loaded.merge) {
      this.#open = null;
      const { merge } = loaded;
      const register = await ReleaseRegister.open(this.#db, run, this.#shelf, fingerprint, merge !== null);
      this.#open = { fingerprint, merge, register };
    }
    return this.#open.register;
  }

  /** Everything that has been released of what is loaded, oldest first. */
  async releases(run: Run, loaded: LoadedOrders): Promise<readonly RegisteredRelease[]> {
    return (await this.of(run, loaded)).releases;
  }

  async #fingerprint(run: Run, loaded: LoadedOrders): Promise<string> {
    if (this.#known?.loaded !== loaded.datasetId) {
      const fingerprint = await fingerprintOf(this.#db, run, loaded);
      this.#known = { loaded: loaded.datasetId, fingerprint };
    }
    return this.#known.fingerprint;
  }
}
