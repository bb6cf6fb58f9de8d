import type { View } from '../../analyses/analysis.ts';
import type { Label } from '../../charts/chart-spec.ts';
import { insideSentence } from '../../charts/labels.ts';
import type { GroupsLook } from '../../contract/dashboard.ts';
import { dimensionLabel } from './dimension-words.ts';
import { groupsChart } from './groups-chart.ts';
import { measureKey } from './measure-names.ts';
import { releasedGroups } from './released-groups.ts';
import { valueOrder } from './value-order.ts';

/** What a picture of groups is called: the measure, and what it is by. */
function headingOf({ dimensions, measure }: GroupsLook): Label {
  const figure: Label = { key: measureKey(measure) };
  const [first, second] = dimensions.map(({ name }) => insideSentence(dimensionLabel(name)));
  if (first === undefined) return figure;
  return second === undefined
    ? { key: 'dashboardScreen.tile.by', values: { measure: figure, dimensions: first } }
    : { key: 'cellRelease.byTwo', values: { figure, category: first, series: second } };
}

/**
 * A view of the cells of the analysis `metric` that draws released groups as their tile draws them: the same chart, values
 * in the same order. Values without an order of their own stand by their released figures, so that their order tells
 * nothing that is withheld.
 *
 * @param table of the analysis that has the groups
 */
export function groupsView(look: GroupsLook, table: string): View {
  const { dimensions, measure, chart } = look;
  return {
    id: 'groups',
    title: measureKey(measure),
    heading: headingOf(look),
    table,
    chart: (cells, { currency }) => {
      const names = dimensions.map(({ name }) => name);
      const groups = releasedGroups(cells, names);
      const orders = new Map(
        dimensions.map((each) => [each.name, valueOrder(each.name, each, groups.table, measure)]),
      );
      return groupsChart({
        table: groups.table,
        dimensions: names,
        measure,
        chart,
        currency,
        customers: groups.customers,
        orderOf: (name) => orders.get(name) ?? null,
        incomplete: null,
        withheld: groups.withheld,
      }).spec;
    },
  };
}
