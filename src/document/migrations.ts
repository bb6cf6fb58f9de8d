/** A document as JSON, in the form of some version. */
export type DocumentJson = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is DocumentJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Version 0 had `type` for the kind of a cell, and Markdown and SQL as one text under `source`. */
function fromVersion0(document: DocumentJson): DocumentJson {
  const { cells, ...rest } = document;
  if (!Array.isArray(cells)) return document;
  return { ...rest, cells: cells.map((cell: unknown) => (isObject(cell) ? cellFromVersion0(cell) : cell)) };
}

function cellFromVersion0({ id, type, source, ...rest }: DocumentJson): DocumentJson {
  const head = { id, kind: type };
  if (typeof source !== 'string')
    return source === undefined ? { ...head, ...rest } : { ...head, ...rest, source };
  return { ...head, ...rest, [type === 'text' ? 'markdown' : 'sql']: source.split('\n') };
}

/**
 * One step for each version there has been: the function at place n makes version n + 1 of version n. A change of the
 * form adds a function at the end, with a document of the old version under `test/fixtures/documents`.
 */
export const MIGRATIONS: readonly ((document: DocumentJson) => DocumentJson)[] = [fromVersion0];

/** Version that is written. */
export const CURRENT_VERSION = MIGRATIONS.length;

/**
 * Brings a document to the form of the current version.
 *
 * @param version its version, from 0 to {@link CURRENT_VERSION}
 */
export function migrate(document: DocumentJson, version: number): DocumentJson {
  return MIGRATIONS.slice(version).reduce((form, step) => step(form), document);
}
