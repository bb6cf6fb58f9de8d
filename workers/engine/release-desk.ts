import type { Analysis, TableShape } from '../../src/analyses/analysis.ts';
import { parameterWords } from '../../src/analyses/parameter-words.ts';
import { releaseShape } from '../../src/analyses/release-shape.ts';
import type { Language } from '../../src/charts/look.ts';
import type { ReleasePreview } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import {
  asPrivate,
  type Conflict,
  type Decision,
  type ExportFormat,
  type Policy,
  type Private,
  type ReleasedFile,
} from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { ok, type Result } from '../../src/contract/result.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { loadMessages, type Locale } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import type { DecisionLog } from '../../src/privacy/decision-log.ts';
import {
  type Answer,
  ask,
  type GateRequest,
  release,
  type Released,
  type ReleasedTable,
} from '../../src/privacy/gate.ts';
import { spentEpsilon } from '../../src/privacy/register/spent-epsilon.ts';
import type { ReleaseShape } from '../../src/privacy/shape.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { Run } from './database.ts';
import { relationOf } from './make-tables.ts';
import type { AskedRelease, ReleaseRegister } from './register.ts';
import type { RegisterDesk } from './register-desk.ts';
import type { Membership } from './register-tables.ts';

/** What releases stand on. */
export interface ReleaseGround {
  readonly loaded: LoadedOrders;
  readonly register: RegisterDesk;
  readonly policy: Policy;
  readonly log: DecisionLog;
}

/** A table that is asked for: what the gate, the register and the log are to know of it. */
export interface TableQuestion {
  /** As it stands in the log, e.g. `rfm/segments`. */
  readonly subject: string;
  readonly table: Private<ResultSet>;
  readonly shape: TableShape & Pick<ReleaseShape, 'provenance' | 'ranked' | 'nested'>;
  /** Who is behind its rows; null where that is not known. */
  readonly membership: Membership | null;
  /** Customers who were selected for it; absent: nobody selected. */
  readonly population?: number;
  /** In words, what it was made with. */
  readonly described: (language: Language) => string;
  /** What the person calls it who asks; absent: as its subject is called. */
  readonly called?: string;
}

/** What it is to leave as, and what for. */
export interface ReleaseTerms {
  readonly format: ExportFormat;
  readonly purpose?: string | undefined;
}

/** Units of figures that add up over customers. */
const ADDED = ['orders', 'currency', 'rows', 'purchases'];

/** Columns of a row-level table that sums over customers are made of, as far as it is declared. */
function addedFigures(shape: TableShape | undefined): readonly string[] {
  return (shape?.columns ?? []).flatMap(({ name, meaning, unit }) =>
    meaning === 'measure' && unit !== undefined && ADDED.includes(unit) ? [name] : [],
  );
}

/**
 * Where the customers behind the rows of a table stand; null where the analysis does not say.
 *
 * @param database that the analysis' tables stand in; null: the one in use
 */
export function membershipOf(analysis: Analysis, name: string, database: string | null): Membership | null {
  const members = analysis.tables[name]?.members;
  if (members === undefined) return null;
  const place = (table: string): Sql =>
    database === null
      ? relationOf(analysis, table)
      : sql`${identifier(database)}.${relationOf(analysis, table)}`;
  return {
    relation: place(name),
    members: place(members.table),
    key: sql`customer_key`,
    by: members.by,
    figures: members.figures ?? addedFigures(analysis.tables[members.table]),
  };
}

/**
 * A table of an analysis as a question.
 *
 * @throws AppFailure `gate.unknownRun` when the analysis has no such table
 */
export function questionOf(
  { analysis, outcome }: { readonly analysis: Analysis; readonly outcome: AnalysisOutcome },
  name: string,
  database: string | null = null,
): TableQuestion {
  const shape = analysis.tables[name];
  if (shape === undefined) throw new AppFailure(appError('gate.unknownRun', {}));
  // Row-level tables stay in the engine; the gate refuses them by their shape and needs none of their rows.
  const absent = asPrivate<ResultSet>({ columns: [], rowCount: outcome.rowTables[name] ?? 0 });
  return {
    subject: `${analysis.id}/${name}`,
    table: outcome.tables[name] ?? absent,
    shape: releaseShape(shape, outcome.params),
    membership: membershipOf(analysis, name, database),
    described: (language) => parameterWords(analysis, outcome.params, language),
  };
}

/** The table as it would leave if nothing had left before; null when it would not. */
async function asked({ membership }: TableQuestion, request: GateRequest): Promise<AskedRelease | null> {
  const { result, order } = await ask({ ...request, conflicts: [] });
  if (!result.ok) return null;
  const { subject, shape } = request;
  return { subject, table: result.value.value.table, shape, membership, standing: order };
}

