import type { ReleasePreview } from '../../src/contract/engine-api.ts';
import type { CellReleaseRequest } from '../../src/contract/notebook.ts';
import type { ReleasedFile } from '../../src/contract/privacy.ts';
import { ok, type Result } from '../../src/contract/result.ts';
import { previewTable, type ReleaseGround, type ReleaseMaker, releaseTable } from '../engine/release-desk.ts';
import { exportReleased, type FileLook } from '../export/release-file.ts';
import { openReleased } from '../../src/privacy/gate.ts';
import { cellQuestion, type CellQuestion, type QuestionGround } from './cell-question.ts';
import { copiedRows } from './copied-rows.ts';

/** What results of cells are released from. */
export interface CellReleaseGround {
  readonly questions: QuestionGround;
  readonly release: ReleaseGround;
  readonly synthetic: boolean;
}

function questionFor(ground: CellReleaseGround, request: CellReleaseRequest): Promise<CellQuestion> {
  const isPicture = request.format === 'svg' || request.format === 'png';
  return cellQuestion(ground.questions, { ...request, isPicture });
}

/** A result of a cell as it would leave. Nothing leaves, so the log is not written. */
export async function previewCell(
  ground: CellReleaseGround,
  request: CellReleaseRequest,
): Promise<Result<ReleasePreview>> {
  const { question, drawing } = await questionFor(ground, request);
  const preview = await previewTable(ground.questions.run, ground.release, question, request);
  return preview.ok && drawing !== null ? ok({ ...preview.value, drawing }) : preview;
}

/** Asks the gate for a result of a cell; the answer is written to the log, and what leaves into the register. */
export async function releaseCell(
  ground: CellReleaseGround,
  request: CellReleaseRequest,
): Promise<Result<ReleasedFile>> {
  const { question, view, shape, context } = await questionFor(ground, request);
  const { locale, theme, size = null, range: asked } = request;
  const { db, run, relation } = ground.questions;
  const make: ReleaseMaker['make'] = async (released) => {
    const copied = { relation, table: question.table, released: openReleased(released).table };
    const range =
      asked === null ? null : { rows: await copiedRows(db, run, copied, asked), columns: asked.columns };
    const look: FileLook = { locale, theme, size, view, shape, context, synthetic: ground.synthetic, range };
    return exportReleased(released, question.subject, look);
  };
  return releaseTable(ground.questions.run, ground.release, question, request, { make, locale });
}
