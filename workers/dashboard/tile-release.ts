import { parameterWords } from '../../src/analyses/parameter-words.ts';
import { shownShape } from '../../src/analyses/shown-shape.ts';
import type { TileReleaseRequest } from '../../src/contract/dashboard.ts';
import type { ReleasePreview } from '../../src/contract/engine-api.ts';
import type { ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { groupsView } from '../../src/dashboard/drawing/groups-view.ts';
import type { Database, Run } from '../engine/database.ts';
import {
  previewTable,
  questionOf,
  type ReleaseGround,
  releaseTable,
  type TableQuestion,
} from '../engine/release-desk.ts';
import { exportReleased, type FileLook } from '../export/release-file.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { fileNameOf } from '../notebook/document-release.ts';
import { placedWords } from '../notebook/document-words.ts';
import { customersNamed } from '../notebook/named-customers.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import { selectionWords } from './selection-words.ts';
import { loadedFor, type RanTile, type TileRuns } from './tile-run.ts';

/**
 * A table of a tile as a question to the gate. Its orders are the loaded ones, so its customers are known; what was
 * selected goes with it in words, and nothing leaves where too few customers were.
 *
 * @throws AppFailure `gate.unknownRun` when the analysis has no such table
 */
export function tileQuestion(ran: RanTile, table: string): TableQuestion {
  const { analysis, outcome, database, customers, request, shared } = ran;
  const question = questionOf(ran, table, database);
  const { membership } = question;
  return {
    ...question,
    // Who is behind its rows stands until orders are selected anew, as another object.
    membership: membership === null ? null : { ...membership, lasting: shared },
    population: customers,
    described: (language) =>
      [
        ...selectionWords(request.selection, request.prepare.grain, language),
        ...[parameterWords(analysis, outcome.params, language)].filter((words) => words !== ''),
      ].join(' · '),
  };
}

/** What releases of tiles stand on. */
export function releaseGroundOf(ground: NotebookGround, loaded: LoadedOrders): ReleaseGround {
  const { register, policy, log } = ground;
  return { loaded, register, policy, log };
}

/** A tile as it would leave. Nothing leaves, so the log is not written. */
export async function previewTile(
  ground: NotebookGround,
  tiles: TileRuns,
  run: Run,
  request: TileReleaseRequest,
): Promise<Result<ReleasePreview>> {
  const loaded = loadedFor(ground.loaded, request.run);
  const ran = await tiles.ensure(run, loaded, request.run);
  return previewTable(run, releaseGroundOf(ground, loaded), tileQuestion(ran, request.table), request);
}

/** Whether a title has the id of a customer in it, or what reaches one. */
async function namesCustomer(
  db: Database,
  run: Run,
  { sides }: NotebookGround,
  title: string,
): Promise<boolean> {
  const { customers } = await customersNamed(db, run, sides, placedWords([{ text: title, place: 'title' }]));
  return customers > 0;
}

/** Asks the gate for a tile; the answer is written to the log, and what leaves into the register. */
export async function releaseTile(
  db: Database,
  ground: NotebookGround,
  tiles: TileRuns,
  run: Run,
  request: TileReleaseRequest,
): Promise<Result<ReleasedFile>> {
  const loaded = loadedFor(ground.loaded, request.run);
  const ran = await tiles.ensure(run, loaded, request.run);
  const { analysis, outcome } = ran;
  const { locale, theme, size = null } = request;
  const { called } = request;
  const title = called === undefined ? null : `${called.tile} · ${called.dashboard}`;
  const asked = tileQuestion(ran, request.table);
  // The name of a file leaves with it, and the register names nobody.
  const isNamed = title !== null && !(await namesCustomer(db, run, ground, title));
  const question = isNamed ? { ...asked, called: title } : asked;
  const look: FileLook = {
    locale,
    theme,
    size,
    view:
      request.groups === undefined
        ? (analysis.views.find(({ id }) => id === request.view) ?? null)
        : groupsView(request.groups, request.table),
    shape: shownShape(question.shape, outcome.params),
    context: { params: outcome.params, currency: loaded.mapping.currency },
    synthetic: ground.synthetic,
    ...(isNamed ? { name: fileNameOf(title, request.format) } : {}),
    filters: (language) => selectionWords(request.run.selection, request.run.prepare.grain, language),
  };
  return releaseTable(run, releaseGroundOf(ground, loaded), question, request, {
    make: (released) => exportReleased(released, question.subject, look),
    locale,
  });
}
