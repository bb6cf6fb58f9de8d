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
  #open: {
    readonly loaded: LoadedOrders['receipt']['datasetId'];
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

  /** The register of what is loaded. Cleaning rules do not matter to it: it knows all customers of the file. */
  async of(run: Run, loaded: LoadedOrders): Promise<ReleaseRegister> {
    if (this.#open?.loaded !== loaded.datasetId) {
      this.#open = null;
      const fingerprint = await fingerprintOf(this.#db, run, loaded);
      const register = await ReleaseRegister.open(this.#db, run, this.#shelf, fingerprint);
      this.#open = { loaded: loaded.datasetId, register };
    }
    return this.#open.register;
  }

  /** Everything that has been released of what is loaded, oldest first. */
  async releases(run: Run, loaded: LoadedOrders): Promise<readonly RegisteredRelease[]> {
    return (await this.of(run, loaded)).releases;
  }
}
