import { Draft, lines } from './draft.ts';
import { PLACED, type Template } from './template.ts';

/** Fewest customers of a group that one would show, to begin with. */
const FEWEST = 11;
/** Columns that are looked at together. */
const MOST_TOGETHER = 3;

/** Sizes of the groups of customers that are alike in their first period and in other columns. */
function alike({ names, settings, attributes }: Draft): string {
  const together = attributes.slice(0, MOST_TOGETHER).map(({ column }) => column);
  const read = together.map((column, place) => `    min(${column}) AS looked_at_${place + 1},`);
  return lines(
    'WITH people AS (',
    '  SELECT customer_key,',
    ...read,
    `    date_trunc('${settings.cohorts}', min(ordered_at))::DATE AS began`,
    '  FROM orders',
    '  WHERE customer_key IS NOT NULL',
    '  GROUP BY customer_key',
    '), classes AS (',
    '  SELECT count(*) AS size',
    '  FROM people',
    `  GROUP BY ${[...together.map((_, place) => `looked_at_${place + 1}`), 'began'].join(', ')}`,
    ')',
    "SELECT CASE WHEN size = 1 THEN '1' WHEN size < $fewest THEN 'below' ELSE 'enough' END AS group_size,",
    `  sum(size)::BIGINT AS ${names.customers},`,
    '  count(*) AS classes',
    'FROM classes',
    'GROUP BY ALL',
    'ORDER BY ALL',
  );
}

/** Privacy audit: who is alone in the data, which groups are small, whose share of the revenue stands out. */
export const privacyAudit: Template = {
  id: 'privacy-audit',
  title: 'templates.audit.title',
  summary: 'templates.audit.summary',
  required: PLACED,
  cells(context) {
    const draft = new Draft(context);
    const { names, settings, attributes, isPaid } = draft;
    draft.opening('templates.audit.title', 'templates.audit.intro');
    draft.number('fewest', 'templates.input.fewest', FEWEST, 1);
    draft.section('templates.audit.alone');
    draft.groups('group_sizes', alike(draft), names.customers, ['group_size']);
    draft.chart('group_sizes_chart', 'templates.audit.aloneChart', 'group_sizes', {
      kind: 'bar',
      x: 'group_size',
      y: names.customers,
      order: 'table',
    });
    const [attribute] = attributes;
    if (attribute !== undefined) {
      draft.section('templates.audit.small');
      draft.groups(
        'small_groups',
        lines(
          `SELECT coalesce(${attribute.column}, '–') AS value,`,
          `  count(DISTINCT customer_key) AS ${names.customers},`,
          '  count(DISTINCT customer_key) < $fewest AS too_few',
          'FROM orders',
          'WHERE customer_key IS NOT NULL',
          'GROUP BY ALL',
          `ORDER BY ${names.customers}`,
        ),
        names.customers,
        ['value', 'too_few'],
      );
    }
    if (isPaid) {
      draft.section('templates.audit.largest');
      draft.rows(
        'largest_share',
        lines(
          'WITH spent AS (',
          `  SELECT date_trunc('${settings.grain}', ordered_at)::DATE AS period, customer_key, sum(amount) AS revenue`,
          '  FROM orders',
          '  WHERE customer_key IS NOT NULL AND ordered_at IS NOT NULL',
          '  GROUP BY ALL',
          ')',
          `SELECT period, count(*) AS ${names.customers}, sum(revenue) AS revenue,`,
          '  max(revenue) / nullif(sum(revenue), 0) AS largest_share',
          'FROM spent',
          'GROUP BY ALL',
          'ORDER BY largest_share DESC',
        ),
      );
    }
    draft.section('templates.audit.complete');
    draft.groups(
      'completeness',
      lines(
        'SELECT count(*) AS order_lines,',
        isPaid ? '  count(*) FILTER (WHERE amount IS NULL) AS without_amount,' : null,
        ...attributes
          .slice(0, MOST_TOGETHER)
          .map(({ column }, place) => `  count(*) FILTER (WHERE ${column} IS NULL) AS without_${place + 1},`),
        `  count(DISTINCT customer_key) AS ${names.customers}`,
        'FROM orders',
      ),
      names.customers,
      [],
    );
    draft.section('templates.audit.next');
    return draft.cells;
  },
};
