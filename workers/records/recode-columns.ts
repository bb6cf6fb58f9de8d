import type { Classification, ColumnClassification } from '../../src/contract/classification.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { RecodeRequest } from '../../src/contract/records.ts';
import type { RecodedColumn } from '../../src/privacy/decide-records.ts';
import { unclassified } from '../../src/privacy/classify/unclassified.ts';
import { recordsColumn, type RecordsColumn } from './records-table.ts';
import type { TakenRecords } from './taken-records.ts';

/** A column of a de-identified table: where it comes from, what becomes of it, and the name it is stored under. */
export interface OutColumn extends RecordsColumn, RecodedColumn {
  readonly source: RecordsColumn;
  readonly classification: ColumnClassification;
}

function fateOf(name: string, { request, others }: RecodeRequest): RecodedColumn['fate'] | 'dropped' {
  if (request.quasiIdentifiers.includes(name)) return 'generalised';
  const asked = others[name] ?? 'drop';
  if (asked === 'drop') return 'dropped';
  return asked === 'keep' ? 'kept' : 'pseudonymised';
}

/**
 * Says which columns a de-identified table has, in the order of the records.
 *
 * @throws AppFailure `records.unknownColumn` for a column the records do not have; `gate.directIdentifier` for one
 *   that names people and was to be kept; `gate.purposeMissing` for pseudonyms without a purpose
 */
export function outColumns(
  taken: TakenRecords,
  classification: Classification,
  recode: RecodeRequest,
): readonly OutColumn[] {
  for (const name of [...recode.request.quasiIdentifiers, ...Object.keys(recode.others)]) {
    recordsColumn(taken, name);
  }
  return taken.columns.flatMap((source, place): OutColumn[] => {
    const { name } = source;
    const fate = fateOf(name, recode);
    if (fate === 'dropped') return [];
    const known = classification.columns.find(({ column }) => column === name) ?? unclassified(name);
    if (fate === 'kept' && (known.role === 'directIdentifier' || known.role === 'subjectKey')) {
      throw new AppFailure(appError('gate.directIdentifier', { column: name }));
    }
    if (fate === 'pseudonymised' && recode.purpose.trim() === '') {
      throw new AppFailure(appError('gate.purposeMissing', {}));
    }
    return [{ name, stored: `r${place + 1}`, source, fate, classification: known }];
  });
}
