import type { AppError } from '../contract/error.ts';
import type { FileId, TableId } from '../contract/ids.ts';
import type { CleaningReceipt, Mapping } from '../contract/import.ts';
import type { Result } from '../contract/result.ts';
import type { SideKind, SideTable } from '../contract/tables.ts';
import type { EnginePort } from './engine-port.ts';
import type { ImportSession } from './import-session.svelte.ts';

/** Orders that have come in from one or more files. */
export interface OrdersIn {
  readonly receipt: CleaningReceipt;
  readonly mapping: Mapping;
  /** The files, the first of which has given the roles and formats. */
  readonly sessions: readonly ImportSession[];
}

interface OpenFile {
  readonly session: ImportSession;
  readonly fileId: FileId;
}

function openFiles(sessions: readonly ImportSession[]): OpenFile[] {
  return sessions.flatMap((session) => {
    const fileId = session.preview?.fileId;
    return fileId === undefined ? [] : [{ session, fileId }];
  });
}

/** The file that an error names, if it names one of several. */
function culprit(error: AppError, sessions: readonly ImportSession[]): ImportSession | null {
  const named = 'name' in error.params ? error.params.name : null;
  const found = sessions.filter(({ file }) => file.name === named);
  return sessions.length > 1 && found.length === 1 ? (found[0] ?? null) : null;
}

function begin(sessions: readonly ImportSession[]): AbortController {
  const stop = new AbortController();
  for (const session of sessions) session.loadBegins(stop);
  return stop;
}

/**
 * Those who are to be tried again after a load has failed: all but the file that was stopped or is to blame. Where
 * none stands out, all have failed.
 */
function afterFailure(files: readonly OpenFile[], error: AppError): readonly OpenFile[] {
  const sessions = files.map(({ session }) => session);
  const stopped = sessions.filter(({ stopping }) => stopping);
  const bad = culprit(error, sessions);
  const cancelled = error.code === 'engine.cancelled';
  const out = cancelled ? stopped : bad === null ? sessions : [bad];
  for (const session of out) session.loadEnds(cancelled ? 'stopped' : 'failed', cancelled ? null : error);
  return out.length === 0 ? [] : files.filter(({ session }) => !out.includes(session));
}

/**
 * Loads files of orders as one: the rows of the others follow those of the first, whose roles and formats hold. A file
 * that cannot be loaded or is stopped is left out, and the rest is loaded without it.
 *
 * @returns what is loaded; null where nothing is
 */
export async function loadOrderFiles(
  engine: EnginePort,
  sessions: readonly ImportSession[],
): Promise<OrdersIn | null> {
  let files = openFiles(sessions);
  for (;;) {
    const [first, ...others] = files;
    if (first === undefined) return null;
    const { mapping, rules } = first.session;
    const signal = begin(files.map(({ session }) => session)).signal;
    const tried = files;
    const control = {
      signal,
      onProgress: (progress: ImportSession['progress']) => {
        for (const { session } of tried) session.progress = progress;
      },
    };
    const further = others.map(({ fileId }) => fileId);
    const result = await engine.load(first.fileId, mapping, rules, control, further);
    if (result.ok) {
      const sessions = files.map(({ session }) => session);
      for (const session of sessions) session.loadEnds('loaded');
      return { receipt: result.value, mapping, sessions };
    }
    const left = afterFailure(files, result.error);
    for (const { session } of left) session.loadBegins(null);
    files = [...left];
  }
}

/** A file that becomes a table beside the orders, or more rows of one. */
interface SideFile extends OpenFile {
  readonly kind: SideKind;
  readonly appendTo: TableId | null;
}

async function loadSideFile(engine: EnginePort, file: SideFile): Promise<Result<SideTable>> {
  const { session, fileId, kind, appendTo } = file;
  const { signal } = begin([session]);
  const mapping = session.sideMapping(kind);
  const request = { fileId, tableId: appendTo ?? session.tableId, mapping, appendTo };
  const result = await engine.tables.load(request, {
    signal,
    onProgress: (progress) => (session.progress = progress),
  });
  if (result.ok) {
    session.appended = appendTo !== null;
    session.loadEnds('loaded');
  } else if (result.error.code === 'engine.cancelled') {
    session.loadEnds('stopped');
  } else {
    session.loadEnds('failed', result.error);
  }
  return result;
}

/**
 * Loads files that become tables beside the orders, one after the other. Files of one kind become one table, also with
 * what is loaded of that kind, unless the user keeps one apart.
 *
 * @param standing the tables that are there
 */
export async function loadSideFiles(
  engine: EnginePort,
  sessions: readonly ImportSession[],
  standing: readonly SideTable[],
): Promise<void> {
  const tables = new Map<SideKind, TableId>(standing.map(({ kind, tableId }) => [kind, tableId]));
  for (const { session, fileId } of openFiles(sessions)) {
    const { kind } = session;
    if (kind === 'orders' || session.stopping) {
      session.loadEnds('stopped');
      continue;
    }
    const known = tables.get(kind) ?? null;
    const appendTo = session.apart || known === session.tableId ? null : known;
    const result = await loadSideFile(engine, { session, fileId, kind, appendTo });
    if (result.ok) tables.set(kind, result.value.tableId);
  }
}
