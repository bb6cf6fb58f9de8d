import { findAnalysis } from '../../analyses/index.ts';
import type { DatasetId } from '../../contract/ids.ts';
import type { DocumentRequest, ReportPart, ScriptCell } from '../../contract/notebook.ts';
import type { Cell, Notebook } from '../../document/cell.ts';
import { writeNotebook } from '../../document/notebook-file.ts';
import type { Locale, MessageKey } from '../../i18n/messages.ts';
import { inputsOfDocument, runOf, type Inspected } from './runnable-cell.ts';
import type { CellState } from './session-port.ts';

/** A notebook as its session knows it. */
export interface NotebookAsRun {
  readonly notebook: Notebook;
  /** Cells in the order they run. */
  readonly order: readonly Cell[];
  readonly inspected: (cell: Cell) => Inspected;
  readonly state: (cell: Cell) => CellState;
}

/** Language, theme and words that files are made in. */
export interface FileLook {
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
  readonly say: (key: MessageKey) => string;
}

/** What the gate is asked for to save the notebook itself. */
export function documentRequest(notebook: Notebook, locale: Locale): DocumentRequest {
  return { form: 'document', title: notebook.title, text: writeNotebook(notebook), locale };
}

function scriptCell(cell: Cell, asRun: NotebookAsRun, datasetId: DatasetId): readonly ScriptCell[] {
  if (cell.kind === 'text') return [{ kind: 'text', markdown: cell.markdown }];
  if (cell.kind === 'input') return [{ kind: 'input', name: cell.name, value: cell.value }];
  if (cell.kind === 'sql' && cell.sql.trim() === '') return [];
  const run = runOf(cell, asRun.inspected(cell), datasetId, inputsOfDocument(asRun.notebook.cells));
  return run === null || run.kind === 'chart' ? [] : [{ kind: 'run', run }];
}

/**
 * What the gate is asked for to save the SQL of a notebook. Words stay above what they stand above in the document as
 * far as the order of runs allows.
 */
export function scriptRequest(asRun: NotebookAsRun, datasetId: DatasetId, locale: Locale): DocumentRequest {
  const cells = asRun.order.flatMap((cell) => scriptCell(cell, asRun, datasetId));
  return { form: 'script', title: asRun.notebook.title, datasetId, cells, locale };
}

/** The results of a cell as they are on screen; none of a cell that has none. */
function resultParts(cell: Cell, state: CellState, look: FileLook): readonly ReportPart[] {
  const { outcome } = state;
  const plain = { kind: 'result', cell: cell.id, view: null, choice: null, declaration: null } as const;
  if (cell.kind === 'sql' && outcome?.kind === 'sql') {
    const { name, declaration } = cell;
    return [{ ...plain, title: name, relation: outcome.relation.name, declaration }];
  }
  if (cell.kind === 'chart' && outcome?.kind === 'chart') {
    const { relation, choice } = outcome.data;
    return [{ ...plain, title: cell.title === '' ? cell.name : cell.title, relation, choice }];
  }
  if (outcome?.kind !== 'analysis' || (cell.kind !== 'analysis' && cell.kind !== 'metric')) return [];
  const { params, analysisId } = outcome.outcome;
  return findAnalysis(analysisId)
    .views.filter((view) => view.when?.(params) ?? true)
    .map((view) => ({
      ...plain,
      title: look.say(view.title),
      relation: `${cell.name}.${view.table}`,
      view: view.id,
    }));
}

/** What the gate is asked for to save a report: the words, inputs and results in the order of the document. */
export function reportRequest(asRun: NotebookAsRun, datasetId: DatasetId, look: FileLook): DocumentRequest {
  const { title, cells } = asRun.notebook;
  const parts = cells.flatMap((cell): readonly ReportPart[] => {
    if (cell.kind === 'text') return [{ kind: 'text', markdown: cell.markdown }];
    if (cell.kind === 'input') {
      return [{ kind: 'input', name: cell.label === '' ? cell.name : cell.label, value: cell.value }];
    }
    return resultParts(cell, asRun.state(cell), look);
  });
  return { form: 'report', title, datasetId, parts, locale: look.locale, theme: look.theme };
}
