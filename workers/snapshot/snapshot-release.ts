import { appError } from '../../src/contract/error.ts';
import type { Decision, ReleasedFile } from '../../src/contract/privacy.ts';
import { fail, ok, type Result } from '../../src/contract/result.ts';
import type { ReleasePreview } from '../../src/contract/engine-api.ts';
import type { SnapshotPreview, SnapshotRequest } from '../../src/contract/snapshot.ts';
import { decideDocument } from '../../src/privacy/decide-document.ts';
import { DecisionLog } from '../../src/privacy/decision-log.ts';
import { type OtherVerdict, releaseAnswered, type Released, releaseOther } from '../../src/privacy/gate.ts';
import type { SnapshotContent, ViewerAssets } from '../../src/snapshot/content.ts';
import type { Signer } from '../../src/snapshot/manifest.ts';
import type { CustomerDimensions } from '../dashboard/customer-dimensions.ts';
import { releaseGroundOf } from '../dashboard/tile-release.ts';
import { loadedFor, type TileRuns } from '../dashboard/tile-run.ts';
import type { Database, Run } from '../engine/database.ts';
import type { ReleaseRegister } from '../engine/register.ts';
import { wordsReleased } from '../notebook/document-release.ts';
import { placedWords } from '../notebook/document-words.ts';
import { customersNamed } from '../notebook/named-customers.ts';
import type { NotebookGround } from '../notebook/notebook-ground.ts';
import type { MadeTile, TileMaking } from './snapshot-content.ts';
import { snapshotFile } from './snapshot-file.ts';
import { snapshotPack } from './snapshot-pack.ts';
import { bothLanguages, type MadeSnapshot, makeSnapshot } from './snapshot-page.ts';
import { assertSameOrders, type CellQuestions, type LeavingTable, wordsOf } from './snapshot-tiles.ts';

/** What snapshots are made on. */
export interface SnapshotBench {
  readonly db: Database;
  readonly ground: () => NotebookGround;
  readonly customers: CustomerDimensions;
  readonly tiles: TileRuns;
  readonly cells: () => Promise<CellQuestions>;
  /** What the build made for snapshots, and its hash. */
  readonly viewer: () => Promise<ViewerAssets & { readonly build: string }>;
  /** Signs with the key of this browser; null where there is none. */
  readonly signer: () => Promise<Signer | null>;
}

/** A snapshot that was asked for, as it may leave or not. */
interface Attempt {
  readonly made: MadeSnapshot;
  readonly html: string | null;
  readonly decision: Decision;
  readonly result: Result<ReleasedFile>;
}

/** Whether the snapshot as a whole may leave: its words name no customer, and something of it leaves. */
async function verdictOn(
  { db, run, sides }: TileMaking['ground'],
  request: SnapshotRequest,
  tiles: readonly MadeTile[],
): Promise<OtherVerdict> {
  const words = decideDocument(await customersNamed(db, run, sides, placedWords(wordsOf(request))));
  if (words.outcome === 'refused') return words;
  if (tiles.every(({ leaving }) => leaving.length === 0)) {
    return { outcome: 'refused', reason: 'allSuppressed', error: appError('snapshot.nothingLeaves', {}) };
  }
  const leaving = tiles.flatMap((tile) => tile.leaving);
  return {
    outcome: 'released',
    suppressedRows: leaving.reduce((sum, { released }) => sum + released.value.suppressedRows, 0),
    reasons: [...new Set(leaving.flatMap(({ answered }) => answered.answer.decision.reasons))].sort(),
  };
}

/** Writes the decisions on the tables of a snapshot to the log, with the digest of each as it stands in the page. */
async function logTiles(tiles: readonly MadeTile[], log: DecisionLog): Promise<void> {
  for (const { content, leaving, refused } of tiles) {
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    const part = { name: `${content.tile}.json`, mime: 'application/json', bytes };
    const answers = leaving.map(({ answered }) => answered.answer);
    if (refused?.answered != null) answers.push(refused.answered.answer);
    for (const answer of answers) await releaseAnswered(answer, () => Promise.resolve(part), log);
  }
}

