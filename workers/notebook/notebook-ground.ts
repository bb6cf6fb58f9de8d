import type { Policy } from '../../src/contract/privacy.ts';
import type { DecisionLog } from '../../src/privacy/decision-log.ts';
import type { RegisterDesk } from '../engine/register-desk.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { SideStore } from '../tables/side-store.ts';

/** What the cells of a notebook stand on, as it is now. */
export interface NotebookGround {
  /** Another value after each load and each switch of a cleaning rule; what cells have made is then forgotten. */
  readonly loaded: LoadedOrders | null;
  /** Tables beside the orders. */
  readonly sides: SideStore;
  readonly synthetic: boolean;
  readonly register: RegisterDesk;
  readonly policy: Policy;
  readonly log: DecisionLog;
}
