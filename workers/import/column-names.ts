import type { FileNotice } from '../../src/contract/import.ts';

/** Names of the columns of a file: as they stand and as the app uses them. */
export interface ColumnNames {
  readonly source: readonly string[];
  /** Unique regardless of case, never empty. */
  readonly used: readonly string[];
  readonly notices: readonly FileNotice[];
}

/**
 * Makes names that can be used out of the names of a header: a missing one becomes `column_3`, a second
 * `date` becomes `date_2`. Names that differ only in case count as the same, as they do in SQL.
 *
 * @param header the first row, or null where the file has none
 * @param count columns of the file
 */
export function columnNames(header: readonly string[] | null, count: number): ColumnNames {
  const source = Array.from({ length: count }, (_, index) => header?.[index] ?? '');
  const taken = new Set<string>();
  const repeated = new Set<string>();
  let missing = 0;
  const used = source.map((raw, index) => {
    const bare = raw.trim();
    if (bare === '') missing += 1;
    const wanted = bare === '' ? `column_${index + 1}` : bare;
    let name = wanted;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${wanted}_${copy}`;
    if (name !== wanted) repeated.add(wanted);
    taken.add(name.toLowerCase());
    return name;
  });
  const notices: FileNotice[] = [];
  if (repeated.size > 0) notices.push({ code: 'duplicateNames', names: [...repeated] });
  if (header !== null && missing > 0) notices.push({ code: 'missingNames', count: missing });
  return { source, used, notices };
}
