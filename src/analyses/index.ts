import { appError, AppFailure } from '../contract/error.ts';
import { registered, type Analysis } from './analysis.ts';
import { churn } from './churn/index.ts';
import { clv } from './clv/index.ts';
import { cohorts } from './cohorts/index.ts';
import { kpi } from './kpi/index.ts';
import { lifecycle } from './lifecycle/index.ts';
import { metric } from './metric/index.ts';
import { migration } from './migration/index.ts';
import { rfm } from './rfm/index.ts';
import { tiers } from './tiers/index.ts';

/** Every analysis there is, in the order they are listed. */
export const ANALYSES: readonly Analysis[] = [
  registered(rfm),
  registered(clv),
  registered(churn),
  registered(cohorts),
  registered(lifecycle),
  registered(tiers),
  registered(migration),
  registered(kpi),
  registered(metric),
];

/**
 * Finds an analysis by its permanent id.
 *
 * @throws AppFailure `analysis.unknown`
 */
export function findAnalysis(id: string): Analysis {
  const found = ANALYSES.find((analysis) => analysis.id === id);
  if (found === undefined) throw new AppFailure(appError('analysis.unknown', { id }));
  return found;
}
