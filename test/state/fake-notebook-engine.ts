import { appError } from '../../src/contract/error.ts';
import type { CellId, DatasetId } from '../../src/contract/ids.ts';
import type { CatalogRelation, CellOutcome, CellRun, InputValue } from '../../src/contract/notebook.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { fail, ok, type Result } from '../../src/contract/result.ts';
import type { AnalysisCell, Cell, InputCell, SqlCell } from '../../src/document/cell.ts';
import type { NotebookPort, RunControl } from '../../src/state/engine-port.ts';

/** A run that the fake engine has been asked for and has not ended. */
export interface PendingRun {
  readonly request: CellRun;
  readonly control: RunControl | undefined;
  /** Ends it well. */
  done(elapsedMs?: number): Promise<void>;
  /** Ends it with an error. */
  fail(error?: ReturnType<typeof appError>): Promise<void>;
}

/** Lets promises that are settled tell. */
export async function passOn(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

function relationOf(request: CellRun): CatalogRelation {
  const name = request.kind === 'chart' ? '' : request.name;
  return { name, columns: [], rowCount: 1, cell: request.cell, kind: 'unknown' };
}

function outcomeOf(request: CellRun, elapsedMs: number): CellOutcome {
  if (request.kind === 'analysis') {
    const { analysisId, datasetId, params, name, cell } = request;
    const relation: CatalogRelation = {
      name: `${name}.found`,
      columns: [],
      rowCount: 1,
      cell,
      kind: 'aggregate',
    };
    const found = {
      analysisId,
      version: 1,
      datasetId,
      params,
      tables: {},
      rowTables: {},
      sql: {},
      elapsedMs,
    };
    const outcome = { ...found, facts: asPrivate({}) };
    return { kind: 'analysis', outcome, relations: [relation], elapsedMs, memoryBytes: 0 };
  }
  const first = asPrivate({ columns: [], rowCount: 0 });
  return { kind: 'sql', relation: relationOf(request), first, elapsedMs, memoryBytes: 0 };
}

const refuse = () => Promise.resolve(fail(appError('engine.notReady', {})));

/** An engine whose runs end when a test says so; an aborted one ends by itself. */
export class FakeNotebookEngine implements NotebookPort {
  readonly runs: PendingRun[] = [];
  readonly dropped: CellId[] = [];
  /** Errors of SQL that is looked at, by its text. */
  readonly syntax = new Map<string, ReturnType<typeof appError>>();

  /** Names of the cells that run, as they were asked for. */
  get begun(): readonly string[] {
    return this.runs.map(({ request }) => request.cell);
  }

  get last(): PendingRun {
    const run = this.runs.at(-1);
    if (run === undefined) throw new RangeError('nothing was asked for');
    return run;
  }

  /** Ends every run well until nothing more is asked for. */
  async settle(elapsedMs?: number): Promise<void> {
    await passOn();
    for (let at = this.runs.length - 1; at < this.runs.length; at++) await this.runs[at]?.done(elapsedMs);
  }

  readonly runCell: NotebookPort['runCell'] = (request, control) =>
    new Promise((resolve) => {
      const end = async (result: Result<CellOutcome>): Promise<void> => {
        resolve(result);
        await passOn();
      };
      control?.signal?.addEventListener('abort', () => void end(fail(appError('engine.cancelled', {}))));
      this.runs.push({
        request,
        control,
        done: (elapsedMs = 1) => end(ok(outcomeOf(request, elapsedMs))),
        fail: (error = appError('engine.query', { detail: 'no' })) => end(fail(error)),
      });
    });

  readonly inspect: NotebookPort['inspect'] = (text) => {
    const error = this.syntax.get(text);
    return Promise.resolve(error === undefined ? ok({ reads: [], parameters: [] }) : fail(error));
  };
  readonly drop: NotebookPort['drop'] = (cell) => {
    this.dropped.push(cell);
    return Promise.resolve(ok(null));
  };
  readonly catalog: NotebookPort['catalog'] = () =>
    Promise.resolve(ok([{ name: 'orders', columns: [], rowCount: 3, cell: null, kind: 'rows' }]));
  readonly rows: NotebookPort['rows'] = refuse;
  readonly profile: NotebookPort['profile'] = refuse;
  readonly vocabulary: NotebookPort['vocabulary'] = refuse;
  readonly preview: NotebookPort['preview'] = refuse;
  readonly release: NotebookPort['release'] = refuse;
  readonly releaseDocument: NotebookPort['releaseDocument'] = refuse;
}

export const DATASET = 'dataset' as DatasetId;

export function sqlCell(name: string, sql: string): SqlCell {
  return { id: name as CellId, kind: 'sql', name, sql, declaration: null, folded: false };
}

export function inputCell(name: string, value: InputValue): InputCell {
  const form = { type: 'number', min: null, max: null, step: null } as const;
  return { id: name as CellId, kind: 'input', name, label: '', form, value, folded: false };
}

export function analysisCell(
  name: string,
  params: Record<string, number | { input: string }> = {},
): AnalysisCell {
  return { id: name as CellId, kind: 'analysis', name, analysis: 'rfm', params, source: null, folded: false };
}

export function chartCell(name: string, relation: string): Cell {
  return { id: name as CellId, kind: 'chart', name, relation, choice: null, title: '', folded: false };
}
