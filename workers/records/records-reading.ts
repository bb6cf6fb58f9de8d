import type { ColumnFormat, Role } from '../../src/contract/import.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { finite, finiteDate, readDate, readNumber } from '../import/read-values.ts';
import type { RecordsOrigin } from './taken-records.ts';

/** What the columns of records stand for in an analysis, and how their text is read. */
export interface RecordsReading {
  readonly roles: Readonly<Partial<Record<Role, string>>>;
  /** By column; absent: plain text, and numbers and dates as they are written in ISO 8601. */
  readonly formats: Readonly<Record<string, ColumnFormat>>;
}

/** How records are read, from where they come from. A customer's row has a sum of amounts but no order of its own. */
export function readingOf(origin: RecordsOrigin): RecordsReading {
  if (origin.kind === 'customers') {
    return { roles: { customerId: 'customer_id', amount: 'monetary' }, formats: {} };
  }
  const { columns } = origin.preview;
  return {
    roles: suggestMapping(origin.preview).roles,
    formats: Object.fromEntries(columns.map(({ name, format }) => [name, format])),
  };
}

/** The number that a text of a column is, DOUBLE; NULL where it is none. */
export function numberIn(text: Sql, format: ColumnFormat | undefined): Sql {
  const plain = { kind: 'number', decimal: '.', group: null } as const;
  return finite(readNumber(text, format?.kind === 'number' ? format : plain));
}

/** The instant that a text of a column is, TIMESTAMP; NULL where it is none. */
export function instantIn(text: Sql, format: ColumnFormat | undefined): Sql {
  const plain = { kind: 'date', order: 'iso', time: true } as const;
  return sql`(${finiteDate(readDate(text, format?.kind === 'date' ? format : plain, null))})`;
}
