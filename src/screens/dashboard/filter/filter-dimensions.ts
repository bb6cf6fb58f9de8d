import { boundDataOf } from '../../../analyses/bound-data.ts';
import { dimensionChoices } from '../../../analyses/metric/columns.ts';
import { labelText } from '../../../charts/labels.ts';
import { CUSTOMER_DIMENSIONS, TIME_DIMENSION, type PreparedDashboard } from '../../../contract/dashboard.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { dimensionLabel } from '../../../dashboard/drawing/dimension-words.ts';

/** A dimension that tiles can be divided by and conditions can be on. */
export interface OfferedDimension {
  readonly name: string;
  readonly label: string;
}

/** Divisions of time of the analysis `metric`; a dashboard has its period in place of them. */
const TIMES: readonly string[] = ['orderYear', 'orderQuarter', 'orderMonth', 'orderWeek'];

/**
 * Dimensions the loaded data may have, those of time and of customers first.
 *
 * @param prepared what is known of them; those that were found missing are left out
 */
export function offeredDimensions(
  workspace: Workspace,
  prepared: Pick<PreparedDashboard, 'missing'> | null,
): readonly OfferedDimension[] {
  const { dataset, locale, t } = workspace;
  if (dataset === null) return [];
  const ofData = dimensionChoices(boundDataOf(dataset.receipt)).map(({ value }) => value);
  const all = [TIME_DIMENSION, ...CUSTOMER_DIMENSIONS, ...ofData.filter((name) => !TIMES.includes(name))];
  return [...new Set(all)]
    .filter((name) => prepared?.missing.includes(name) !== true)
    .map((name) => ({ name, label: labelText(dimensionLabel(name), { locale, translate: t }) }));
}
