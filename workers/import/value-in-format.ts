import type { ColumnFormat } from '../../src/contract/import.ts';

type Rewrite = (text: string) => string;

const same: Rewrite = (text) => text;

const ORDERS = { iso: ['y', 'm', 'd'], dmy: ['d', 'm', 'y'], mdy: ['m', 'd', 'y'] } as const;
const DATE = /^(\s*)(\d{1,4})([-./])(\d{1,2})[-./](\d{1,4})(?=$|[\sT])/u;

function datesIn(from: keyof typeof ORDERS, to: keyof typeof ORDERS): Rewrite {
  return (text) =>
    text.replace(DATE, (_whole: string, ...groups: string[]) => {
      const [blank = '', a = '', mark = '', b = '', c = ''] = groups;
      const parts = [a, b, c];
      const written = ORDERS[to].map((part) => parts[ORDERS[from].findIndex((each) => each === part)] ?? '');
      return `${blank}${written.join(mark)}`;
    });
}

function isOrdered(order: string): order is keyof typeof ORDERS {
  return Object.hasOwn(ORDERS, order);
}

/**
 * How texts of a column are written the way another file writes them, so that both are read alike: marks of numbers,
 * the order of day, month and year. What is written otherwise stays as it is.
 *
 * @param from how they are written
 * @param to how they are to be written
 */
export function valueInFormat(from: ColumnFormat, to: ColumnFormat): Rewrite {
  if (from.kind === 'number' && to.kind === 'number' && from.decimal !== to.decimal) {
    return (text) => {
      const plain = from.group === null ? text : text.replaceAll(from.group, '');
      return plain.replace(from.decimal, to.decimal);
    };
  }
  if (from.kind === 'date' && to.kind === 'date' && from.order !== to.order) {
    return isOrdered(from.order) && isOrdered(to.order) ? datesIn(from.order, to.order) : same;
  }
  return same;
}
