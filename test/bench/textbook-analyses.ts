import { sql, type Sql } from '../../src/contract/sql.ts';

/** Analyses that are sets of SQL, and so have a textbook to be compared with. */
export const SET_ANALYSES = ['cohorts', 'kpi'] as const;
export type SetAnalysis = (typeof SET_ANALYSES)[number];

const MONTH = sql`date_trunc('month', ordered_at)`;

/** The cohort matrix as a textbook has it: distinct customers of every cohort and month, counted from the orders. */
const COHORTS: readonly Sql[] = [
  sql`WITH firsts AS (
      SELECT customer_key, date_trunc('month', min(ordered_at)) AS cohort FROM orders GROUP BY customer_key
    )
    SELECT cohort, date_diff('month', cohort, ${MONTH}) AS period,
      count(DISTINCT customer_key) AS customers, count(*) AS orders, sum(amount) AS revenue
    FROM orders JOIN firsts USING (customer_key)
    GROUP BY ALL ORDER BY ALL`,
];

/** Key figures as a textbook has them: each from the orders, by the statement that says it most plainly. */
const KPI: readonly Sql[] = [
  sql`SELECT ${MONTH} AS month, count(DISTINCT customer_key) AS active, count(*) AS orders, sum(amount) AS revenue
    FROM orders GROUP BY 1 ORDER BY 1`,
  sql`WITH firsts AS (
      SELECT customer_key, date_trunc('month', min(ordered_at)) AS first FROM orders GROUP BY customer_key
    )
    SELECT ${MONTH} AS month, count(DISTINCT customer_key) AS new, count(*) AS orders, sum(amount) AS revenue
    FROM orders JOIN firsts USING (customer_key) WHERE ${MONTH} = first GROUP BY 1 ORDER BY 1`,
  sql`WITH active AS (SELECT DISTINCT customer_key, ${MONTH} AS month FROM orders)
    SELECT now.month, count(*) AS retained
    FROM active AS now JOIN active AS before
      ON now.customer_key = before.customer_key AND now.month = before.month + INTERVAL 1 MONTH
    GROUP BY 1 ORDER BY 1`,
  sql`WITH active AS (SELECT DISTINCT customer_key, ${MONTH} AS month FROM orders),
    next AS (SELECT *, lead(month) OVER (PARTITION BY customer_key ORDER BY month) AS next FROM active)
    SELECT month + INTERVAL 2 MONTH AS month, count(*) AS lost
    FROM next WHERE next IS NULL OR next > month + INTERVAL 2 MONTH GROUP BY 1 ORDER BY 1`,
  sql`SELECT month, avg(days) AS days FROM (
      SELECT ${MONTH} AS month, date_diff('day', lag(ordered_at) OVER (PARTITION BY customer_key ORDER BY ordered_at),
        ordered_at) AS days FROM orders
    ) GROUP BY 1 ORDER BY 1`,
  sql`WITH spent AS (SELECT ${MONTH} AS month, customer_key, sum(amount) AS revenue FROM orders GROUP BY 1, 2),
    ranked AS (SELECT *, ntile(5) OVER (PARTITION BY month ORDER BY revenue DESC) AS fifth FROM spent)
    SELECT month, sum(revenue) FILTER (WHERE fifth = 1) / sum(revenue) AS top_share FROM ranked GROUP BY 1 ORDER BY 1`,
  sql`WITH spent AS (SELECT customer_key, sum(amount) AS revenue FROM orders GROUP BY 1),
    ranked AS (SELECT *, ntile(20) OVER (ORDER BY revenue DESC) AS step FROM spent)
    SELECT step, count(*) AS customers, sum(revenue) AS revenue FROM ranked GROUP BY 1 ORDER BY 1`,
];

/** What is asked of native DuckDB instead of an analysis. */
export const TEXTBOOK: Readonly<Record<SetAnalysis, readonly Sql[]>> = { cohorts: COHORTS, kpi: KPI };

/** Parameters the analyses are measured with. Value is measured by itself. */
export const SET_PARAMS: Readonly<Record<SetAnalysis, object>> = { cohorts: {}, kpi: { clv: false } };
