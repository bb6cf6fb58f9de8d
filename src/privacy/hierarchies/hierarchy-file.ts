import * as v from 'valibot';
import { appError, AppFailure } from '../../contract/error.ts';
import type { Hierarchy } from '../../contract/records.ts';
import { ANY, assertHierarchy } from './check-hierarchy.ts';
import { RecipeSchema } from './recipe.ts';

const HierarchyFile = v.strictObject({
  cloister: v.literal('hierarchy'),
  version: v.literal(1),
  column: v.string(),
  recipe: RecipeSchema,
  levels: v.array(v.string()),
  rows: v.array(v.array(v.string())),
});

/** Writes a hierarchy as a file that {@link readHierarchy} reads: JSON with its version. */
export function hierarchyFile({ column, recipe, levels, rows }: Hierarchy): string {
  return JSON.stringify({ cloister: 'hierarchy', version: 1, column, recipe, levels, rows });
}

function invalid(column: string, detail: string): AppFailure {
  return new AppFailure(appError('hierarchy.invalid', { column, detail }));
}

function readJson(text: string, column: string): Hierarchy {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw invalid(column, cause instanceof Error ? cause.message : String(cause));
  }
  const parsed = v.safeParse(HierarchyFile, content);
  if (!parsed.success) {
    const [problem] = parsed.issues;
    throw invalid(column, `${v.getDotPath(problem) ?? 'file'}: ${problem.message}`);
  }
  const { recipe, levels, rows } = parsed.output;
  return { column, recipe, levels, rows };
}

/** Fields of separated text; a field in quotes may hold the separator, a line break and doubled quotes. */
function fieldsOf(text: string, separator: string): string[][] {
  const plain = `[^${separator}\\r\\n]*`;
  const token = new RegExp(`(?:"((?:[^"]|"")*)"${plain}|(${plain}))(${separator}|\\r?\\n|\\r|$)`, 'uy');
  const rows: string[][] = [[]];
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, quoted, bare, end] = match;
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? bare ?? '').trim());
    if (end === '') break;
    if (end !== separator) rows.push([]);
  }
  return rows.filter((row) => row.some((each) => each !== ''));
}

const SEPARATORS = [';', '\t', ','] as const;

/** Rows under the first separator that gives all of them as many fields; else under the first that occurs. */
function separatedRows(text: string): string[][] {
  const readings = SEPARATORS.filter((each) => text.includes(each)).map((each) => fieldsOf(text, each));
  const even = readings.find((rows) => rows.every(({ length }) => length === rows[0]?.length && length > 1));
  return even ?? readings[0] ?? [];
}

function readTable(text: string, column: string): Hierarchy {
  // An empty value has no row: it is a group of its own until the last level.
  const given = separatedRows(text).filter(([value]) => value !== '');
  const closed = new Set(given.map((row) => row.at(-1))).size <= 1;
  const rows = closed && (given[0]?.length ?? 0) > 1 ? given : given.map((row) => [...row, ANY]);
  const last = (rows[0]?.length ?? 0) - 1;
  const levels = (rows[0] ?? []).map((_, level) => {
    if (level === 0) return 'value';
    return level === last ? ANY : `level ${level}`;
  });
  return { column, recipe: { kind: 'table' }, levels, rows };
}

/**
 * Reads a hierarchy from a file: one saved by {@link hierarchyFile}, or a table as ARX and other tools write it,
 * with a row for each value: the value, then its generalisations, separated by semicolons, tabs or commas. A last
 * level of `*` is added to a table that ends in more than one group.
 *
 * @param column the column it is for, whatever the file says
 * @throws AppFailure `hierarchy.invalid` when the file cannot be read, or what is wrong with it as a hierarchy
 */
export function readHierarchy(text: string, column: string): Hierarchy {
  const content = text.replace(/^\uFEFF/u, '').trim();
  const hierarchy = content.startsWith('{') ? readJson(content, column) : readTable(content, column);
  assertHierarchy(hierarchy);
  return hierarchy;
}
