import { appError, AppFailure, type AppError } from '../contract/error.ts';
import { newId } from '../contract/ids.ts';
import type { Decision, ExportFormat, ReleasedFile } from '../contract/privacy.ts';
import type { ResultSet } from '../contract/result-set.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { decide, type GateQuestion, type Verdict } from './decide.ts';
import type { DecisionLog } from './decision-log.ts';

/** Known to this module only; without it nothing can be made that counts as released. */
const KEY = Symbol('release gate');

let holds: (value: unknown) => boolean;

/**
 * A value that may leave. Exporters take nothing else, and only this module can make one: the private field
 * cannot be written from outside, neither by a cast nor by an object of the same form.
 */
export class Released<T> {
  readonly #value: T;

  /** @throws AppFailure `gate.notReleased` for anyone but the gate */
  constructor(key: typeof KEY, value: T) {
    if (key !== KEY) throw new AppFailure(appError('gate.notReleased', {}));
    this.#value = value;
  }

  /** The value that may leave. */
  get value(): T {
    return this.#value;
  }

  static {
    holds = (value) => typeof value === 'object' && value !== null && #value in value;
  }
}

/** Whether a value has passed the gate, whatever its type claims. */
export function isReleased(value: unknown): value is Released<unknown> {
  return holds(value);
}

/**
 * Opens a released value for an exporter.
 *
 * @throws AppFailure `gate.notReleased` for anything that has not passed the gate
 */
export function openReleased<T>(released: Released<T>): T {
  if (!isReleased(released)) throw new AppFailure(appError('gate.notReleased', {}));
  return released.value;
}

/** A table on its way out, with what a file should say about it. */
export interface ReleasedTable {
  /** Withheld rows have null contributors and measures. */
  readonly table: ResultSet;
  /** Name of the column that counts customers. */
  readonly contributors: string;
  readonly format: ExportFormat;
  readonly threshold: number;
  readonly suppressedRows: number;
}

/** A question to the gate, and how it is to stand in the log. */
export interface GateRequest extends GateQuestion {
  /** What is asked for, e.g. `rfm/segments`: names, never values. */
  readonly subject: string;
}

function decisionOn({ subject, format, policy, table }: GateRequest, verdict: Verdict): Decision {
  return {
    id: newId(),
    at: new Date().toISOString(),
    subject,
    format,
    outcome: verdict.outcome,
    threshold: policy.threshold,
    rows: table.rowCount,
    suppressedRows: verdict.suppressedRows,
    reasons: verdict.outcome === 'refused' ? [verdict.reason] : verdict.reasons,
    kind: 'aggregate',
    purpose: null,
    unverified: false,
    fingerprint: null,
    digest: null,
  };
}

function refusalError(reason: (Verdict & { outcome: 'refused' })['reason'], request: GateRequest): AppError {
  const { subject, policy, format } = request;
  switch (reason) {
    case 'rowLevel':
    case 'noContributors':
      return appError(`gate.${reason}`, { table: subject });
    case 'allSuppressed':
      return appError('gate.allSuppressed', { table: subject, threshold: policy.threshold });
    case 'kindNotAllowed':
      return appError('gate.kindNotAllowed', { format: format.toUpperCase() });
  }
}

/** A decision, and what it lets out: a table that may leave, or the error that says why none may. */
export interface Answer {
  readonly decision: Decision;
  readonly result: Result<Released<ReleasedTable>>;
}

/**
 * Asks the gate without letting anything out: for a preview. It leaves no entry in the log.
 *
 * @param request the table, its declared shape, the policy, and what it is for
 */
export function ask(request: GateRequest): Answer {
  const verdict = decide(request);
  const decision = decisionOn(request, verdict);
  if (verdict.outcome === 'refused') return { decision, result: fail(refusalError(verdict.reason, request)) };
  const contributors = request.shape.columns.find((each) => each.meaning === 'contributors')?.name ?? '';
  const { table, suppressedRows } = verdict;
  const { threshold } = request.policy;
  const value = Object.freeze({ table, contributors, format: request.format, threshold, suppressedRows });
  return { decision, result: ok(new Released(KEY, value)) };
}

/** A decision as it stands in the log, and the file that left, or the error that says why none did. */
export interface ReleaseOutcome {
  readonly decision: Decision;
  readonly result: Result<ReleasedFile>;
}

/**
 * Asks the gate for a file. When it agrees, the file is made from the table as released, its bytes are
 * fingerprinted, and the decision is written to the log with that fingerprint; only then is there a file. A
 * refusal is written to the log too. When the file cannot be made, nothing leaves and nothing is written.
 *
 * @param request the table, its declared shape, the policy, and what it is for
 * @param make the exporter
 * @param log where the decision goes
 * @throws whatever the exporter throws
 */
export async function release(
  request: GateRequest,
  make: (released: Released<ReleasedTable>) => Promise<Omit<ReleasedFile, 'decision'>>,
  log: DecisionLog,
): Promise<ReleaseOutcome> {
  const { decision: taken, result } = ask(request);
  if (!result.ok) {
    log.append(taken);
    return { decision: taken, result };
  }
  const file = await make(result.value);
  const decision = { ...taken, digest: await sha256(file.bytes) };
  log.append(decision);
  return { decision, result: ok({ ...file, decision }) };
}

/** SHA-256 of bytes, as lower-case hex. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Takes a released file in again after it has crossed from the worker to the page, where class identity is
 * lost. It is let in when its decision stands in the log as released and its bytes are the very ones that
 * decision was taken on.
 *
 * @param file the file as it arrived
 * @param log the decisions the page knows of
 * @returns the file as a released value, or `gate.notReleased`
 */
export async function receiveReleased(
  file: ReleasedFile,
  log: Iterable<Decision>,
): Promise<Result<Released<ReleasedFile>>> {
  const bytes = file.bytes.slice();
  const logged = [...log].find((decision) => decision.id === file.decision.id);
  const stands = logged?.outcome === 'released' && logged.digest === (await sha256(bytes));
  if (!stands) return fail(appError('gate.notReleased', {}));
  const { name, mime } = file;
  return ok(new Released(KEY, Object.freeze({ name, mime, bytes, decision: logged })));
}
