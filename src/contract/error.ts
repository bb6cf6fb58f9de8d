/**
 * Every error a user may meet, by code, with the values its sentence needs. The sentence and the hint
 * stand in `src/i18n`, in every language, under `error.<code>` and `error.<code>.hint`.
 */
export interface ErrorParams {
  // files
  'file.empty': { name: string };
  'file.headerOnly': { name: string };
  'file.binary': { name: string; looksLike: string };
  'file.damaged': { name: string; format: string; detail: string };
  'file.locked': { name: string };
  'file.noTables': { name: string };
  'file.lineTooLong': { name: string; megabytes: number };
  'file.oneColumn': { name: string; delimiter: string };
  'file.unreadable': { name: string; detail: string };
  'file.openQuote': { name: string; row: number };
  'file.gone': { name: string };
  'file.noRoom': { name: string; megabytes: number };
  /** A further file of orders whose columns have types. */
  'file.otherColumns': { name: string; column: string };
  'file.brokenJson': { name: string; line: number; detail: string };
  'file.noRecords': { name: string };
  // mapping
  'mapping.missingRole': { roles: string };
  'mapping.unknownColumn': { column: string };
  'mapping.noRowsLeft': { read: number };
  'profile.unknownTable': { name: string };
  'recipe.invalid': { path: string; detail: string };
  // engine
  'engine.bootFailed': { detail: string };
  'engine.notReady': Record<string, never>;
  'engine.crashed': Record<string, never>;
  'engine.outOfMemory': { limit: string };
  'engine.cancelled': Record<string, never>;
  'engine.query': { detail: string };
  'engine.sandbox': { failed: string };
  'compute.died': { detail: string };
  // analyses
  'analysis.unknown': { id: string };
  'analysis.notReady': { id: string; missing: string };
  'analysis.params': { path: string; detail: string };
  'analysis.noCustomers': Record<string, never>;
  'analysis.dateBeforeOrders': { date: string; last: string };
  // release gate
  'gate.rowLevel': { table: string };
  'gate.noContributors': { table: string };
  'gate.allSuppressed': { table: string; threshold: number };
  'gate.tooFewSelected': { threshold: number };
  'snapshot.nothingLeaves': Record<string, never>;
  'snapshot.purposeMissing': Record<string, never>;
  'snapshot.cannotSign': Record<string, never>;
  /** A file that is no backup of a key, or was altered. */
  'snapshot.keyFile': Record<string, never>;
  'snapshot.passphraseWrong': Record<string, never>;
  'snapshot.passphraseShort': { readonly least: number };
  /** The bytes of the key cannot be had any more. */
  'snapshot.noBackup': Record<string, never>;
  'snapshot.unreadable': { readonly name: string };
  /** `rules`: the reasons of the rows, comma-separated. */
  'gate.allWithheld': { table: string; threshold: number; rules: string };
  'gate.kindNotAllowed': { format: string };
  'gate.differencing': { table: string; earlier: string; called: string; at: string; customers: number };
  'gate.jointClasses': { table: string; earlier: string; at: string; people: number; k: number };
  'gate.notSearched': { table: string; earlier: string; called: string; at: string };
  'gate.otherPart': { table: string; earlier: string; called: string; at: string };
  'gate.unverified': { table: string };
  'gate.budgetSpent': { spent: number; budget: number };
  'gate.notDeidentified': { k: number; smallest: number };
  'gate.directIdentifier': { column: string };
  'gate.columnUnprotected': { column: string };
  'export.tooManyRows': { format: string; rows: number; most: number };
  'gate.purposeMissing': Record<string, never>;
  'gate.consentMissing': Record<string, never>;
  'gate.nobodyConsented': { customers: number };
  'gate.unsolved': { detail: string };
  'gate.notReleased': Record<string, never>;
  'gate.unknownRun': Record<string, never>;
  'policy.invalid': { path: string; detail: string };
  'policy.looser': { asked: number; floor: number };
  'policy.looserField': { field: string };
  // records and de-identification
  'records.unknown': Record<string, never>;
  'records.unknownColumn': { column: string };
  'hierarchy.invalid': { column: string; detail: string };
  'hierarchy.empty': { column: string };
  'hierarchy.ragged': { column: string; row: number };
  'hierarchy.repeated': { column: string; row: number };
  'hierarchy.split': { column: string; level: number };
  'hierarchy.open': { column: string };
  'hierarchy.lacksValues': { column: string; values: number };
  'hierarchy.notCovered': { column: string; values: number; records: number };
  'deidentify.noSolution': { models: string };
  'deidentify.populationMissing': Record<string, never>;
  'deidentify.emptyRelease': { records: number };
  // SQL of the user; `from` and `to` are offsets in its text
  'sql.empty': Record<string, never>;
  'sql.notSelect': { word: string; from: number; to: number };
  'sql.several': { from: number; to: number };
  'sql.unbalanced': { from: number; to: number };
  'sql.reader': { name: string; from: number; to: number };
  'sql.function': { name: string; from: number; to: number };
  'sql.wideSign': { sign: string; plain: string; from: number; to: number };
  'sql.unknownColumn': { name: string; nearest: string; from: number; to: number };
  'sql.unknownFunction': { name: string; nearest: string; from: number; to: number };
  'sql.notInBuild': { name: string; from: number; to: number };
  'sql.openPivot': { from: number; to: number };
  'sql.unknownRelation': { name: string; nearest: string; from: number; to: number };
  'sql.unknownInput': { name: string; from: number; to: number };
  'sql.invalid': { detail: string; from: number; to: number };
  // cells of a notebook
  'cell.cycle': { names: string };
  'cell.missing': { name: string };
  'cell.nameTaken': { name: string };
  'cell.upstream': { name: string };
  'cell.notRun': { name: string };
  'cell.noData': Record<string, never>;
  'cell.arrangement': Record<string, never>;
  'cell.chartColumn': { kind: string; place: string };
  // documents
  'document.syntax': { line: number; column: number; detail: string };
  'document.invalid': { path: string; detail: string };
  'document.newer': { version: number; known: number };
  'document.namesCustomer': { places: string; customers: number };
  'document.storage': { detail: string };
  'document.otherTab': Record<string, never>;
  'document.unknown': Record<string, never>;
  // data kept on this device; sizes in megabytes
  'kept.unavailable': { detail: string };
  'kept.noRoom': { need: number; free: number };
  'kept.notWritten': { detail: string };
  'kept.notSame': { name: string };
  'kept.lost': { name: string };
  'kept.notDeleted': { detail: string };
  // seal
  'seal.failed': { check: string };
  'seal.insecureContext': Record<string, never>;
  // anything that should not happen
  'app.unexpected': { detail: string };
}

/** The code of an expected error. */
export type ErrorCode = keyof ErrorParams;

/** An expected error as a value: what happened, and the values its sentence names. */
export type AppError = {
  [C in ErrorCode]: { readonly code: C; readonly params: ErrorParams[C] };
}[ErrorCode];

/**
 * Makes an error value.
 *
 * @param code which error
 * @param params the values its sentence names
 */
export function appError<C extends ErrorCode>(code: C, params: ErrorParams[C]): AppError {
  return { code, params } as AppError;
}

/**
 * Carries an {@link AppError} through code that can only throw. It is caught at the worker's edge and
 * turned back into a value there.
 */
export class AppFailure extends Error {
  readonly error: AppError;

  constructor(error: AppError, cause?: unknown) {
    super(error.code, { cause });
    this.name = 'AppFailure';
    this.error = error;
  }
}

/** Reads an error out of anything thrown; what is not expected becomes `app.unexpected`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppFailure) return thrown.error;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return appError('app.unexpected', { detail });
}
