import type { DashboardDimension, DashboardMeasure } from '../../src/contract/dashboard.ts';
import type { OrderCells } from './order-cells.ts';

/** A dimension with one value a customer. */
export interface CustomerAxis {
  readonly dimension: DashboardDimension;
  /** Place of each customer's value among those of the dimension. */
  readonly of: Uint16Array;
}

/** A dimension that orders of one customer can have several values of. */
export interface OrderAxis {
  readonly dimension: DashboardDimension;
  /** For dimensions of time: where the first order of all of each customer lies; null for others. */
  readonly first: Int32Array | null;
}

/** What tiles are read from. */
export interface DashboardData {
  readonly cells: OrderCells;
  readonly customerAxes: readonly CustomerAxis[];
  /** In the order of the axes of the cells; `period` is the first. */
  readonly orderAxes: readonly OrderAxis[];
  /** Figures that the data have. */
  readonly measures: readonly DashboardMeasure[];
  /** Whether the data end within the last period. */
  readonly lastIsIncomplete: boolean;
}
