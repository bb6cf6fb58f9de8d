import { appError, AppFailure } from '../../src/contract/error.ts';
import type { ColumnFormat, FilePreview, PreviewColumn } from '../../src/contract/import.ts';
import { SIDE_ROLES, type SideMapping, type SideRole, type SideTable } from '../../src/contract/tables.ts';
import {
  SIDE_DATES,
  SIDE_DECISIONS,
  SIDE_NUMBERS,
  sideColumn,
  UNREAD_END,
} from '../../src/data/side-relations.ts';

type SideType = SideTable['columns'][number]['type'];

/** A column of a file that becomes one of a table beside the orders. */
export interface SideColumn {
  /** Name in the relation. */
  readonly name: string;
  readonly role: SideRole | null;
  readonly type: SideType;
  /** Name in the app of the column of the file. */
  readonly source: string;
  /** Place in the file, from 0. */
  readonly index: number;
  readonly format: ColumnFormat;
}

const PLAIN_NUMBER: ColumnFormat = { kind: 'number', decimal: '.', group: ',' };
const PLAIN_DATE: ColumnFormat = { kind: 'date', order: 'iso', time: true };

const TYPES: Readonly<Record<ColumnFormat['kind'], SideType>> = {
  text: 'text',
  number: 'number',
  date: 'timestamp',
};

/** Most values of a column of yes and no. */
const DECISIONS = 6;

/** The type a role's column gets: codes and words stay text, whatever they look like. */
function typeFor(role: SideRole, { format, distinct }: PreviewColumn): SideType {
  if (SIDE_DATES.includes(role)) return 'timestamp';
  if (SIDE_NUMBERS.includes(role)) return format.kind === 'text' ? 'text' : 'number';
  // A file that sums up conversions counts them.
  if (SIDE_DECISIONS.includes(role)) {
    return role === 'converted' && format.kind === 'number' && distinct > DECISIONS ? 'number' : 'boolean';
  }
  return 'text';
}

/** The format by which a column is read as a type. */
export function formatFor(type: SideType, format: ColumnFormat): ColumnFormat {
  if (type === 'number') return format.kind === 'number' ? format : PLAIN_NUMBER;
  if (type === 'timestamp') return format.kind === 'date' ? format : PLAIN_DATE;
  return { kind: 'text' };
}

/** Names that the relation gives itself. */
const OWN_NAMES = ['customer_key', 'customer_id', UNREAD_END];

function find(
  preview: FilePreview,
  name: string,
): { readonly index: number; readonly column: PreviewColumn } {
  const index = preview.columns.findIndex((column) => column.name === name);
  const column = preview.columns[index];
  if (column === undefined) throw new AppFailure(appError('mapping.unknownColumn', { column: name }));
  return { index, column };
}

/**
 * Lists the columns to load: those with a role in the order of the roles, then the extra ones.
 *
 * @throws AppFailure `mapping.unknownColumn`
 */
export function sideColumns(preview: FilePreview, mapping: SideMapping): readonly SideColumn[] {
  const taken = new Set(OWN_NAMES);
  const pseudonymised = new Set(mapping.pseudonymise?.columns);
  const played = SIDE_ROLES[mapping.kind].flatMap((role: SideRole): SideColumn[] => {
    const source = mapping.roles[role];
    if (source === undefined) return [];
    const { index, column } = find(preview, source);
    const given = { ...column, format: mapping.formats[source] ?? column.format };
    const type = pseudonymised.has(source) ? 'text' : typeFor(role, given);
    const name = sideColumn(role);
    taken.add(name);
    return [{ name, role, type, source, index, format: formatFor(type, given.format) }];
  });
  const extras = mapping.extras.map((source): SideColumn => {
    const { index, column } = find(preview, source);
    const read = mapping.formats[source] ?? column.format;
    const type = pseudonymised.has(source) ? 'text' : TYPES[read.kind];
    let name = source;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${source}_${copy}`;
    taken.add(name.toLowerCase());
    return { name, role: null, type, source, index, format: formatFor(type, read) };
  });
  return [...played, ...extras];
}

/**
 * Lists the columns to load of a file whose rows are added to a table: each in the place and as the type that its
 * counterpart has there, then those that the table does not have.
 *
 * @param matches names in this file by the names in the first
 * @throws AppFailure `mapping.unknownColumn`
 */
export function furtherColumns(
  preview: FilePreview,
  mapping: SideMapping,
  held: readonly SideColumn[],
  matches: ReadonlyMap<string, string>,
): readonly SideColumn[] {
  const asked = sideColumns(preview, mapping);
  const known = held.flatMap((column): SideColumn[] => {
    const byRole = column.role === null ? undefined : asked.find(({ role }) => role === column.role);
    const source = byRole?.source ?? matches.get(column.source);
    if (source === undefined) return [];
    const { index, column: found } = find(preview, source);
    const format = mapping.formats[source] ?? found.format;
    return [{ ...column, source, index, format: formatFor(column.type, format) }];
  });
  const used = new Set(known.map(({ source }) => source));
  const names = new Set(held.map(({ name }) => name.toLowerCase()));
  const added = asked.filter(({ source, name }) => !used.has(source) && !names.has(name.toLowerCase()));
  return [...known, ...added];
}
