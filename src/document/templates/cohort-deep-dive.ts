import { Draft, lines } from './draft.ts';
import { PLACED, type Template } from './template.ts';

/** Days between the first and the second order, in bands of 30. */
function secondOrder({ names }: Draft): string {
  return lines(
    'WITH days AS (',
    '  SELECT DISTINCT customer_key, ordered_at::DATE AS day',
    '  FROM orders',
    '  WHERE customer_key IS NOT NULL AND ordered_at < $last_day + INTERVAL 1 DAY',
    '), numbered AS (',
    '  SELECT customer_key, day,',
    '    row_number() OVER (PARTITION BY customer_key ORDER BY day) AS place,',
    '    lag(day) OVER (PARTITION BY customer_key ORDER BY day) AS day_before',
    '  FROM days',
    ')',
    'SELECT least((day - day_before) // 30, 12) * 30 AS days_from,',
    `  count(DISTINCT customer_key) AS ${names.customers}`,
    'FROM numbered',
    'WHERE place = 2',
    'GROUP BY ALL',
    'ORDER BY ALL',
  );
}

/** Cohort deep dive: who comes back and when, what cohorts are worth, and where customers are in their life. */
export const cohortDeepDive: Template = {
  id: 'cohort-deep-dive',
  title: 'templates.cohorts.title',
  summary: 'templates.cohorts.summary',
  required: PLACED,
  cells(context) {
    const draft = new Draft(context);
    const { names, settings, attributes, isPaid } = draft;
    const [attribute] = attributes;
    draft.opening('templates.cohorts.title', 'templates.cohorts.intro');
    draft.date('last_day', 'templates.input.lastDay', draft.lastDay);
    draft.choice('figure', 'templates.input.figure', [
      'customers',
      'orders',
      ...(isPaid ? ['revenue', 'cumulativeValue'] : []),
    ]);
    draft.analysis('cohorts', {
      period: settings.cohorts,
      measure: { input: 'figure' },
      observationEnd: { input: 'last_day' },
      compare: attribute?.param ?? null,
    });
    draft.section('templates.cohorts.back');
    draft.chart('retention_map', 'templates.cohorts.mapChart', 'cohorts.cells', {
      kind: 'heatmap',
      x: 'period',
      y: 'retention',
      aggregate: 'mean',
      series: 'cohort',
    });
    draft.groups(
      'early_periods',
      lines(
        `SELECT cohort, period, customers AS ${names.customers}, size, retention`,
        'FROM cohorts.cells',
        'WHERE period IN (1, 3, 6) AND complete',
        'ORDER BY cohort, period',
      ),
      names.customers,
      ['cohort', 'period'],
    );
    draft.chart('early_chart', 'templates.cohorts.earlyChart', 'early_periods', {
      kind: 'line',
      x: 'cohort',
      y: 'retention',
      aggregate: 'mean',
      series: 'period',
      most: 60,
    });
    draft.section('templates.cohorts.second');
    draft.groups('second_order', secondOrder(draft), names.customers, ['days_from']);
    draft.chart('second_order_chart', 'templates.cohorts.secondChart', 'second_order', {
      kind: 'bar',
      x: 'days_from',
      y: names.customers,
    });
    draft.section('templates.cohorts.life');
    draft.analysis('lifecycle', { ...settings.lifecycle, observationEnd: { input: 'last_day' } });
    draft.chart('states_chart', 'templates.cohorts.lifeChart', 'lifecycle.states', {
      kind: 'area',
      x: 'period_start',
      y: 'customers',
      series: 'state',
      most: 60,
    });
    return draft.cells;
  },
};
