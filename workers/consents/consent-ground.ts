import type { Database } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { SideStore } from '../tables/side-store.ts';

/** What consents are looked up in. */
export interface ConsentGround {
  readonly db: Database;
  readonly sides: SideStore;
  readonly loaded: LoadedOrders;
}