/** Makes a snapshot and asks the gate for it; the register is entered, and the caller says whether that stands. */
async function attempt(
  bench: SnapshotBench,
  run: Run,
  request: SnapshotRequest,
  register: ReleaseRegister,
  log: DecisionLog,
): Promise<Attempt> {
  const { db, customers, tiles, cells } = bench;
  const ground = bench.ground();
  const loaded = loadedFor(ground.loaded, request);
  const languages = await bothLanguages();
  const release = releaseGroundOf(ground, loaded);
  const { locale, purpose, prepare } = request;
  const making: TileMaking = {
    ground: { db, run, sides: ground.sides, tiles, cells, release, locale, purpose, called: request.title },
    customers,
    request,
    languages,
    synthetic: ground.synthetic,
  };
  const { data } = await customers.ensure(run, loaded, prepare.days, []);
  const { build, ...assets } = await bench.viewer();
  const { fingerprint } = register;
  const { policy } = release;
  const origin = { data, fingerprint, policy, build, at: new Date().toISOString() };
  const made = await makeSnapshot(making, origin);
  const signer = request.signed ? await bench.signer() : null;
  let html: string | null = null;
  const make = async (released: Released<SnapshotContent>): Promise<Omit<ReleasedFile, 'decision'>> => {
    const page = await snapshotFile(released, { assets, signer });
    ({ html } = page);
    const { name, mime, bytes } = page;
    const { grain } = prepare;
    const terms = { languages, locale, grain, synthetic: ground.synthetic, formats: policy.formats };
    const file =
      request.form === 'pack' ? await snapshotPack(released, page, made.tiles, terms) : { name, mime, bytes };
    await logTiles(made.tiles, log);
    return file;
  };
  const { decision, result } = await releaseOther(
    {
      kind: 'report',
      format: 'snapshot',
      policy,
      subject: 'dashboard/snapshot',
      purpose,
      fingerprint,
      value: made.content,
      rows: made.tiles.length,
      verdict: await verdictOn(making.ground, request, made.tiles),
    },
    make,
    log,
  );
  return { made, html, decision, result };
}

async function previewOf({ answered, released }: LeavingTable): Promise<ReleasePreview> {
  const { answer, conflicts } = answered;
  return {
    table: released.value.table,
    decision: answer.decision,
    withheld: await answer.infer(),
    conflicts,
  };
}

async function tilesOf({ made }: Attempt): Promise<SnapshotPreview['tiles']> {
  const tiles: SnapshotPreview['tiles'][number][] = [];
  for (const { content, leaving, refused } of made.tiles) {
    const [shown] = leaving;
    tiles.push({
      tile: content.tile,
      title: content.title.en,
      preview: shown === undefined ? null : await previewOf(shown),
      refused: refused?.error ?? null,
    });
  }
  return tiles;
}

/**
 * A snapshot as it would leave. Nothing leaves: the log is not written, and the register is as it was.
 *
 * @throws AppFailure `gate.unknownRun` when a tile is about other data than the snapshot
 */
export async function previewSnapshot(
  bench: SnapshotBench,
  run: Run,
  request: SnapshotRequest,
): Promise<Result<SnapshotPreview>> {
  assertSameOrders(request);
  const ground = bench.ground();
  const register = await ground.register.of(run, loadedFor(ground.loaded, request));
  const preview = await register.together(async () => {
    const tried = await attempt(bench, run, request, register, new DecisionLog());
    const { decision, html, result } = tried;
    const value: SnapshotPreview = {
      tiles: await tilesOf(tried),
      html,
      bytes: result.ok ? result.value.bytes.length : 0,
      decision,
    };
    return { stands: false, value };
  });
  return ok(preview);
}

/**
 * Asks the gate for a snapshot: each of its tiles is a release of its own, checked against everything that left before
 * and against the tiles before it, and the page is released as a whole. The register has all of them or, where the
 * snapshot does not leave, none; the same holds for the log.
 *
 * @throws AppFailure `gate.unknownRun` when a tile is about other data than the snapshot
 */
export async function releaseSnapshot(
  bench: SnapshotBench,
  run: Run,
  request: SnapshotRequest,
): Promise<Result<ReleasedFile>> {
  assertSameOrders(request);
  const ground = bench.ground();
  if (request.purpose.trim() === '') return fail(appError('snapshot.purposeMissing', {}));
  const register = await ground.register.of(run, loadedFor(ground.loaded, request));
  return register.together(async () => {
    const { result } = await attempt(bench, run, request, register, ground.log);
    if (result.ok) await register.note(wordsReleased(result.value.decision, request.title));
    return { stands: result.ok, value: result };
  });
}
