import { appError, type AppError } from '../contract/error.ts';
import type { CellId } from '../contract/ids.ts';
import type { Graph, GraphNode } from './graph.ts';

/** A cell as far as running it goes. */
export interface ReactiveCell extends GraphNode {
  /** Everything its result depends on besides what it reads; equal versions make equal results. */
  readonly version: string;
  readonly work: CellWork;
  /** Whether it cannot even be tried while something it reads is missing. */
  readonly strict: boolean;
}

/**
 * What there is to do for a cell. `none`: nothing ever (words); `value`: it is there as written (inputs); `unfinished`:
 * nothing yet, it is being written; `fault`: it cannot run as it stands; `dear`: it takes so long that it does not
 * run by itself.
 */
export type CellWork =
  | { readonly kind: 'none' }
  | { readonly kind: 'value' }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'fault'; readonly error: AppError }
  | { readonly kind: 'run'; readonly dear: boolean };

/** What is known of the runs of a cell. */
export interface RunRecord {
  /** Number of the run that made its result; no two runs have the same. */
  readonly stamp: number;
  /** What its result was made of; null when there is none to rely on. */
  readonly madeOf: string | null;
  /** What it was made of when it failed; null when it did not. */
  readonly failedOf: string | null;
  /** Whether the user has stopped it and nothing has changed since. */
  readonly stopped: boolean;
}

export const NEVER_RUN: RunRecord = { stamp: 0, madeOf: null, failedOf: null, stopped: false };

/**
 * Where a cell is. `fresh`: its result is that of everything as it is now; `ready`: it is to run; `behind`: it will
 * be, after what it reads; `held`: it waits for the user, or for another cell that does; `failed`; `blocked`: what it
 * reads has failed or cannot run.
 */
export type Standing =
  | { readonly kind: 'nothing' | 'fresh' | 'failed' }
  | { readonly kind: 'ready'; readonly key: string; readonly priority: number }
  | { readonly kind: 'behind'; readonly priority: number }
  | { readonly kind: 'held'; readonly by: CellId | null }
  | { readonly kind: 'fault'; readonly error: AppError }
  | { readonly kind: 'blocked'; readonly by: CellId };

/** Everything a judgement on staleness rests on. */
export interface Situation {
  readonly graph: Graph;
  readonly cells: ReadonlyMap<CellId, ReactiveCell>;
  readonly records: ReadonlyMap<CellId, RunRecord>;
  /** Interactions in which the user has asked for a run, by cell: greater is newer. */
  readonly asked: ReadonlyMap<CellId, number>;
  /** Interactions by which a cell or something it reads has changed last. */
  readonly touched: ReadonlyMap<CellId, number>;
}

/** What the result of each cell would be made of now; null while something it reads has no result of now. */
function keysOf({ graph, cells, records }: Situation): {
  keys: Map<CellId, string | null>;
  fresh: Set<CellId>;
} {
  const keys = new Map<CellId, string | null>();
  const fresh = new Set<CellId>();
  for (const id of graph.order) {
    const cell = cells.get(id);
    if (cell === undefined) continue;
    const lacking = cell.strict && graph.missing.has(id);
    const kind = lacking || graph.faults.has(id) ? 'fault' : cell.work.kind;
    if (kind === 'value') fresh.add(id);
    if (kind !== 'run') continue;
    const sources = graph.reads.get(id) ?? [];
    // Sorted: moving cells about changes no result.
    const parts = sources.toSorted().map((source) => {
      const read = cells.get(source);
      const made = read?.work.kind === 'value' ? read.version : records.get(source)?.stamp;
      return `${source}=${made ?? ''}`;
    });
    const key = sources.every((source) => fresh.has(source)) ? [cell.version, ...parts].join('\n') : null;
    keys.set(id, key);
    if (key !== null && records.get(id)?.madeOf === key) fresh.add(id);
  }
  return { keys, fresh };
}

/** How urgent each cell is: as urgent as what waits for it. */
function urgency(
  { graph }: Situation,
  own: ReadonlyMap<CellId, number>,
  fresh: ReadonlySet<CellId>,
): Map<CellId, number> {
  const urgent = new Map<CellId, number>();
  for (const id of graph.order.toReversed()) {
    const readers = (graph.readBy.get(id) ?? []).filter((reader) => !fresh.has(reader));
    urgent.set(id, Math.max(own.get(id) ?? 0, ...readers.map((reader) => urgent.get(reader) ?? 0)));
  }
  return urgent;
}

/**
 * Judges where each cell is.
 *
 * A result is fresh when it was made of the cell as it is now and of the very results of what it reads that are there
 * now (a verifying trace). SOURCE: A. Mokhov, N. Mitchell, S. Peyton Jones, Build systems à la carte, ICFP 2018, §4.2.
 */
export function standingsOf(situation: Situation): Map<CellId, Standing> {
  const { graph, cells, records } = situation;
  const { keys, fresh } = keysOf(situation);
  const asked = urgency(situation, situation.asked, fresh);
  const touched = urgency(situation, situation.touched, fresh);
  const standings = new Map<CellId, Standing>();

  function standingOf(id: CellId, { work, strict }: ReactiveCell): Standing {
    const fault = graph.faults.get(id);
    const missing = strict ? graph.missing.get(id)?.[0] : undefined;
    if (fault !== undefined) return { kind: 'fault', error: fault };
    if (work.kind !== 'run') return standingWithoutRun(work);
    if (missing !== undefined) return { kind: 'fault', error: appError('cell.missing', { name: missing }) };
    if (fresh.has(id)) return { kind: 'fresh' };
    const wait = waitOf(graph.reads.get(id) ?? [], standings);
    if (wait !== null && wait.kind !== 'behind') return wait;
    return ownStanding(id, work.dear);
  }

  function ownStanding(id: CellId, dear: boolean): Standing {
    const record = records.get(id) ?? NEVER_RUN;
    const key = keys.get(id) ?? null;
    if (key !== null && record.failedOf === key) return { kind: 'failed' };
    const wish = asked.get(id) ?? 0;
    if (wish === 0 && (record.stopped || dear)) return { kind: 'held', by: null };
    const priority = Math.max(wish, touched.get(id) ?? 0);
    return key === null ? { kind: 'behind', priority } : { kind: 'ready', key, priority };
  }

  for (const id of graph.order) {
    const cell = cells.get(id);
    if (cell !== undefined) standings.set(id, standingOf(id, cell));
  }
  return standings;
}

function standingWithoutRun(work: Exclude<CellWork, { kind: 'run' }>): Standing {
  if (work.kind === 'fault') return work;
  return work.kind === 'unfinished' ? { kind: 'held', by: null } : { kind: 'nothing' };
}

/** What keeps a cell from running among what it reads; the gravest of them. */
function waitOf(
  sources: readonly CellId[],
  standings: ReadonlyMap<CellId, Standing>,
): Extract<Standing, { kind: 'blocked' | 'held' }> | { kind: 'behind' } | null {
  let held: CellId | null = null;
  let behind = false;
  for (const source of sources) {
    const kind = standings.get(source)?.kind ?? 'blocked';
    if (kind === 'fault' || kind === 'failed' || kind === 'blocked') return { kind: 'blocked', by: source };
    if (kind === 'held') held ??= source;
    if (kind === 'ready' || kind === 'behind') behind = true;
  }
  if (held !== null) return { kind: 'held', by: held };
  return behind ? { kind: 'behind' } : null;
}
