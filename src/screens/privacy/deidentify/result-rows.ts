import { row, type ResultSet } from '../../../contract/result-set.ts';
import type { RecodeReport } from '../../../contract/records.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { fact } from '../risk/fact.ts';

/** Rows of the table that are shown. */
const SHOWN = 12;

/** Measures before and after, as rows of text. */
export function beforeAndAfter(
  report: RecodeReport,
  { t, formats }: Pick<Workspace, 't' | 'formats'>,
): readonly (readonly string[])[] {
  const { before, after } = report;
  const whole = (name: string): readonly string[] =>
    [before, after].map((each) => formats.number(fact(each, name)));
  const share = (name: string): readonly string[] =>
    [before, after].map((each) => formats.share(fact(each, name)));
  return [
    [t('records.deidentify.result.k'), ...whole('k')],
    [t('records.deidentify.result.uniques'), ...whole('sampleUniques')],
    [t('records.deidentify.result.average'), ...share('averageRisk')],
    [t('records.deidentify.result.highest'), ...share('highestRisk')],
    [t('records.deidentify.result.classes'), ...whole('classes')],
    [t('records.deidentify.result.suppressed'), formats.number(0), formats.number(report.suppressed)],
  ];
}

/** The first rows of a table, as rows of text. */
export function previewRows(table: ResultSet): readonly (readonly string[])[] {
  return Array.from({ length: Math.min(SHOWN, table.rowCount) }, (_, place) =>
    row(table, place).map((value) => (value === null ? '–' : String(value))),
  );
}
