import { Draft, lines } from './draft.ts';
import { PAID, type Template } from './template.ts';

/** The period, who came and what they spent: new customers beside those who came back. */
function newAndReturning(draft: Draft): string {
  const { names, settings } = draft;
  return lines(
    'WITH began AS (',
    '  SELECT customer_key, min(ordered_at) AS first_at',
    '  FROM orders',
    '  WHERE customer_key IS NOT NULL',
    '  GROUP BY customer_key',
    ')',
    'SELECT',
    `  date_trunc('${settings.grain}', o.ordered_at)::DATE AS period,`,
    `  CASE WHEN date_trunc('${settings.grain}', b.first_at) = date_trunc('${settings.grain}', o.ordered_at)`,
    "    THEN 'new' ELSE 'returning' END AS came_as,",
    `  count(DISTINCT o.customer_key) AS ${names.customers},`,
    draft.has('quantity') ? `  sum(o.quantity) AS ${names.quantity},` : null,
    '  sum(o.amount) AS revenue',
    'FROM orders AS o',
    'JOIN began AS b ON b.customer_key = o.customer_key',
    'WHERE o.ordered_at < $last_day + INTERVAL 1 DAY',
    'GROUP BY ALL',
    'ORDER BY ALL',
  );
}

/** Monthly customer review: the indicators, who is new and who came back, and where revenue comes from. */
export const monthlyReview: Template = {
  id: 'monthly-review',
  title: 'templates.review.title',
  summary: 'templates.review.summary',
  required: PAID,
  cells(context) {
    const draft = new Draft(context);
    const { names, settings, attributes } = draft;
    const [attribute] = attributes;
    draft.opening('templates.review.title', 'templates.review.intro');
    draft.date('last_day', 'templates.input.lastDay', draft.lastDay);
    draft.analysis('kpi', {
      grain: settings.grain,
      to: { input: 'last_day' },
      lostAfter: { value: settings.lostAfter, unit: 'period' },
      groupBy: attribute?.param ?? null,
    });
    draft.section('templates.review.revenue');
    draft.chart('revenue_chart', 'templates.review.revenueChart', 'kpi.periods', {
      kind: 'line',
      x: 'period',
      y: 'revenue',
      most: 60,
    });
    draft.groups(
      'best_periods',
      lines(
        `SELECT period, customers AS ${names.customers}, orders AS ${names.orders}, revenue,`,
        `  revenue / nullif(orders, 0) AS revenue_per_${names.order}`,
        'FROM kpi.periods',
        'WHERE NOT partial',
        'ORDER BY revenue DESC',
        'LIMIT 6',
      ),
      names.customers,
      ['period'],
    );
    draft.section('templates.review.came');
    draft.groups('came_back', newAndReturning(draft), names.customers, ['period', 'came_as']);
    draft.chart('came_back_chart', 'templates.review.cameChart', 'came_back', {
      kind: 'stacked',
      x: 'period',
      y: names.customers,
      series: 'came_as',
      most: 60,
    });
    if (attribute !== undefined) {
      draft.section('templates.review.where');
      draft.metric('by_group', {
        dimensions: [attribute.param],
        measures: ['revenue', 'orders', 'revenue_per_customer'],
      });
      draft.chart('by_group_chart', 'templates.review.whereChart', 'by_group.cells', {
        kind: 'bar',
        x: 'dimension1',
        y: 'revenue',
        order: 'y',
        most: 12,
      });
    }
    draft.section('templates.review.ask');
    return draft.cells;
  },
};
