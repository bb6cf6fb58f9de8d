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

const MILLISECONDS = { epochSeconds: 1000, epochMilliseconds: 1 } as const;

function isEpoch(order: string): order is keyof typeof MILLISECONDS {
  return Object.hasOwn(MILLISECONDS, order);
}

/** Moments that are counted as ISO text, which is read whatever the order of days and months. */
function counted(unit: keyof typeof MILLISECONDS): Rewrite {
  return (text) => {
    const time = text.trim() === '' ? Number.NaN : Number(text) * MILLISECONDS[unit];
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? text : date.toISOString().slice(0, 19).replace('T', ' ');
  };
}

/** ISO text as a count of moments. */
function count(unit: keyof typeof MILLISECONDS): Rewrite {
  return (text) => {
    const time = Date.parse(`${text.trim().replace(' ', 'T')}${/[T ]/u.test(text.trim()) ? 'Z' : ''}`);
    return Number.isNaN(time) ? text : String(time / MILLISECONDS[unit]);
  };
}

/** Between counts of moments and dates as they are written; only ISO dates can be counted. */
function epochs(from: string, to: string): Rewrite {
  const asText = isEpoch(from) ? counted(from) : from === 'iso' ? same : null;
  if (asText === null) return same;
  const asCount = isEpoch(to) ? count(to) : same;
  return (text) => asCount(asText(text));
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
    if (isEpoch(from.order) || isEpoch(to.order)) return epochs(from.order, to.order);
    return isOrdered(from.order) && isOrdered(to.order) ? datesIn(from.order, to.order) : same;
  }
  return same;
}
