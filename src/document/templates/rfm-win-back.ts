import type { AnalysisSource } from '../../contract/notebook.ts';
import { Draft, lines } from './draft.ts';
import { PAID, type Template } from './template.ts';

/** Segments that once bought much and have gone quiet, as RFM names them. */
const QUIET = ['At Risk', "Can't Lose"];

/** RFM and win-back: segments of the last months, which of them to win back, and what they used to spend. */
export const rfmWinBack: Template = {
  id: 'rfm-win-back',
  title: 'templates.winBack.title',
  summary: 'templates.winBack.summary',
  required: PAID,
  cells(context) {
    const draft = new Draft(context);
    const { names, settings } = draft;
    const recent = `recent_${names.orders}`;
    const hasIds = draft.has('orderId');
    const source: AnalysisSource = {
      relation: recent,
      roles: {
        customerId: 'customer_key',
        ...(hasIds ? { orderId: 'order_key' } : {}),
        orderedAt: 'ordered_at',
        amount: 'amount',
      },
    };
    draft.opening('templates.winBack.title', 'templates.winBack.intro');
    draft.date('analysis_date', 'templates.input.analysisDate', draft.dayAfter);
    draft.number('months', 'templates.input.months', settings.rfmMonths, 1);
    draft.rows(
      recent,
      lines(
        `SELECT customer_key, ${hasIds ? 'order_key, order_id, ' : ''}ordered_at, amount`,
        'FROM orders',
        'WHERE ordered_at < $analysis_date',
        '  AND ordered_at >= $analysis_date - to_months(CAST($months AS INTEGER))',
      ),
    );
    draft.analysis('rfm', { analysisDate: { input: 'analysis_date' } }, source);
    draft.chart('segments_chart', 'templates.winBack.segmentsChart', 'rfm.segments', {
      kind: 'bar',
      x: 'segment',
      y: 'customers',
      order: 'y',
      most: 12,
    });
    draft.section('templates.winBack.choose');
    draft.segments('segments', 'templates.input.segments', 'rfm.segments.segment', QUIET);
    draft.groups(
      'chosen',
      lines(
        `SELECT segment, customers AS ${names.customers}, revenue,`,
        `  revenue / nullif(customers, 0) AS revenue_each, median_recency`,
        'FROM rfm.segments',
        'WHERE segment IN $segments',
        'ORDER BY revenue DESC',
      ),
      names.customers,
      ['segment'],
    );
    draft.section('templates.winBack.past');
    draft.groups(
      'spent_before',
      lines(
        "SELECT date_trunc('quarter', o.ordered_at)::DATE AS quarter, r.segment,",
        `  count(DISTINCT o.customer_key) AS ${names.customers},`,
        '  sum(o.amount) AS revenue',
        'FROM rfm.customers AS r',
        'JOIN customers AS c ON c.customer_id = r.customer',
        'JOIN orders AS o ON o.customer_key = c.customer_key',
        'WHERE r.segment IN $segments AND o.ordered_at < $analysis_date',
        'GROUP BY ALL',
        'ORDER BY ALL',
      ),
      names.customers,
      ['quarter', 'segment'],
    );
    draft.chart('spent_before_chart', 'templates.winBack.pastChart', 'spent_before', {
      kind: 'line',
      x: 'quarter',
      y: 'revenue',
      series: 'segment',
      most: 60,
    });
    draft.section('templates.winBack.moved');
    draft.analysis('migration', { to: { input: 'analysis_date' } });
    draft.section('templates.winBack.list');
    draft.rows(
      'win_back_list',
      lines(
        'SELECT customer, segment, recency_days, frequency, monetary',
        'FROM rfm.customers',
        'WHERE segment IN $segments',
        'ORDER BY monetary DESC',
      ),
    );
    return draft.cells;
  },
};