/** Withholds rows until those that are left tell of no small group among themselves. */
async function untangled(
  run: Run,
  register: ReleaseRegister,
  question: TableQuestion,
  request: GateRequest,
): Promise<Prepared> {
  const leaving = await asked(question, request);
  if (leaving === null || request.shape.disjoint === true) return { request, asked: leaving };
  const { rows } = await register.withinItself(run, leaving, request.policy.threshold);
  if (rows.length === 0) return { request, asked: leaving };
  const isolating = rows.map((row) => leaving.standing?.[row] ?? row);
  // What is withheld for it changes what else is: it is looked at once more.
  return untangled(run, register, question, {
    ...request,
    isolating: [...(request.isolating ?? []), ...isolating],
  });
}

interface Prepared {
  readonly request: GateRequest;
  /** Null when it would not leave whatever left before. */
  readonly asked: AskedRelease | null;
}

/** The question to the gate, with what the register has against it. */
async function prepared(
  run: Run,
  ground: ReleaseGround,
  question: TableQuestion,
  { format, purpose }: ReleaseTerms,
): Promise<Prepared> {
  const { loaded, policy } = ground;
  const register = await ground.register.of(run, loaded);
  const { subject, table, shape } = question;
  const request: GateRequest = {
    table,
    shape,
    policy,
    format,
    subject,
    purpose: purpose ?? null,
    fingerprint: register.fingerprint,
    spent: spentEpsilon(register.releases, policy.noise),
    customers: loaded.receipt.customers,
    merged: loaded.receipt.merged,
    part: loaded.receipt.part,
    ...(question.population === undefined ? {} : { population: question.population }),
  };
  const { request: untold, asked: leaving } = await untangled(run, register, question, request);
  if (leaving === null) return { request: untold, asked: null };
  const { conflicts } = await register.check(run, leaving, policy.threshold);
  return { request: { ...untold, conflicts }, asked: leaving };
}

/**
 * A table as it would leave under the policy in force, with what the register has against it. Nothing leaves, so the
 * log is not written.
 */
export async function previewTable(
  run: Run,
  ground: ReleaseGround,
  question: TableQuestion,
  terms: ReleaseTerms,
): Promise<Result<ReleasePreview>> {
  const { request } = await prepared(run, ground, question, terms);
  const { conflicts = [] } = request;
  const { decision: open, result, infer } = await ask({ ...request, conflicts: [] });
  if (!result.ok) return result;
  const decision = conflicts.length === 0 ? open : (await ask(request)).decision;
  return ok({ table: result.value.value.table, decision, withheld: await infer(), conflicts });
}

/** What the gate answers on a table, so that it can be shown first and leave afterwards as it was shown. */
export interface AnsweredTable {
  readonly question: TableQuestion;
  readonly answer: Answer;
  readonly conflicts: readonly Conflict[];
  /** Null when it would not leave whatever left before. */
  readonly asked: AskedRelease | null;
}

/** Asks the gate, with what the register has against it. Nothing leaves: the log is not written. */
export async function answerTable(
  run: Run,
  ground: ReleaseGround,
  question: TableQuestion,
  terms: ReleaseTerms,
): Promise<AnsweredTable> {
  const { request, asked: leaving } = await prepared(run, ground, question, terms);
  return { question, answer: await ask(request), conflicts: request.conflicts ?? [], asked: leaving };
}

/** Takes a table into the register that leaves as it was answered. */
export async function enterAnswered(
  run: Run,
  ground: ReleaseGround,
  { question, answer, asked: leaving }: AnsweredTable,
  locale: Locale,
): Promise<void> {
  if (leaving === null || !answer.result.ok) return;
  await entered(run, ground, leaving, answer.decision, { question, locale });
}

/** How a released table becomes a file, and the language of the register's entry. */
export interface ReleaseMaker {
  readonly make: (released: Released<ReleasedTable>) => Promise<Omit<ReleasedFile, 'decision'>>;
  readonly locale: Locale;
}

/** Writes what leaves into the register. */
async function entered(
  run: Run,
  { loaded, policy, register: desk }: ReleaseGround,
  leaving: AskedRelease,
  { id, at, format }: Decision,
  { question, locale }: { readonly question: TableQuestion; readonly locale: Locale },
): Promise<void> {
  const description = question.described({
    locale,
    translate: createTranslate(locale, await loadMessages(locale)),
  });
  const register = await desk.of(run, loaded);
  const { called } = question;
  const named = called === undefined ? {} : { called };
  const epsilon = policy.noise?.epsilon ?? null;
  await register.add(run, leaving, { id, at, format, description, epsilon, ...named });
}

/** Asks the gate for a table; the answer is written to the log, and what leaves into the register. */
export async function releaseTable(
  run: Run,
  ground: ReleaseGround,
  question: TableQuestion,
  terms: ReleaseTerms,
  { make, locale }: ReleaseMaker,
): Promise<Result<ReleasedFile>> {
  const { log } = ground;
  const { request, asked: leaving } = await prepared(run, ground, question, terms);
  const { result } = await release(request, make, log);
  if (!result.ok || leaving === null) return result;
  await entered(run, ground, leaving, result.value.decision, { question, locale });
  return result;
}
