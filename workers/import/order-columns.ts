import { appError, AppFailure } from '../../src/contract/error.ts';
import type { ColumnFormat, FilePreview, Mapping, Role } from '../../src/contract/import.ts';
import { ROLES } from '../../src/contract/import.ts';
import { LOADABLE, missingRoles } from '../../src/data/readiness.ts';
import { ROLE_COLUMNS } from '../../src/data/relations.ts';

/** A column of the file that is loaded, and what becomes of it. */
export interface SourceColumn {
  readonly role: Role | null;
  /** Name in the app. */
  readonly source: string;
  /** Place in the file, from 0. */
  readonly index: number;
  readonly format: ColumnFormat;
  /** Name in the relation `orders`. */
  readonly name: string;
  /** Name in the table behind it, which no name of a file can clash with. */
  readonly stored: string;
}

/** Roles whose text is taken as it stands, whatever it looks like; `churned` is then read by its words. */
const TEXT_ROLES: readonly Role[] = [
  'customerId',
  'orderId',
  'product',
  'category',
  'channel',
  'country',
  'orderStatus',
  'churned',
];
const NUMBER_ROLES: readonly Role[] = ['quantity', 'unitPrice', 'amount', 'cost', 'margin', 'tenure'];
const PLAIN_NUMBER: ColumnFormat = { kind: 'number', decimal: '.', group: ',' };
const PLAIN_DATE: ColumnFormat = { kind: 'date', order: 'iso', time: true };

function formatFor(role: Role, format: ColumnFormat): ColumnFormat {
  if (TEXT_ROLES.includes(role)) return { kind: 'text' };
  if (NUMBER_ROLES.includes(role)) return format.kind === 'number' ? format : PLAIN_NUMBER;
  return format.kind === 'date' ? format : PLAIN_DATE;
}

/** Names the relation uses itself, which extra columns must leave free. */
const RESERVED = [...Object.values(ROLE_COLUMNS), 'customer_id', 'order_id', 'flags'];

/**
 * Lists the columns to load: those with a role in the order of the roles, then the extra ones.
 *
 * @throws AppFailure `mapping.unknownColumn`; `mapping.missingRole` without what {@link LOADABLE} asks for
 */
export function sourceColumns(preview: FilePreview, mapping: Mapping): readonly SourceColumn[] {
  const find = (name: string): { index: number; format: ColumnFormat } => {
    const index = preview.columns.findIndex((column) => column.name === name);
    const column = preview.columns[index];
    if (column === undefined) throw new AppFailure(appError('mapping.unknownColumn', { column: name }));
    return { index, format: mapping.formats[name] ?? column.format };
  };
  const missing = missingRoles(Object.keys(mapping.roles) as Role[], LOADABLE).flat();
  if (missing.length > 0) {
    throw new AppFailure(appError('mapping.missingRole', { roles: missing.join(', ') }));
  }
  const played = ROLES.flatMap((role): SourceColumn[] => {
    const source = mapping.roles[role];
    if (source === undefined) return [];
    const { index, format } = find(source);
    return [
      {
        role,
        source,
        index,
        format: formatFor(role, format),
        name: ROLE_COLUMNS[role],
        stored: ROLE_COLUMNS[role],
      },
    ];
  });
  const taken = new Set(RESERVED);
  const pseudonymised = new Set(mapping.pseudonymise?.columns);
  const extras = mapping.extras.map((source): SourceColumn => {
    const { index, format: read } = find(source);
    const format = pseudonymised.has(source) ? ({ kind: 'text' } as const) : read;
    let name = source;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${source}_${copy}`;
    taken.add(name.toLowerCase());
    return { role: null, source, index, format, name, stored: `extra_${index + 1}` };
  });
  return [...played, ...extras];
}
