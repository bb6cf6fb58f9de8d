import type { MessageKey } from '../i18n/messages.ts';
import { DRILLED_CUSTOMERS } from './drilled-customers.ts';
import { findAnalysis } from './index.ts';

const REPORTS = ['classification', 'risk', 'policy', 'register', 'log'] as const;
/** First words of what leaves of single cells of a notebook, and forms in which a whole one does. */
const CELLS: readonly string[] = ['sql', 'rows', 'chart'];
const FORMS = ['document', 'script', 'report'] as const;

/**
 * What a release was asked for, in the reader's words: `rfm/segments` becomes the names of the analysis and its
 * table. What has no name of its own stays as it is.
 *
 * @param subject as it stands in the log
 * @param say looks up a message
 */
export function subjectTitle(subject: string, say: (key: MessageKey) => string): string {
  const [first = '', second = ''] = subject.split('/');
  if (first === 'report') {
    const report = REPORTS.find((each) => each === second);
    return report === undefined ? subject : say(`report.${report}`);
  }
  if (first === 'profile') return `${say('profile.name')} · ${second}`;
  if (subject === DRILLED_CUSTOMERS) return say('customer.list.table');
  // De-identified tables have the names of the records they were made of.
  if (first === 'records' && second !== '') return subject.slice('records/'.length);
  // Results of cells have the names their writer gave them.
  if (CELLS.includes(first) && second !== '') return second;
  if (first === 'notebook') {
    const form = FORMS.find((each) => each === second);
    return form === undefined ? subject : say(`notebookScreen.export.${form}`);
  }
  try {
    const analysis = findAnalysis(first);
    const table = analysis.tables[second];
    const title = say(analysis.title);
    return table === undefined ? title : `${title} · ${say(table.title)}`;
  } catch {
    return subject;
  }
}
