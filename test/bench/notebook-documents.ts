import type { Cell, Notebook } from '../../src/document/cell.ts';
import { bars, chart, number, select, words } from '../fixtures/notebook-cells.ts';

/** Orders and revenue by country of customers with at least `$least`: of the mart, or of the orders themselves. */
const QUESTION = {
  mart: `SELECT country, count(*) AS customers, sum(revenue) AS revenue
FROM mart
WHERE revenue >= $least
GROUP BY country
ORDER BY country`,
  direct: `SELECT country, count(*) AS customers, sum(revenue) AS revenue
FROM (
  SELECT customer_key, mode(country) AS country, sum(amount) AS revenue
  FROM orders
  GROUP BY customer_key
)
WHERE revenue >= $least
GROUP BY country
ORDER BY country`,
} as const;

/** One row a customer, as a notebook prepares them once. */
const MART = `SELECT customer_key, mode(country) AS country, sum(amount) AS revenue
FROM orders
GROUP BY customer_key`;

/** The mart of the orders of a file, where they have their ids only. */
export const MART_OF_FILE = MART.replaceAll('customer_key', 'customer_id');

/** What the question on the mart is with a value in it. */
export function questionOn(least: number): string {
  return QUESTION.mart.replace('$least', String(least));
}

/** An input, a question and its chart, with the mart between or without. */
export function latencyNotebook(way: keyof typeof QUESTION): Notebook {
  const mart: readonly Cell[] = way === 'mart' ? [select('mart', MART)] : [];
  return {
    title: `latency ${way}`,
    cells: [
      ...mart,
      number('least', 0),
      select('by_country', QUESTION[way]),
      chart('drawn', 'by_country', bars('country', 'revenue')),
    ],
  };
}

/** Rows to scroll through. */
export function scrollNotebook(rows: number): Notebook {
  return { title: 'scroll', cells: [select('scrolled', `SELECT * FROM orders LIMIT ${rows}`)] };
}

/** A table of many columns, and a cell to type in. */
export function completionNotebook(columns: number): Notebook {
  const list = Array.from({ length: columns }, (_, at) => `${at} AS column_${at}`).join(', ');
  return {
    title: 'completion',
    cells: [
      words('intro', 'Completion'),
      select('wide', `SELECT ${list}`),
      select('typed', 'SELECT  1 AS one FROM wide'),
    ],
  };
}
