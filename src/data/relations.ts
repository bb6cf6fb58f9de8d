import type { Role } from '../contract/import.ts';

/**
 * Names of the relations that analyses read.
 *
 * `orders` has one row for each row of the file that the cleaning rules leave in, in the order of the file:
 *
 * | column | type | there when |
 * | --- | --- | --- |
 * | customer_key | INTEGER or BIGINT, NULL only while the rule `noCustomer` is off | always |
 * | order_key | integer, equal for the rows of one order | an order id is mapped |
 * | order_id | VARCHAR | an order id is mapped |
 * | ordered_at | TIMESTAMP as written in the file; NULL while `unreadableDate` is off, and in files without dates | always |
 * | amount | DOUBLE, the amount column or else quantity × unit price | either is mapped |
 * | quantity, unit_price | DOUBLE | mapped |
 * | cost, margin | DOUBLE, of the row, in the currency of the amount | mapped |
 * | tenure | DOUBLE, periods since the contract began | mapped |
 * | churned | BOOLEAN, whether the contract has ended; NULL where it is empty | mapped |
 * | product, category, channel, country, order_status | VARCHAR | mapped |
 * | extra columns | VARCHAR, DOUBLE or TIMESTAMP as read, under their own names | chosen |
 *
 * Keys sort as the ids do: whole numbers by value, anything else by text.
 */
export const ORDERS = 'orders';

/**
 * Columns of `orders` that say something of the customer of a row, beyond the rows that are there: only where orders
 * have been selected, as for a tile of a dashboard. `firstAt` (TIMESTAMP) and `orders` (BIGINT) are of all their orders;
 * `began` (BOOLEAN) is whether the first of all meets the conditions on time that rows were selected by; the others are
 * names (VARCHAR).
 */
export const CUSTOMER_COLUMNS = {
  firstAt: 'cloister_first_at',
  orders: 'cloister_orders',
  began: 'cloister_began',
  segment: 'cloister_segment',
  tier: 'cloister_tier',
  lifecycleState: 'cloister_lifecycle_state',
} as const;
export type CustomerColumn = keyof typeof CUSTOMER_COLUMNS;

/** `customers(customer_key, customer_id VARCHAR)`: every customer of the file, also those without a row left. */
export const CUSTOMERS = 'customers';

/** Name of the column of `orders` that a role fills. */
export const ROLE_COLUMNS: Readonly<Record<Role, string>> = {
  customerId: 'customer_key',
  orderId: 'order_key',
  orderedAt: 'ordered_at',
  quantity: 'quantity',
  unitPrice: 'unit_price',
  amount: 'amount',
  product: 'product',
  category: 'category',
  channel: 'channel',
  country: 'country',
  orderStatus: 'order_status',
  cost: 'cost',
  margin: 'margin',
  tenure: 'tenure',
  churned: 'churned',
};
