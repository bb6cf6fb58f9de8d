import type { ColumnClassification } from '../../../contract/classification.ts';
import type { RecordsWork } from '../../../state/records-work.svelte.ts';

/** What becomes of a column in the de-identified table. */
export type ColumnFate = 'quasi' | 'sensitive' | 'keep' | 'drop' | 'pseudonymise';

/** What becomes of a column under the choices so far. */
export function fateOf({ column }: ColumnClassification, work: RecordsWork): ColumnFate {
  if (work.quasiIdentifiers.includes(column)) return 'quasi';
  if (work.sensitive.includes(column)) return 'sensitive';
  return work.others[column] ?? 'drop';
}

/** What may become of a column: what names people is dropped or replaced, never kept. */
export function fatesFor({ role }: ColumnClassification): readonly ColumnFate[] {
  return role === 'directIdentifier' || role === 'subjectKey'
    ? ['drop', 'pseudonymise']
    : ['quasi', 'sensitive', 'keep', 'drop', 'pseudonymise'];
}

/** Decides what becomes of a column. */
export function setFate(column: string, fate: ColumnFate, work: RecordsWork): void {
  work.chooseQuasi(column, fate === 'quasi');
  work.chooseSensitive(column, fate === 'sensitive');
  if (fate === 'keep' || fate === 'drop' || fate === 'pseudonymise') {
    work.others = { ...work.others, [column]: fate };
  } else if (fate === 'sensitive') {
    work.others = { ...work.others, [column]: 'keep' };
  }
}
