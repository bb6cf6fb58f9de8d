import * as v from 'valibot';
import type { BoundData } from '../analysis.ts';
import { calendarDay, dayNumber, daysAfter, monthsBefore } from '../calendar-day.ts';
import { rfmMap, rfmTies } from '../rfm/params.ts';

/**
 * Parameters of segment migration. Their names and values are part of the command line and of saved documents.
 *
 * - `from`, `to`: ISO days; the orders before each are known at it. `to` null is the day after the last order,
 *   `from` null three months before `to`, or half of the history where that is shorter.
 * - `by`: `rfm` segments, or the tiers (`tier`) of the tier model under its own defaults
 * - `ties`, `map`: as in RFM
 */
export const migrationParams = v.strictObject({
  from: v.optional(v.nullable(calendarDay), null),
  to: v.optional(v.nullable(calendarDay), null),
  by: v.optional(v.picklist(['rfm', 'tier'], 'expected rfm or tier'), 'rfm'),
  ties: rfmTies,
  map: rfmMap,
});

export type MigrationParams = v.InferOutput<typeof migrationParams>;

const QUARTER = 3;

/** The two dates as ISO days. */
export interface Dates {
  readonly from: string;
  readonly to: string;
}

/** The dates that are compared, under these parameters. */
export function comparedDates(data: BoundData, params: MigrationParams): Dates {
  const to = params.to ?? daysAfter(data.lastOrder ?? '1970-01-01', 1);
  if (params.from !== null) return { from: params.from, to };
  const quarterBefore = monthsBefore(to, QUARTER);
  const first = data.firstOrder ?? quarterBefore;
  if (quarterBefore > first) return { from: quarterBefore, to };
  const halfway = Math.ceil((dayNumber(to) - dayNumber(first)) / 2);
  return { from: daysAfter(to, -Math.max(1, halfway)), to };
}
