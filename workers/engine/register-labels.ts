import { row } from '../../src/contract/result-set.ts';
import type { LabelledCell } from '../../src/privacy/register/labelled-cells.ts';
import { type AskedTable, publishedRows } from './register-tables.ts';

/** Rows of a table that leave, by the names of their groups. */
export function labelsOf(asked: AskedTable): readonly LabelledCell[] {
  const groups = asked.shape.columns.flatMap(({ name, meaning }) => (meaning === 'group' ? [name] : []));
  const count = asked.shape.columns.find(({ meaning }) => meaning === 'contributors')?.name ?? '';
  const place = (name: string): number => asked.table.columns.findIndex((each) => each.name === name);
  return publishedRows(asked).map((index) => {
    const values = row(asked.table, index);
    const label = JSON.stringify(groups.map((name) => values[place(name)] ?? null));
    return { row: index, label, customers: Number(values[place(count)]) };
  });
}
