import { filled } from './both-languages.ts';
import type { SnapshotColumn, SnapshotTable, Words } from './content.ts';
import { valueText } from './figure-text.ts';
import { both, element, escaped } from './markup.ts';
import { SAYS } from './words.ts';

/** Whether a column reads as numbers, which stand at the end of their cells. */
export function isNumeric({ meaning, type }: SnapshotColumn): boolean {
  return meaning === 'figure' && (type === 'integer' || type === 'number');
}

/** The value of a row as words; of a withheld one, that it is. */
export function cellWords(column: SnapshotColumn, row: number): Words | string {
  if (column.withheld.includes(row)) return SAYS.withheld;
  const value = column.values[row] ?? null;
  return column.valueWords[value === null ? '' : String(value)] ?? valueText(value, column);
}

function cell(column: SnapshotColumn, row: number, isFirst: boolean): string {
  const said = cellWords(column, row);
  const inner = typeof said === 'string' ? escaped(said) : both(said);
  if (isFirst && column.meaning === 'group') return `<th scope="row">${inner}</th>`;
  if (said === SAYS.withheld) return `<td class="withheld number">${inner}</td>`;
  return isNumeric(column) ? `<td class="number">${inner}</td>` : `<td>${inner}</td>`;
}

function head(column: SnapshotColumn): string {
  const unit = column.unit === 'currency' && column.currency !== null ? ` (${escaped(column.currency)})` : '';
  const attributes = isNumeric(column) ? { scope: 'col', class: 'number' } : { scope: 'col' };
  return element('th', attributes, both(column.label) + unit);
}

/**
 * A table as markup, closed until it is asked for.
 *
 * @param tile name of the tile in the file
 */
export function tableMarkup(tile: string, { columns, rowCount }: SnapshotTable): string {
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const cells = columns.map((column, place) => cell(column, row, place === 0));
    return `<tr>${cells.join('')}</tr>`;
  });
  const heads = columns.map(head).join('');
  const table = `<table><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const region = { class: 'scroll', role: 'region', tabindex: '0', 'aria-labelledby': `${tile}-title` };
  const name = both(filled(SAYS.tableRows, { count: String(rowCount) }));
  return `<details class="twin"><summary>${name}</summary>${element('div', region, table)}</details>`;
}
