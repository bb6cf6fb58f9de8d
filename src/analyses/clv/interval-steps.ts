import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { KernelOptions } from '../../contract/kernel.ts';
import type { PlanStep } from '../analysis.ts';
import { type BootstrapOptions, REPLICATE_COLUMNS } from './kernels/bootstrap.ts';
import { INTERVAL_TABLES, type IntervalsOptions } from './kernels/intervals.ts';
import type { ClvParams } from './params.ts';
import { entriesInput } from './purchase-statistics.ts';
import { discountPeriods } from './time.ts';
import { fitInput, type Place, tableAt } from './value-steps.ts';

/** Into how many parts customers are divided to be valued under all replicates. */
const PIECES = 16;
/** Most groups whose sums are kept for every replicate: smaller ones share the last number. */
export const MOST_GROUPS = 400;

/** The distinct entries numbered as kernels read them. */
function places(place: Place): Sql {
  return sql`(SELECT entry, (row_number() OVER (ORDER BY entry) - 1)::DOUBLE AS place FROM ${tableAt(place, 'entries')})`;
}

/** Steps of the bootstrap: `replicates`, one row each. */
export function bootstrapSteps(place: Place, params: ClvParams, unitDays: number): readonly PlanStep[] {
  const options: BootstrapOptions = { unitDays, seed: params.seed };
  return [
    {
      kind: 'compute',
      table: 'bootstrapping',
      kernel: 'clv.bootstrap',
      inputs: {
        entries: entriesInput(tableAt(place, 'entries')),
        customers: sql`SELECT place, m
FROM ${tableAt(place, 'statistics')} JOIN ${places(place)} USING (entry)
ORDER BY place, m`,
        fit: fitInput(tableAt(place, 'fit')),
        spend: sql`SELECT used, p, q, v FROM ${tableAt(place, 'spend')}`,
      },
      options: options as unknown as KernelOptions,
      outputs: { replicates: REPLICATE_COLUMNS },
      pieces: params.bootstrap,
      reusable: true,
    },
  ];
}

/**
 * Steps that value customers under every replicate: `customer_intervals` by customer, `replicate_groups` by replicate
 * and group, `replicate_totals` by replicate.
 */
export function intervalSteps(place: Place, params: ClvParams, unitDays: number): readonly PlanStep[] {
  const options: IntervalsOptions = {
    unitDays,
    periods: discountPeriods(params.horizon, params.discountRate, params.timeUnit),
    pieces: PIECES,
    seed: params.seed,
  };
  const made = (table: string, query: Sql): PlanStep => ({ table, query, kind: 'table', reusable: false });
  const numbered = tableAt(place, 'group_numbers');
  const sums = sql`sum(clv) AS clv, sum(expected_purchases) AS expected_purchases, sum(p_alive) AS p_alive`;
  return [
    made(
      'group_numbers',
      sql`SELECT group_name, least(row_number() OVER (ORDER BY count(*) DESC, group_name) - 1, ${MOST_GROUPS - 1})::INTEGER
  AS group_number
FROM ${tableAt(place, 'valued')}
GROUP BY group_name`,
    ),
    {
      kind: 'compute',
      table: 'valuing_replicates',
      kernel: 'clv.intervals',
      inputs: {
        entries: entriesInput(tableAt(place, 'entries')),
        customers: sql`SELECT customer_key::DOUBLE AS customer_key, place, m, group_number::DOUBLE AS group_number
FROM ${tableAt(place, 'valued')} JOIN ${places(place)} USING (entry) JOIN ${numbered} USING (group_name)
ORDER BY place, m, customer_key`,
        replicates: sql`SELECT replicate::DOUBLE AS replicate, ${Object.keys(REPLICATE_COLUMNS)
          .filter((name) => name !== 'replicate')
          .map((name) => identifier(name))}
FROM ${tableAt(place, 'replicates')}
ORDER BY replicate`,
      },
      options: options as unknown as KernelOptions,
      outputs: INTERVAL_TABLES,
      pieces: PIECES,
      reusable: false,
    },
    made(
      'replicate_groups',
      sql`SELECT replicate, group_number, ${sums}
FROM ${tableAt(place, 'replicate_sums')}
GROUP BY ALL`,
    ),
    made(
      'replicate_totals',
      sql`SELECT replicate, ${sums} FROM ${tableAt(place, 'replicate_sums')} GROUP BY replicate`,
    ),
  ];
}

/** One end of a percentile interval of an aggregate over replicates. */
export function endOf(figure: Sql, share: 0.025 | 0.975): Sql {
  return sql`quantile_cont(${figure}, ${share})`;
}
