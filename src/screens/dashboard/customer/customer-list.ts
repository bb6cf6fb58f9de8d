import type {
  DrilledCustomers,
  DrillRequest,
  PrepareRequest,
  Selection,
} from '../../../contract/dashboard.ts';
import type { Result } from '../../../contract/result.ts';
import type { DashboardPort } from '../../../state/engine-port.ts';
import { WINDOW_ROWS, type LoadRows, type RowOrder } from '../../../ui/grid/row-windows.ts';

/** Whose list it is. */
export interface ListOf {
  readonly engine: Pick<DashboardPort, 'drill'>;
  readonly prepare: PrepareRequest;
  readonly selection: Selection;
}

/** The customers who have spent most first. */
export const RICHEST: RowOrder = { column: 'revenue', descending: true };

const ORDERS: readonly DrillRequest['orderBy'][] = [
  'customer',
  'orders',
  'revenue',
  'first_order',
  'last_order',
  'segment',
  'tier',
  'lifecycleState',
];

/** Rows of the list of customers. Ids that were revealed before are shown. */
export function drillRows(
  { engine, prepare, selection }: ListOf,
  order: RowOrder | null,
  offset: number,
  limit = WINDOW_ROWS,
): Promise<Result<DrilledCustomers>> {
  const { column, descending } = order ?? RICHEST;
  const orderBy = ORDERS.find((each) => each === column) ?? 'customer';
  const { datasetId } = prepare;
  return engine.drill({
    datasetId,
    prepare,
    selection,
    orderBy,
    descending,
    offset,
    limit,
    revealed: true,
  });
}

/** The same rows as a grid asks for them. */
export function loadCustomers(list: ListOf): LoadRows {
  return async ({ order: [by = RICHEST], offset, limit }) => {
    const found = await drillRows(list, by, offset, limit);
    return found.ok ? { ok: true, value: { rows: found.value.rows, total: found.value.total } } : found;
  };
}
