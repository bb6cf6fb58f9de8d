import type { ConsentNote } from '../contract/consent.ts';
import { appError, AppFailure, type AppError } from '../contract/error.ts';
import { newId } from '../contract/ids.ts';
import type { LoadPart } from '../contract/import.ts';
import type { MergeSummary } from '../contract/merge.ts';
import type {
  Decision,
  ExportFormat,
  GateReason,
  Policy,
  ReleasedFile,
  WithheldCell,
} from '../contract/privacy.ts';
import type { ResultSet } from '../contract/result-set.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { decide, type GateQuestion, selectsFew, type Verdict } from './decide.ts';
import { differencingError } from './differencing-error.ts';
import type { DecisionLog } from './decision-log.ts';
import type { RowVerdict, WithheldFigures } from './suppression.ts';

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
  /** Figures that are withheld in rows that are shown: by column, the rows. */
  readonly withheldFigures: WithheldFigures;
  /** Counts are multiples of it; null when they are exact. */
  readonly roundedTo: number | null;
  /** Whether counts carry noise. */
  readonly isNoisy: boolean;
  /** Whether nobody has checked the customers behind it. */
  readonly unverified: boolean;
  /** The policy it was decided on by. */
  readonly policy: Policy;
  /** When it was decided on, as ISO 8601 in UTC. */
  readonly at: string;
  /** Data set it was taken from, as hex; null before one is loaded. */
  readonly fingerprint: string | null;
  /** Of a list: the consent it was held against; null where no consents were loaded; absent: no list. */
  readonly consent?: ConsentNote | null;
  /** How customers were merged before it was made; absent or null: every id is a customer. */
  readonly merged?: MergeSummary | null;
  /** The part of the orders that was loaded; absent or null: all of them. */
  readonly part?: LoadPart | null;
}

/** How something that is asked for is to stand in the log. */
export interface LogTerms {
  /** What is asked for, e.g. `rfm/segments`: names, never values. */
  readonly subject: string;
  /** Why it is needed, in the user's words; absent where nobody asked. */
  readonly purpose?: string | null;
  /** Data set it is taken from, as hex; absent before one is loaded. */
  readonly fingerprint?: string | null;
  /** Of a list: the consent it is held against; null where no consents are loaded. */
  readonly consent?: ConsentNote | null;
}

/** A question to the gate, and how it is to stand in the log. */
export interface GateRequest extends GateQuestion, LogTerms, Pick<ReleasedTable, 'merged' | 'part'> {}

type Taken = Pick<Decision, 'outcome' | 'rows' | 'suppressedRows' | 'reasons' | 'kind' | 'unverified'>;

function decisionOf(
  { subject, purpose = null, fingerprint = null, consent }: LogTerms,
  { policy, format }: { readonly policy: Policy; readonly format: ExportFormat },
  taken: Taken,
): Decision {
  return {
    id: newId(),
    at: new Date().toISOString(),
    subject,
    format,
    threshold: policy.threshold,
    ...taken,
    purpose,
    fingerprint,
    digest: null,
    ...(consent === undefined ? {} : { consent }),
  };
}

function decisionOn(request: GateRequest, verdict: Verdict): Decision {
  const { outcome, suppressedRows } = verdict;
  return decisionOf(request, request, {
    outcome,
    rows: request.table.rowCount,
    suppressedRows,
    reasons: verdict.outcome === 'refused' ? [verdict.reason] : verdict.reasons,
    kind: 'aggregate',
    unverified: verdict.outcome === 'released' && verdict.unverified,
  });
}

/** What withheld all rows: the threshold by itself, or the other rules by name. */
function allWithheldError(table: string, threshold: number, rules: readonly GateReason[]): AppError {
  return rules.every((rule) => rule === 'belowThreshold')
    ? appError('gate.allSuppressed', { table, threshold })
    : appError('gate.allWithheld', { table, threshold, rules: rules.join() });
}

