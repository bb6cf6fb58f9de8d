import { appError, toAppError, type AppError } from '../../contract/error.ts';
import type { DatasetId } from '../../contract/ids.ts';
import type { CellRun, InputValue, SqlInspection } from '../../contract/notebook.ts';
import type { Cell, CellParameter } from '../../document/cell.ts';
import { nameKey } from '../../document/names.ts';
import { referencesOf } from '../../document/references.ts';
import { inputOf } from '../../document/rename-cell.ts';
import { inspectSql } from '../../query/inspect-sql.ts';
import type { CellWork, ReactiveCell } from '../../reactive/staleness.ts';

/** Relations that loaded data have. */
export const LOADED_NAMES = ['orders', 'customers'] as const;

/** What cells stand on. */
export interface Ground {
  readonly datasetId: DatasetId | null;
  /** Another text after each load, each switch of a cleaning rule and each start of the engine. */
  readonly token: string;
}

/** What SQL was found to read, or why it cannot be read; null for cells without SQL. */
export type Inspected = SqlInspection | AppError | null;

/** What the SQL of a cell reads. */
export function inspected(cell: Cell): Inspected {
  if (cell.kind !== 'sql' || isBlank(cell)) return null;
  try {
    return inspectSql(cell.sql);
  } catch (thrown) {
    return toAppError(thrown);
  }
}

/** Everything the result of a cell rests on besides what it reads. */
function versionOf(cell: Cell, token: string): string {
  switch (cell.kind) {
    case 'text':
      return '';
    case 'input':
      return JSON.stringify(cell.value);
    case 'sql':
      return JSON.stringify([token, cell.name, cell.sql]);
    case 'analysis':
      return JSON.stringify([token, cell.name, cell.analysis, cell.params, cell.source]);
    case 'metric':
      return JSON.stringify([token, cell.name, cell.params]);
    case 'chart':
      return JSON.stringify([token, cell.relation, cell.choice]);
  }
}

function isBlank(cell: Cell): boolean {
  if (cell.kind === 'sql') return cell.sql.trim() === '';
  if (cell.kind === 'analysis') return cell.analysis === '';
  return cell.kind === 'chart' && cell.relation === '';
}

function workOf(cell: Cell, found: Inspected, datasetId: DatasetId | null, dear: boolean): CellWork {
  if (cell.kind === 'text') return { kind: 'none' };
  if (cell.kind === 'input') return { kind: 'value' };
  if (isBlank(cell)) return { kind: 'unfinished' };
  if (datasetId === null) return { kind: 'fault', error: appError('cell.noData', {}) };
  return found !== null && 'code' in found ? { kind: 'fault', error: found } : { kind: 'run', dear };
}

/** Relations and inputs that a cell reads, as written; inputs with their `$`. */
export function readNamesOf(cell: Cell, found: Inspected): readonly string[] {
  return referencesOf(cell, found === null || 'code' in found ? null : found).reads;
}

/**
 * A cell of the document as the graph and the schedule see it.
 *
 * @param found what its SQL reads
 * @param dear whether it waits for the user
 */
export function reactiveCell(cell: Cell, found: Inspected, ground: Ground, dear: boolean): ReactiveCell {
  const { name, makes, reads } = referencesOf(cell, found === null || 'code' in found ? null : found);
  return {
    id: cell.id,
    name,
    makes,
    // What an input can be set to comes from a relation; its value, as it is written, does not.
    reads: cell.kind === 'input' ? [] : reads,
    version: versionOf(cell, ground.token),
    work: workOf(cell, found, ground.datasetId, dear),
    // SQL is told by the engine what is missing, with the place in its text and the nearest name.
    strict: cell.kind !== 'sql',
  };
}

function plainValue(input: InputValue): unknown {
  return input.type === 'texts' ? input.values : input.value;
}

function filled(
  params: Readonly<Record<string, CellParameter>>,
  inputs: ReadonlyMap<string, InputValue>,
): Record<string, unknown> {
  const values = Object.entries(params).map(([name, value]) => {
    const read = inputOf(value);
    if (read === null) return [name, value] as const;
    const input = inputs.get(nameKey(read));
    return [name, input === undefined ? null : plainValue(input)] as const;
  });
  return Object.fromEntries(values);
}

/**
 * What the engine is asked for to run a cell.
 *
 * @param found what its SQL reads
 * @param inputs values of the document's inputs, by their names in lower case
 * @returns null for a cell there is nothing to run of
 */
export function runOf(
  cell: Cell,
  found: Inspected,
  datasetId: DatasetId,
  inputs: ReadonlyMap<string, InputValue>,
): CellRun | null {
  switch (cell.kind) {
    case 'sql': {
      const names = found === null || 'code' in found ? [] : found.parameters;
      const given = names.flatMap((name) => {
        const value = inputs.get(nameKey(name));
        return value === undefined ? [] : [[name, value] as const];
      });
      const { id, name, sql } = cell;
      return { kind: 'sql', cell: id, datasetId, name, sql, inputs: Object.fromEntries(given) };
    }
    case 'analysis':
    case 'metric':
      return {
        kind: 'analysis',
        cell: cell.id,
        datasetId,
        name: cell.name,
        analysisId: cell.kind === 'metric' ? 'metric' : cell.analysis,
        params: filled(cell.params, inputs),
        source: cell.kind === 'metric' ? null : cell.source,
      };
    case 'chart':
      return { kind: 'chart', cell: cell.id, datasetId, relation: cell.relation, choice: cell.choice };
    default:
      return null;
  }
}

/** Values of the inputs of a document, by their names in lower case. */
export function inputsOfDocument(cells: readonly Cell[]): Map<string, InputValue> {
  return new Map(
    cells.flatMap((cell) => (cell.kind === 'input' ? [[nameKey(cell.name), cell.value] as const] : [])),
  );
}
