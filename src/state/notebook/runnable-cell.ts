import { appError, type AppError } from '../../contract/error.ts';
import type { DatasetId } from '../../contract/ids.ts';
import type { CellRun, InputValue, SqlInspection } from '../../contract/notebook.ts';
import type { Cell, CellParameter } from '../../document/cell.ts';
import type { CellWork, ReactiveCell } from '../../reactive/staleness.ts';

/** Relations that loaded data have. */
export const LOADED_NAMES = ['orders', 'customers'] as const;

/** What cells stand on. */
export interface Ground {
  readonly datasetId: DatasetId | null;
  /** Another text after each load, each switch of a cleaning rule and each start of the engine. */
  readonly token: string;
}

/** What SQL was found to read, or why it cannot be read; null before it has been looked at. */
export type Inspected = SqlInspection | AppError | null;

function isInput(value: CellParameter): value is { readonly input: string } {
  return typeof value === 'object' && value !== null && 'input' in value && Object.keys(value).length === 1;
}

function inputsOf(params: Readonly<Record<string, CellParameter>>): string[] {
  return Object.values(params).flatMap((value) => (isInput(value) ? [`$${value.input}`] : []));
}

/** Relations and inputs that a cell reads, as written; inputs with their `$`. */
export function readNamesOf(cell: Cell, inspected: Inspected): readonly string[] {
  switch (cell.kind) {
    case 'sql':
      if (inspected === null || 'code' in inspected) return [];
      return [...inspected.reads, ...inspected.parameters.map((name) => `$${name}`)];
    case 'analysis':
      return [cell.source?.relation ?? 'orders', ...inputsOf(cell.params)];
    case 'metric':
      return ['orders', ...inputsOf(cell.params)];
    case 'chart':
      return cell.relation === '' ? [] : [cell.relation];
    default:
      return [];
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

function workOf(cell: Cell, inspected: Inspected, datasetId: DatasetId | null, dear: boolean): CellWork {
  if (cell.kind === 'text') return { kind: 'none' };
  if (cell.kind === 'input') return { kind: 'value' };
  if (isBlank(cell)) return { kind: 'unfinished' };
  if (datasetId === null) return { kind: 'fault', error: appError('cell.noData', {}) };
  if (cell.kind === 'sql') {
    if (inspected === null) return { kind: 'unfinished' };
    if ('code' in inspected) return { kind: 'fault', error: inspected };
  }
  return { kind: 'run', dear };
}

/**
 * A cell of the document as the graph and the schedule see it.
 *
 * @param inspected what its SQL reads
 * @param dear whether it waits for the user
 */
export function reactiveCell(cell: Cell, inspected: Inspected, ground: Ground, dear: boolean): ReactiveCell {
  return {
    id: cell.id,
    name: cell.kind === 'text' ? null : cell.name,
    makes:
      cell.kind === 'text' || cell.kind === 'chart'
        ? 'nothing'
        : cell.kind === 'input'
          ? 'input'
          : 'relations',
    reads: readNamesOf(cell, inspected),
    version: versionOf(cell, ground.token),
    work: workOf(cell, inspected, ground.datasetId, dear),
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
    if (!isInput(value)) return [name, value] as const;
    const input = inputs.get(value.input.toLowerCase());
    return [name, input === undefined ? null : plainValue(input)] as const;
  });
  return Object.fromEntries(values);
}

/**
 * What the engine is asked for to run a cell.
 *
 * @param inspected what its SQL reads
 * @param inputs values of the document's inputs, by their names in lower case
 * @returns null for a cell there is nothing to run of
 */
export function runOf(
  cell: Cell,
  inspected: Inspected,
  datasetId: DatasetId,
  inputs: ReadonlyMap<string, InputValue>,
): CellRun | null {
  switch (cell.kind) {
    case 'sql': {
      const names = inspected === null || 'code' in inspected ? [] : inspected.parameters;
      const given = names.flatMap((name) => {
        const value = inputs.get(name.toLowerCase());
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
    cells.flatMap((cell) => (cell.kind === 'input' ? [[cell.name.toLowerCase(), cell.value] as const] : [])),
  );
}
