import { appError, AppFailure } from '../../src/contract/error.ts';

/** Traps of the WebAssembly engine after which it cannot be trusted and must be started again. */
const TRAPS =
  /table index is out of bounds|memory access out of bounds|unreachable|RuntimeError|null function/u;

/** First line of DuckDB's message without the name of the error class and the echo of the SQL. */
function firstLine(message: string): string {
  const [line = message] = message.split(/\n\nLINE |\n/u);
  return line.replace(/^Error:\s*/u, '').trim();
}

const POWERS: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** What DuckDB has at most when nothing else is said, GiB. */
const USUAL_LIMIT = 3.1;

/** The limit that a message names, in powers of ten as the page writes memory elsewhere. */
function limitIn(message: string): string {
  const [, amount = USUAL_LIMIT, power = 'GiB'] = /\/([\d.]+) ([KMG]iB) used/u.exec(message) ?? [];
  const bytes = Number(amount) * (POWERS[power] ?? 1);
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}

/** Turns what DuckDB throws into an error of ours. */
export function queryFailure(thrown: unknown): AppFailure {
  if (thrown instanceof AppFailure) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/query was canceled|INTERRUPT Error/iu.test(message)) {
    return new AppFailure(appError('engine.cancelled', {}), thrown);
  }
  if (/Out of Memory Error|std::bad_alloc|Allocation failure/u.test(message)) {
    return new AppFailure(appError('engine.outOfMemory', { limit: limitIn(message) }), thrown);
  }
  if (TRAPS.test(message)) return new AppFailure(appError('engine.crashed', {}), thrown);
  return new AppFailure(appError('engine.query', { detail: firstLine(message) }), thrown);
}
