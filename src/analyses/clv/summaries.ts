import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { endOf, MOST_GROUPS } from './interval-steps.ts';
import { TOP_FREQUENCY } from './kernels/expectations.ts';
import { PURCHASE_PARAMETERS } from './kernels/fit-purchases.ts';
import { type Place, tableAt } from './value-steps.ts';
import type { Windows } from './windows.ts';

/** Where the tables stand, and whether there are replicates. */
export interface Summed {
  readonly place: Place;
  readonly bootstrapped: boolean;
  readonly windows: Windows;
}

const NORMAL_QUANTILE = 1.959964;

/** Name of a frequency in tables: from {@link TOP_FREQUENCY} on they stand together. */
export const FREQUENCY_NAME = sql`CASE WHEN frequency >= ${TOP_FREQUENCY} THEN ${`${TOP_FREQUENCY}+`}
  ELSE frequency::INTEGER::VARCHAR END`;

/** One row per customer, with everything that is known and expected of them. */
export function customersTable({ place, bootstrapped, windows }: Summed): Sql {
  const { calibrationEnd, observationEnd } = windows.valued;
  const holdout = (figure: Sql): Sql => (observationEnd > calibrationEnd ? figure : sql`NULL`);
  const intervals = bootstrapped
    ? sql`LEFT JOIN ${tableAt(place, 'customer_intervals')} USING (customer_key)`
    : sql``;
  const end = (name: string): Sql => (bootstrapped ? identifier(name) : sql`NULL::DOUBLE`);
  return sql`SELECT customer_key, customer, group_name AS "group",
  x::INTEGER AS frequency,
  (last_day - first_day)::INTEGER AS recency_days,
  (${calibrationEnd} - first_day)::INTEGER AS age_days,
  m AS monetary, historic_value, historic_margin, p_alive, expected_purchases, probability_of_purchase,
  expected_spend, clv, ${end('clv_low')} AS clv_low, ${end('clv_high')} AS clv_high,
  DATE '1970-01-01' + (${calibrationEnd} + next_purchase_days)::INTEGER AS next_purchase,
  ${holdout(sql`x_star`)}::INTEGER AS holdout_purchases,
  ${holdout(sql`spend_star`)}::DOUBLE AS holdout_spend,
  expected_holdout, dert
FROM ${tableAt(place, 'valued')} ${intervals}`;
}

/** Estimates of the models in use with 95 % intervals: of the bootstrap where there is one, else normal in logs. */
export function parametersTable({ place, bootstrapped }: Summed): Sql {
  const fit = tableAt(place, 'fit');
  const spend = tableAt(place, 'spend');
  const rowOf = (from: Sql, name: string, shown: string): Sql => {
    const column = identifier(name);
    const error = identifier(`${name}_se`);
    const spread = sql`${NORMAL_QUANTILE} * ${error} / ${column}`;
    const replicate = (share: 0.025 | 0.975): Sql =>
      sql`(SELECT ${endOf(column, share)} FROM ${tableAt(place, 'replicates')})`;
    return sql`SELECT ${shown} AS parameter, ${column} AS estimate, ${error} AS se,
  ${bootstrapped ? replicate(0.025) : sql`${column} * exp(-${spread})`} AS low,
  ${bootstrapped ? replicate(0.975) : sql`${column} * exp(${spread})`} AS high,
  customers
FROM ${from}
WHERE ${column} IS NOT NULL`;
  };
  return joined(
    [
      ...PURCHASE_PARAMETERS.map((name) => rowOf(fit, name, name)),
      ...['p', 'q', 'v'].map((name) =>
        rowOf(sql`(SELECT * FROM ${spend} WHERE used = 'gammagamma')`, name, `gamma_gamma_${name}`),
      ),
    ],
    '\nUNION ALL\n',
  );
}

/** Value by group, best first; cohorts in the order of time. */
export function groupsTable(summed: Summed, groupBy: string | null): Sql {
  const { place, bootstrapped } = summed;
  const order = groupBy === 'cohort' ? sql`group_name` : sql`clv DESC, group_name`;
  const join = bootstrapped
    ? sql`LEFT JOIN ${tableAt(place, 'group_numbers')} USING (group_name)
LEFT JOIN (
  SELECT group_number, ${endOf(sql`clv`, 0.025)} AS clv_low, ${endOf(sql`clv`, 0.975)} AS clv_high
  FROM ${tableAt(place, 'replicate_groups')}
  WHERE group_number < ${MOST_GROUPS - 1}
  GROUP BY group_number
) USING (group_number)`
    : sql``;
  const end = (name: string): Sql => (bootstrapped ? identifier(name) : sql`NULL::DOUBLE`);
  return sql`SELECT group_name AS "group", customers, historic_value, clv, ${end('clv_low')} AS clv_low,
  ${end('clv_high')} AS clv_high, clv / customers AS clv_per_customer,
  clv / nullif(sum(clv) OVER (), 0) AS clv_share, p_alive, expected_purchases
FROM (
  SELECT group_name, count(*) AS customers, sum(historic_value) AS historic_value, sum(clv) AS clv,
    avg(p_alive) AS p_alive, sum(expected_purchases) AS expected_purchases
  FROM ${tableAt(place, 'valued')}
  GROUP BY group_name
) ${join}
${groupBy === null ? sql`WHERE FALSE` : sql``}
ORDER BY ${order}`;
}

