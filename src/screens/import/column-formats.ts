import type { ColumnFormat, DateOrder } from '../../contract/import.ts';
import type { PlainKey } from '../../i18n/messages.ts';

type NumberFormatId = 'number.point' | 'number.comma' | 'number.spaceComma' | 'number.apostrophe';

/** A way to read a column, as it can be chosen; the texts are `format.<id>`. */
export type FormatId = 'text' | NumberFormatId | `date.${DateOrder}`;

const NUMBERS: Readonly<Record<NumberFormatId, ColumnFormat>> = {
  'number.point': { kind: 'number', decimal: '.', group: ',' },
  'number.comma': { kind: 'number', decimal: ',', group: '.' },
  'number.spaceComma': { kind: 'number', decimal: ',', group: ' ' },
  'number.apostrophe': { kind: 'number', decimal: '.', group: "'" },
};

const DATE_ORDERS: readonly DateOrder[] = [
  'iso',
  'dmy',
  'mdy',
  'compact',
  'chinese',
  'epochSeconds',
  'epochMilliseconds',
];

/** Every way to read a column, in the order they are offered. */
export const FORMAT_IDS: readonly FormatId[] = [
  'text',
  'number.point',
  'number.comma',
  'number.spaceComma',
  'number.apostrophe',
  ...DATE_ORDERS.map((order): FormatId => `date.${order}`),
];

/** Which of the ways a format is. */
export function formatId(format: ColumnFormat): FormatId {
  if (format.kind === 'text') return 'text';
  if (format.kind === 'date') return `date.${format.order}`;
  if (format.decimal === ',') return format.group === ' ' ? 'number.spaceComma' : 'number.comma';
  return format.group === "'" ? 'number.apostrophe' : 'number.point';
}

/**
 * The format that a way to read stands for.
 *
 * @param id the way that was chosen
 * @param found how the column was read in the sample; taken over where it is the same way
 */
export function formatOf(id: FormatId, found: ColumnFormat): ColumnFormat {
  if (id === formatId(found)) return found;
  if (id === 'text') return { kind: 'text' };
  const order = DATE_ORDERS.find((each) => id === `date.${each}`);
  if (order !== undefined) return { kind: 'date', order, time: found.kind === 'date' && found.time };
  return NUMBERS[id as NumberFormatId];
}

/** The message that names the type of a format. */
export function typeKey(format: ColumnFormat): PlainKey {
  if (format.kind !== 'date') return `type.${format.kind}`;
  return format.time ? 'type.timestamp' : 'type.date';
}
