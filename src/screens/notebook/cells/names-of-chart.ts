import { chartNamesOf } from '../../../analyses/chart-names.ts';
import { findAnalysis } from '../../../analyses/index.ts';
import type { ChartNames } from '../../../charts/builder/chart-names.ts';
import type { ChartChoice } from '../../../contract/notebook.ts';
import type { NotebookSessionPort } from '../../../state/notebook/session-port.ts';

/**
 * What is said of the columns of a chart: where it draws a table of an analysis, by its declaration; results of SQL and
 * loaded columns keep their own names.
 *
 * @param relation that is drawn, such as `rfm.segments`
 */
export function namesOfChart(
  session: NotebookSessionPort,
  relation: string,
  choice: ChartChoice | null,
): ChartNames {
  const maker = session.catalog.find(({ name }) => name === relation)?.cell ?? null;
  const outcome = maker === null ? null : session.state(maker).outcome;
  if (choice === null || outcome?.kind !== 'analysis') return {};
  const { analysisId, params } = outcome.outcome;
  const shape = findAnalysis(analysisId).tables[relation.slice(relation.indexOf('.') + 1)];
  return shape === undefined ? {} : chartNamesOf(shape, params, choice);
}
