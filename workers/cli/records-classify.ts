import type { ColumnClassification } from '../../src/contract/classification.ts';
import type { ColumnType, ResultSet, Value } from '../../src/contract/result-set.ts';
import { classifyRecords } from '../records/classify-records.ts';
import type { RecordsAnalysis } from './records-analysis.ts';
import { UsageError } from './usage-error.ts';

type Cell = (column: ColumnClassification) => Value;

const CELLS: readonly (readonly [name: string, type: ColumnType, cell: Cell])[] = [
  ['column', 'text', ({ column }) => column],
  ['identifier', 'text', ({ identifier }) => identifier],
  ['role', 'text', ({ role }) => role],
  ['legal', 'text', ({ legal }) => legal.join(' ')],
  ['confidence', 'number', ({ confidence }) => confidence],
  ['distinct', 'integer', ({ distinct }) => distinct],
  ['null_share', 'number', ({ nullShare }) => nullShare],
  ['distinction', 'number', ({ distinction }) => distinction],
  ['separation', 'number', ({ separation }) => separation],
  ['evidence', 'text', ({ evidence }) => evidence.map(evidenceText).join('; ')],
];

function evidenceText({ kind, what, share }: ColumnClassification['evidence'][number]): string {
  const name = kind === what ? kind : `${kind} ${what}`;
  return share === null ? name : `${name} ${Number(share.toFixed(4))}`;
}

function columnsTable(columns: readonly ColumnClassification[]): ResultSet {
  return {
    columns: CELLS.map(([name, type, cell]) => ({ name, type, values: columns.map(cell) })),
    rowCount: columns.length,
  };
}

/** `classify`: what each column of a file tells of people, and what speaks for it. */
export const classify: RecordsAnalysis = {
  id: 'classify',
  version: 1,
  async run({ db, run }, { taken, params }) {
    if (typeof params !== 'object' || params === null || Object.keys(params).length > 0) {
      throw new UsageError('--params: classify has no parameters');
    }
    const { columns, records } = await classifyRecords(db, run, taken);
    const count = (role: ColumnClassification['role']): number =>
      columns.filter((column) => column.role === role).length;
    const facts = {
      records,
      columns: columns.length,
      directIdentifiers: count('directIdentifier'),
      quasiIdentifiers: count('quasiIdentifier'),
      sensitive: count('sensitive'),
      subjectKeys: count('subjectKey'),
      consentFlags: count('consentFlag'),
      insensitive: count('insensitive'),
    };
    // What may leave of it is the report of the privacy screen.
    return { params: {}, facts, tables: { columns: columnsTable(columns) }, shapes: {} };
  },
};
