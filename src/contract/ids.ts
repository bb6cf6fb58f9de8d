declare const kind: unique symbol;

/** A string that is only ever used as one kind of identifier. */
type Id<K extends string> = string & { readonly [kind]: K };

/** One piece of work in the engine: it can be cancelled and reports its progress under this id. */
export type RunId = Id<'run'>;
/** A file the user has opened in this tab. */
export type FileId = Id<'file'>;
/** The orders loaded from a file, with their cleaning rules. */
export type DatasetId = Id<'dataset'>;
/** One decision of the release gate, as it stands in the log. */
export type DecisionId = Id<'decision'>;
/** One event of the audit log. */
export type AuditId = Id<'audit'>;
/** Rows about people that have been taken up for classification and de-identification. */
export type RecordsId = Id<'records'>;
/** A table beside the orders. */
export type TableId = Id<'table'>;
/** One cell of a notebook; part of saved documents. */
export type CellId = Id<'cell'>;

type AnyId = RunId | FileId | DatasetId | DecisionId | AuditId | RecordsId | TableId | CellId;

/**
 * Makes a new identifier that has not been used in this tab.
 *
 * @returns a random identifier; it carries no meaning and no time
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the parameter chooses the brand
export function newId<T extends AnyId>(): T {
  return crypto.randomUUID() as string as T;
}
