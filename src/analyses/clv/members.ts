import { sql, type Sql } from '../../contract/sql.ts';
import { TOP_FREQUENCY } from './kernels/expectations.ts';
import { bandedCustomers, FREQUENCY_NAME } from './summaries.ts';
import { type Checked, holdoutRows } from './validation.ts';
import { type Place, tableAt } from './value-steps.ts';

/** Who is in each band of value and P(alive): customer_key, value_band, alive_band, historic_value. */
export function bandMembers(place: Place): Sql {
  return sql`SELECT customer_key, value_band, alive_band, historic_value FROM (${bandedCustomers(place)})`;
}

/**
 * Customers by frequency, as tables name it: customer_key, frequency.
 *
 * @param from relation with customer_key and x
 */
export function frequencyMembers(from: Sql): Sql {
  return sql`SELECT customer_key, ${FREQUENCY_NAME} AS frequency
FROM (SELECT customer_key, least(x, ${TOP_FREQUENCY}) AS frequency FROM ${from})`;
}

/** Customers whose forecast is held against what came, by frequency: customer_key, frequency. */
export function holdoutMembers(checked: Checked): Sql {
  return frequencyMembers(sql`(${holdoutRows(checked)})`);
}

/** Who had come by the end of each week: customer_key, week. */
export function trackingMembers({ place, firstDay }: Checked): Sql {
  return sql`SELECT customer_key, weeks.week AS week
FROM ${tableAt(place, 'statistics')} JOIN ${tableAt({ schema: place.schema, prefix: '' }, 'tracking')} AS weeks
  ON (first_day - ${firstDay}) // 7 + 1 <= weeks.week`;
}
