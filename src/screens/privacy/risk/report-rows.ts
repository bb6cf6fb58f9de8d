import { numbers, texts, type ResultSet } from '../../../contract/result-set.ts';
import type { MeasureReport } from '../../../contract/records.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';

/** Combinations that are listed; the others are rarer. */
const LISTED = 12;

type Words = Pick<Workspace, 'formats'>;

function places(table: ResultSet): number[] {
  return Array.from({ length: table.rowCount }, (_, place) => place);
}

/** Single columns by how many pairs of records they tell apart, as rows of text. */
export function attributeRows({ tables }: MeasureReport, { formats }: Words): readonly (readonly string[])[] {
  const table = tables['attributes'];
  if (table === undefined) return [];
  const names = texts(table, 'columns');
  const separation = numbers(table, 'separation');
  const distinction = numbers(table, 'distinction');
  const sizes = numbers(table, 'size');
  return places(table)
    .filter((place) => sizes[place] === 1)
    .sort((a, b) => (separation[b] ?? 0) - (separation[a] ?? 0))
    .map((place) => [
      names[place] ?? '',
      formats.share(separation[place] ?? null),
      formats.share(distinction[place] ?? null),
    ]);
}

/** Combinations of columns that single records out, the most frequent first, as rows of text. */
export function uniqueRows({ tables }: MeasureReport, { formats }: Words): readonly (readonly string[])[] {
  const table = tables['uniques'];
  if (table === undefined) return [];
  const names = texts(table, 'columns');
  const records = numbers(table, 'records');
  return places(table)
    .sort((a, b) => (records[b] ?? 0) - (records[a] ?? 0))
    .slice(0, LISTED)
    .map((place) => [names[place] ?? '', formats.number(records[place] ?? null)]);
}

/** Measures of each sensitive column, as rows of text. */
export function sensitiveRows({ tables }: MeasureReport, { formats }: Words): readonly (readonly string[])[] {
  const table = tables['sensitive'];
  if (table === undefined) return [];
  const figure = (name: string, place: number, digits: number): string =>
    formats.number(numbers(table, name)[place] ?? null, digits);
  return places(table).map((place) => [
    texts(table, 'column')[place] ?? '',
    figure('distinctL', place, 0),
    figure('entropyL', place, 2),
    formats.share(numbers(table, 'alpha')[place] ?? null),
    figure('tEqual', place, 3),
  ]);
}