function refusalError(
  { reason, rules = [] }: Extract<Verdict, { readonly outcome: 'refused' }>,
  request: GateRequest,
): AppError {
  const { subject, policy, format, conflicts = [], spent = 0 } = request;
  switch (reason) {
    case 'rowLevel':
    case 'noContributors':
    case 'unverified':
      return appError(`gate.${reason}`, { table: subject });
    case 'allSuppressed':
      if (selectsFew(request)) return appError('gate.tooFewSelected', { threshold: policy.threshold });
      return allWithheldError(subject, policy.threshold, rules);
    case 'kindNotAllowed':
      return appError('gate.kindNotAllowed', { format: format.toUpperCase() });
    case 'budgetSpent':
      return appError('gate.budgetSpent', { spent, budget: policy.noise?.budget ?? 0 });
    case 'differencing':
      return differencingError(subject, conflicts[0]);
  }
}

/** A decision, and what it lets out: a table that may leave, or the error that says why none may. */
export interface Answer {
  readonly decision: Decision;
  readonly result: Result<Released<ReleasedTable>>;
  /** For each row, why it is withheld; null where it is shown. Empty when nothing leaves. */
  readonly verdicts: readonly RowVerdict[];
  /** For each row that would leave, which row of the table as computed it is. Empty when nothing leaves. */
  readonly order: readonly number[];
  /** What can be inferred of each withheld count of customers from what would leave. */
  readonly infer: () => Promise<readonly WithheldCell[]>;
}

/**
 * Asks the gate without letting anything out: for a preview. It leaves no entry in the log.
 *
 * @param request the table, its declared shape, the policy, and what it is for
 */
export async function ask(request: GateRequest): Promise<Answer> {
  const verdict = await decide(request);
  const decision = decisionOn(request, verdict);
  if (verdict.outcome === 'refused') {
    const result = fail(refusalError(verdict, request));
    return { decision, result, verdicts: [], order: [], infer: () => Promise.resolve([]) };
  }
  const contributors = request.shape.columns.find((each) => each.meaning === 'contributors')?.name ?? '';
  const { table, suppressedRows, withheldFigures, unverified, verdicts, order, infer } = verdict;
  const { threshold, rounding, noise } = request.policy;
  const value = Object.freeze({
    table,
    contributors,
    format: request.format,
    threshold,
    suppressedRows,
    withheldFigures,
    roundedTo: rounding?.base ?? null,
    isNoisy: noise !== null,
    unverified,
    policy: request.policy,
    at: decision.at,
    fingerprint: decision.fingerprint,
    merged: request.merged ?? null,
    part: request.part ?? null,
  });
  return { decision, result: ok(new Released(KEY, value)), verdicts, order, infer };
}

/** A decision as it stands in the log, and the file that left, or the error that says why none did. */
export interface ReleaseOutcome {
  readonly decision: Decision;
  readonly result: Result<ReleasedFile>;
}

type Maker<T> = (released: Released<T>) => Promise<Omit<ReleasedFile, 'decision'>>;

/** Makes the file, fingerprints its bytes and writes the decision; or writes why there is none. */
async function carryOut<T>(
  taken: Decision,
  result: Result<Released<T>>,
  make: Maker<T>,
  log: DecisionLog,
): Promise<ReleaseOutcome> {
  if (!result.ok) {
    log.append(taken);
    return { decision: taken, result };
  }
  const file = await make(result.value);
  const digest = await sha256(file.bytes);
  const decision = { ...taken, digest, ...(await attachedTo(file)) };
  log.append(decision);
  return { decision, result: ok({ ...file, decision }) };
}

/**
 * Asks the gate for a file of figures on groups. When it agrees, the file is made from the table as released, its
 * bytes are fingerprinted, and the decision is written to the log with that fingerprint; only then is there a file.
 * A refusal is written to the log too. When the file cannot be made, nothing leaves and nothing is written.
 *
 * @param request the table, its declared shape, the policy, and what it is for
 * @param make the exporter
 * @param log where the decision goes
 * @throws whatever the exporter throws
 */
export async function release(
  request: GateRequest,
  make: Maker<ReleasedTable>,
  log: DecisionLog,
): Promise<ReleaseOutcome> {
  return releaseAnswered(await ask(request), make, log);
}

/**
 * The same for a question that has been asked already, so that what leaves is the very table that was answered with.
 *
 * @throws whatever the exporter throws
 */
