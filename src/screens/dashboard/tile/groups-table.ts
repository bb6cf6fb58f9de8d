import { labelText } from '../../../charts/labels.ts';
import type { Language } from '../../../charts/look.ts';
import type { TableTwin, TwinCell } from '../../../charts/twin.ts';
import type { DashboardMeasure } from '../../../contract/dashboard.ts';
import type { ResultSet } from '../../../contract/result-set.ts';
import type { Writing } from '../../analysis/figure-text.ts';
import { dimensionLabel, dimensionValueLabel } from '../../../dashboard/drawing/dimension-words.ts';
import { measureKey } from '../../../dashboard/drawing/measure-names.ts';
import { measureText } from '../words/measure-words.ts';

/** Groups as a table: a row for each, all measures. */
export interface GroupsTabled {
  readonly table: ResultSet;
  readonly dimensions: readonly string[];
  readonly measures: readonly DashboardMeasure[];
  readonly caption: string;
  readonly currency: string | null;
}

/** The figures of a tile of groups as a table. */
export function groupsTable(
  { table, dimensions, measures, caption, currency }: GroupsTabled,
  language: Language,
  writing: Writing,
): TableTwin {
  const names = dimensions.filter((name) => table.columns.some((each) => each.name === name));
  const figures = measures.filter((name) => table.columns.some((each) => each.name === name));
  const valuesOf = (name: string) => table.columns.find((each) => each.name === name)?.values ?? [];
  const rows = Array.from({ length: table.rowCount }, (_, row): readonly TwinCell[] => [
    ...names.map((name) => ({
      text: labelText(dimensionValueLabel(name, String(valuesOf(name)[row] ?? '')), language),
      value: null,
    })),
    ...figures.map((measure) => {
      const value = valuesOf(measure)[row];
      const figure = typeof value === 'number' ? value : null;
      return { text: measureText(measure, figure, currency, writing), value: figure };
    }),
  ]);
  return {
    caption,
    columns: [
      ...names.map((name) => ({ title: labelText(dimensionLabel(name), language), numeric: false })),
      ...figures.map((measure) => ({ title: writing.t(measureKey(measure)), numeric: true })),
    ],
    rows,
  };
}
