import type { ColumnClassification } from '../contract/classification.ts';
import { appError, type AppError } from '../contract/error.ts';
import type { Conflict, GateReason, Policy } from '../contract/privacy.ts';
import type { PrivacyModel } from '../contract/records.ts';
import { differencingError } from './differencing-error.ts';

/** What became of a column of a de-identified table. */
export interface RecodedColumn {
  readonly classification: Pick<ColumnClassification, 'column' | 'role' | 'legal'>;
  /** `generalised`: it is one of the quasi-identifiers that classes are made of. */
  readonly fate: 'generalised' | 'kept' | 'pseudonymised';
}

/** A de-identified table as it would leave, in figures counted from the table itself. */
export interface RecordsQuestion {
  readonly policy: Policy;
  readonly models: readonly PrivacyModel[];
  /** Columns it has; others have been dropped. */
  readonly columns: readonly RecodedColumn[];
  readonly records: number;
  /** Records that leave with `*` for every quasi-identifier because they were suppressed. */
  readonly suppressed: number;
  /** Records of the smallest class of equal quasi-identifiers, suppressed ones being a class; 0 without records. */
  readonly smallestClass: number;
  /** What it is called in the log. */
  readonly subject: string;
  /** Earlier tables of the same records that, laid over this one, single out small groups; absent: none. */
  readonly conflicts?: readonly Conflict[];
  /** Earlier figures and lists of the same people that, with this table, tell of a few; absent: none. */
  readonly differences?: readonly Conflict[];
}

/** Whether a de-identified table may leave. */
export type RecordsVerdict =
  | { readonly outcome: 'released'; readonly suppressedRows: number; readonly reasons: readonly GateReason[] }
  | { readonly outcome: 'refused'; readonly reason: GateReason; readonly error: AppError };

/** The k that the models of a table ask of each class; 0 where none asks for one. */
export function kOf(models: readonly PrivacyModel[]): number {
  return models.reduce((k, model) => ('k' in model && model.model !== 'kMap' ? Math.max(k, model.k) : k), 0);
}

function refused(reason: GateReason, error: AppError): RecordsVerdict {
  return { outcome: 'refused', reason, error };
}

/** A column that must not leave as it is: it names people, tells them apart, or may hold anything. */
function unprotected(columns: readonly RecodedColumn[]): RecordsVerdict | null {
  for (const { classification, fate } of columns) {
    const { column, role, legal } = classification;
    if (fate !== 'kept') continue;
    if (role === 'directIdentifier' || role === 'subjectKey') {
      return refused('directIdentifier', appError('gate.directIdentifier', { column }));
    }
    if (role === 'quasiIdentifier' || legal.includes('freeText') || legal.includes('credentials')) {
      return refused('notDeidentified', appError('gate.columnUnprotected', { column }));
    }
  }
  return null;
}

/**
 * Decides whether a de-identified table may leave. Pure: the same table has the same answer. Format and kind are the
 * gate's own to check.
 *
 * It may leave when the policy lets de-identified rows out at all; there are records that were not suppressed; no
 * column is kept as it is that names people (direct identifiers, subject keys), that is a quasi-identifier outside
 * the classes, or that may hold anything (free text, credentials); and every class of equal quasi-identifiers, the
 * suppressed records being one, has at least the k of the policy and of the models; and, where the policy compares
 * releases, no joint class with earlier tables has fewer, nor do its classes and earlier figures or lists tell of a few
 * people.
 */
export function decideRecords(question: RecordsQuestion): RecordsVerdict {
  const { policy, models, columns, records, suppressed, smallestClass } = question;
  if (policy.rows.deidentified === null) {
    return refused('kindNotAllowed', appError('gate.kindNotAllowed', { format: 'DEIDENTIFIED' }));
  }
  if (records - suppressed <= 0) {
    return refused('allSuppressed', appError('deidentify.emptyRelease', { records }));
  }
  const exposed = unprotected(columns);
  if (exposed !== null) return exposed;
  const k = Math.max(policy.rows.deidentified.k, kOf(models));
  if (smallestClass < k) {
    return refused('notDeidentified', appError('gate.notDeidentified', { k, smallest: smallestClass }));
  }
  const [conflict] = question.conflicts ?? [];
  if (policy.differencing && conflict !== undefined) {
    const { subject: earlier, at, customers: people } = conflict;
    const error =
      people === null
        ? differencingError(question.subject, conflict)
        : appError('gate.jointClasses', { table: question.subject, earlier, at, people, k });
    return refused('differencing', error);
  }
  const [difference] = question.differences ?? [];
  if (policy.differencing && difference !== undefined) {
    return refused('differencing', differencingError(question.subject, difference));
  }
  return { outcome: 'released', suppressedRows: suppressed, reasons: [] };
}