export function releaseAnswered(
  { decision, result }: Pick<Answer, 'decision' | 'result'>,
  make: Maker<ReleasedTable>,
  log: DecisionLog,
): Promise<ReleaseOutcome> {
  return carryOut(decision, result, make, log);
}

/** What a pure decision function says on something that is no table of figures on groups. */
export type OtherVerdict =
  | {
      readonly outcome: 'released';
      /** Rows or figures of it that were withheld. */
      readonly suppressedRows: number;
      readonly reasons: readonly GateReason[];
    }
  | { readonly outcome: 'refused'; readonly reason: GateReason; readonly error: AppError };

/** De-identified rows, a list of customers, or a page to print, on its way to the gate. */
export interface OtherRequest<T> extends LogTerms {
  readonly kind: Exclude<Decision['kind'], 'aggregate'>;
  readonly format: ExportFormat;
  readonly policy: Policy;
  /** What would leave. */
  readonly value: T;
  /** Rows it has. */
  readonly rows: number;
  /** What the decision function for its kind, in `src/privacy`, says of this very value under this policy. */
  readonly verdict: OtherVerdict;
}

/** What the gate itself asks of everything that is no aggregate, whatever the decision function said. */
function otherVerdict<T>({ kind, format, policy, purpose, verdict }: OtherRequest<T>): OtherVerdict {
  const kindAllowed =
    (kind !== 'list' || policy.rows.lists !== null) &&
    (kind !== 'deidentified' || policy.rows.deidentified !== null);
  if (!policy.formats.includes(format) || !kindAllowed) {
    const name = policy.formats.includes(format) ? kind : format;
    const error = appError('gate.kindNotAllowed', { format: name.toUpperCase() });
    return { outcome: 'refused', reason: 'kindNotAllowed', error };
  }
  if (kind === 'list' && (purpose ?? '').trim() === '') {
    return { outcome: 'refused', reason: 'rowLevel', error: appError('gate.purposeMissing', {}) };
  }
  return verdict;
}

/**
 * The way out for what is no table of figures on groups: de-identified rows, lists of customers, reports. It is
 * released when the verdict of the decision function for its kind says so and the policy allows the kind and the
 * format; otherwise refused. Log and fingerprint are as in {@link release}.
 *
 * @param request what would leave, and the verdict on it
 * @param make the exporter
 * @param log where the decision goes
 * @throws whatever the exporter throws
 */
export async function releaseOther<T>(
  request: OtherRequest<T>,
  make: Maker<T>,
  log: DecisionLog,
): Promise<ReleaseOutcome> {
  const verdict = otherVerdict(request);
  const { outcome } = verdict;
  const decision = decisionOf(request, request, {
    outcome,
    rows: request.rows,
    suppressedRows: verdict.outcome === 'released' ? verdict.suppressedRows : 0,
    reasons: verdict.outcome === 'released' ? verdict.reasons : [verdict.reason],
    kind: request.kind,
    unverified: false,
  });
  const result: Result<Released<T>> =
    verdict.outcome === 'released' ? ok(new Released(KEY, request.value)) : fail(verdict.error);
  return carryOut(decision, result, make, log);
}

/** Fingerprints of the files that leave along with another. */
async function attachedTo({
  attachments,
}: Pick<ReleasedFile, 'attachments'>): Promise<Pick<Decision, 'attached'>> {
  if (attachments === undefined) return {};
  return { attached: await Promise.all(attachments.map(({ bytes }) => sha256(bytes))) };
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
  const attachments = file.attachments?.map((each) => ({ ...each, bytes: each.bytes.slice() }));
  const logged = [...log].find((decision) => decision.id === file.decision.id);
  const attached = await attachedTo(attachments === undefined ? {} : { attachments });
  const stands =
    logged?.outcome === 'released' &&
    logged.digest === (await sha256(bytes)) &&
    logged.attached?.join() === attached.attached?.join();
  if (!stands) return fail(appError('gate.notReleased', {}));
  const { name, mime } = file;
  const along = attachments === undefined ? {} : { attachments };
  return ok(new Released(KEY, Object.freeze({ name, mime, bytes, ...along, decision: logged })));
}
