import { chartNamesOf } from '../../../analyses/chart-names.ts';
import { findAnalysis } from '../../../analyses/index.ts';
import type { ChartNames } from '../../../charts/builder/chart-names.ts';
import type { ChartChoice } from '../../../contract/notebook.ts';
import type { AnalysisOutcome } from '../../../contract/outcome.ts';
import type { NotebookSessionPort } from '../../../state/notebook/session-port.ts';

const NO_NAMES: ChartNames = {};

/**
 * The outcome of the analysis whose table a chart draws, or null where it draws something else. It stays the same object
 * until the analysis has run again, so that a chart is not drawn anew while other cells work.
 *
 * @param relation that is drawn, such as `rfm.segments`
 */
export function analysisBehind(session: NotebookSessionPort, relation: string): AnalysisOutcome | null {
  const maker = session.catalog.find(({ name }) => name === relation)?.cell ?? null;
  const outcome = maker === null ? null : session.state(maker).outcome;
  return outcome?.kind === 'analysis' ? outcome.outcome : null;
}

/**
 * What is said of the columns of a chart: where it draws a table of an analysis, by its declaration; results of SQL and
 * loaded columns keep their own names.
 *
 * @param behind of {@link analysisBehind}
 * @param relation that is drawn, such as `rfm.segments`
 */
export function namesOfChart(
  behind: AnalysisOutcome | null,
  relation: string,
  choice: ChartChoice | null,
): ChartNames {
  if (choice === null || behind === null) return NO_NAMES;
  const { analysisId, params } = behind;
  const shape = findAnalysis(analysisId).tables[relation.slice(relation.indexOf('.') + 1)];
  return shape === undefined ? NO_NAMES : chartNamesOf(shape, params, choice);
}
