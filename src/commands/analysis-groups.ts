/**
 * The analyses as they are listed: by what is asked of the customers. It is all that the frame knows of them, so
 * that their code is loaded with their screen.
 */
export const ANALYSIS_GROUPS = [
  { id: 'value', analyses: ['kpi', 'metric', 'clv', 'tiers'] },
  { id: 'segments', analyses: ['rfm', 'migration'] },
  { id: 'retention', analyses: ['cohorts', 'lifecycle', 'churn'] },
] as const;

/** Ids of the analyses, in the order they are listed. */
export const ANALYSIS_IDS = ANALYSIS_GROUPS.flatMap(({ analyses }) => analyses);
