import type { Label } from '../../charts/chart-spec.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { View } from '../analysis.ts';
import { groupsView, growthView, mixView, paretoView } from './breakdown-views.ts';
import { customerBars, lines } from './period-views.ts';
import { basisLabel } from './tables.ts';

const name = (key: MessageKey): Label => ({ key });

/** What can be drawn of the indicators. */
export const kpiViews: readonly View[] = [
  lines({
    id: 'revenue',
    title: 'kpi.view.revenue',
    table: 'changes',
    unit: 'currency',
    figure: 'kpi.name.revenue',
    definition: 'kpi.definition.revenue',
    width: 'full',
    series: [
      { column: 'revenue', label: name('kpi.name.revenue'), colour: 'series1' },
      {
        column: 'revenue_last_year',
        label: basisLabel('last_year'),
        colour: 'series4',
        style: 'dashed',
        settled: true,
      },
    ],
  }),
  customerBars('stacked', 'customers', 'kpi.view.customers', 'kpi.definition.customers', [
    { column: 'returning', label: name('kpi.name.returning'), colour: 'series1' },
    { column: 'new', label: name('kpi.name.new'), colour: 'series2' },
  ]),
  customerBars('grouped', 'flow', 'kpi.view.flow', 'kpi.definition.flow', [
    { column: 'new', label: name('kpi.name.new'), colour: 'series2' },
    { column: 'reactivated', label: name('kpi.name.reactivated'), colour: 'series3' },
    { column: 'lost', label: name('kpi.name.lost'), colour: 'bad' },
  ]),
  lines({
    id: 'order_value',
    title: 'kpi.view.orderValue',
    table: 'periods',
    unit: 'currency',
    definition: 'kpi.definition.orderValue',
    series: [
      { column: 'average_order_value', label: name('kpi.name.averageOrderValue'), colour: 'series1' },
      { column: 'revenue_per_customer', label: name('kpi.name.revenuePerCustomer'), colour: 'series2' },
    ],
  }),
  lines({
    id: 'frequency',
    title: 'kpi.view.frequency',
    table: 'periods',
    unit: 'number',
    figure: 'kpi.name.purchaseFrequency',
    definition: 'kpi.definition.frequency',
    zeroBased: false,
    series: [{ column: 'purchase_frequency', label: name('kpi.name.purchaseFrequency'), colour: 'series1' }],
  }),
  lines({
    id: 'rates',
    title: 'kpi.view.rates',
    table: 'periods',
    unit: 'share',
    definition: 'kpi.definition.rates',
    width: 'full',
    series: [
      { column: 'retention', label: name('kpi.name.retention'), colour: 'series1' },
      { column: 'repeat_rate', label: name('kpi.name.repeatRate'), colour: 'series2' },
      { column: 'acquisition_rate', label: name('kpi.name.acquisitionRate'), colour: 'series3' },
    ],
  }),
  growthView('growth_previous', 'kpi.view.growthPrevious', 'previous'),
  growthView('growth_last_year', 'kpi.view.growthLastYear', 'last_year'),
  groupsView,
  mixView,
  paretoView,
];