/** Lorenz curve in twentieths of the customers, least valuable first: shares are cumulative, customers are not. */
export function concentrationTable({ place }: Summed): Sql {
  const valued = tableAt(place, 'valued');
  const cumulative = (figure: Sql): Sql => sql`(
    SELECT bin, count(*) AS customers,
      sum(sum(greatest(value, 0))) OVER (ORDER BY bin) / nullif(sum(sum(greatest(value, 0))) OVER (), 0) AS share
    FROM (
      SELECT coalesce(${figure}, 0) AS value,
        ntile(20) OVER (ORDER BY coalesce(${figure}, 0), customer_key) AS bin
      FROM ${valued}
    )
    GROUP BY bin
  )`;
  return sql`SELECT sum(ahead.customers) OVER (ORDER BY bin) / sum(ahead.customers) OVER () AS customer_share,
  ahead.share AS clv_share, past.share AS historic_share, ahead.customers
FROM ${cumulative(sql`clv`)} AS ahead JOIN ${cumulative(sql`historic_value`)} AS past USING (bin)
ORDER BY bin`;
}

/** Bands of historic value, best first. */
export const VALUE_BANDS = ['top20', 'next30', 'rest50'] as const;
/** Bands of P(alive), with their lower ends. */
export const ALIVE_BANDS = [
  { name: 'below20', from: 0 },
  { name: '20to50', from: 0.2 },
  { name: '50to80', from: 0.5 },
  { name: 'from80', from: 0.8 },
] as const;

const BANDS = sql`(VALUES ${VALUE_BANDS.flatMap((value, v) =>
  ALIVE_BANDS.map(({ name }, a) => sql`(${v}, ${value}, ${a}, ${name})`),
)}) AS bands(v, value_band, a, alive_band)`;

/** SQL of customers with their bands: places (v, a) and names (value_band, alive_band). */
export function bandedCustomers(place: Place): Sql {
  const aliveBand = joined(
    ALIVE_BANDS.slice(1).map(({ from }) => sql`(p_alive >= ${from})::INTEGER`),
    ' + ',
  );
  return sql`SELECT * FROM (
    SELECT *, CASE WHEN place <= 0.2 * n THEN 0 WHEN place <= 0.5 * n THEN 1 ELSE 2 END AS v, ${aliveBand} AS a
    FROM (
      SELECT *, row_number() OVER (ORDER BY historic_value DESC, customer_key) AS place, count(*) OVER () AS n
      FROM ${tableAt(place, 'valued')}
    )
  ) JOIN ${BANDS} USING (v, a)`;
}

/**
 * Customers by what they have brought so far and how likely they are still there. `clv_at_stake` is what their value
 * would rise by if it were certain that they are: value over P(alive), less value.
 */
export function atRiskTable({ place }: Summed): Sql {
  return sql`SELECT value_band, alive_band, coalesce(customers, 0) AS customers,
  coalesce(historic_value, 0) AS historic_value, coalesce(clv, 0) AS clv, coalesce(clv_at_stake, 0) AS clv_at_stake
FROM ${BANDS}
LEFT JOIN (
  SELECT v, a, count(*) AS customers, sum(historic_value) AS historic_value, sum(clv) AS clv,
    sum(expected_spend * discounted_if_alive - clv) AS clv_at_stake
  FROM (${bandedCustomers(place)})
  GROUP BY v, a
) USING (v, a)
ORDER BY v, a`;
}

/** What one more purchase now would add to a customer's value, by frequency. */
export function marginalTable({ place }: Summed): Sql {
  return sql`SELECT ${FREQUENCY_NAME} AS frequency, customers, clv_per_customer, clv_after_purchase,
  clv_after_purchase - clv_per_customer AS marginal_value
FROM (
  SELECT least(x, ${TOP_FREQUENCY}) AS frequency, count(*) AS customers, avg(clv) AS clv_per_customer,
    avg(expected_spend * discounted_after_purchase) AS clv_after_purchase
  FROM ${tableAt(place, 'valued')}
  GROUP BY ALL
) AS counted
ORDER BY counted.frequency`;
}

/** Totals with their intervals. */
export function totalsTable({ place, bootstrapped }: Summed): Sql {
  const rowOf = (measure: string, column: string): Sql => {
    const figure = identifier(column);
    const end = (share: 0.025 | 0.975): Sql =>
      bootstrapped
        ? sql`(SELECT ${endOf(figure, share)} FROM ${tableAt(place, 'replicate_totals')})`
        : sql`NULL::DOUBLE`;
    return sql`SELECT ${measure} AS total, sum(${figure}) AS estimate, ${end(0.025)} AS low, ${end(0.975)} AS high,
  count(*) AS customers
FROM ${tableAt(place, 'valued')}`;
  };
  return joined(
    [
      rowOf('clv', 'clv'),
      rowOf('expected_purchases', 'expected_purchases'),
      rowOf('active_customers', 'p_alive'),
    ],
    '\nUNION ALL\n',
  );
}
