import { describe, expect, test } from 'vitest';
import type { Cell, Notebook } from '../../src/document/cell.ts';
import { readNotebook } from '../../src/document/notebook-file.ts';
import { CellRuns } from '../../src/state/notebook/cell-runs.ts';
import { documentRequest, reportRequest, scriptRequest } from '../../src/state/notebook/document-request.ts';
import {
  analysisCell,
  chartCell,
  DATASET,
  FakeNotebookEngine,
  inputCell,
  passOn,
  sqlCell,
} from './fake-notebook-engine.ts';

const words: Cell = { id: 'words' as Cell['id'], kind: 'text', markdown: '# Review', folded: false };
const cells = [
  words,
  chartCell('chart', 'best'),
  sqlCell('best', 'SELECT * FROM rfm.segments LIMIT $top'),
  sqlCell('blank', ' '),
  inputCell('top', { type: 'number', value: 5 }),
  analysisCell('rfm', { bins: { input: 'top' } }),
];
const notebook: Notebook = { title: 'Review', cells };

async function asRun() {
  const engine = new FakeNotebookEngine();
  const runs = new CellRuns(engine, { onStates: () => undefined, onWhole: () => undefined });
  runs.setCells(cells);
  runs.setGround({ datasetId: DATASET, token: '1' }, false);
  await engine.settle();
  await passOn();
  return {
    notebook,
    order: runs.inOrder(),
    inspected: (cell: Cell) => runs.inspected(cell),
    state: (cell: Cell) => runs.state(cell.id),
  };
}

describe('what leaves of a notebook', () => {
  test('is what was written, as a file that opens again', () => {
    const request = documentRequest(notebook, 'en');
    expect(request.form === 'document' && readNotebook(request.text)).toEqual({ notebook, readOnly: null });
  });

  test('as a script, is in the order of runs, with inputs as they are and without charts', async () => {
    const request = scriptRequest(await asRun(), DATASET, 'en');
    const parts = request.form === 'script' ? request.cells : [];
    expect(parts.map((part) => (part.kind === 'run' ? part.run.cell : part.kind))).toEqual([
      'text',
      'input',
      'rfm',
      'best',
    ]);
    expect(parts.at(-1)).toMatchObject({ run: { inputs: { top: { type: 'number', value: 5 } } } });
    expect(parts.at(-2)).toMatchObject({ run: { params: { bins: 5 } } });
  });

  test('as a report, is in the order of the document, with results that are there', async () => {
    const look = { locale: 'en', theme: 'light', say: (key: string) => key } as const;
    const request = reportRequest(await asRun(), DATASET, look);
    const parts = request.form === 'report' ? request.parts : [];
    const named = parts.map((part) => (part.kind === 'result' ? part.relation : part.kind));
    expect(named.slice(0, 3)).toEqual(['text', 'best', 'input']);
    const ofAnalysis = named.slice(3);
    expect(ofAnalysis).toContain('rfm.segments');
    expect(ofAnalysis.every((name) => name.startsWith('rfm.'))).toBe(true);
  });
});
