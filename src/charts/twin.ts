import type { ChartSpec } from './chart-spec.ts';
import { figureText, labelText, quantityTitle, say, unitName } from './labels.ts';
import type { Language } from './look.ts';
import { marks } from './marks.ts';

/** One cell of a twin: its text, and the number it stands for when the column is to be sorted. */
export interface TwinCell {
  readonly text: string;
  readonly value: number | null;
}

/** A chart as a table of the same figures. */
export interface TableTwin {
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly TwinCell[])[];
}

const textCell = (text: string): TwinCell => ({ text, value: null });

/** Leading cells of each row: what the mark is about. */
function nameCells(spec: ChartSpec, language: Language): readonly (readonly TwinCell[])[] {
  if (spec.kind !== 'heatmap') return marks(spec, language).map((mark) => [textCell(mark.name)]);
  return spec.cells.map((cell) => {
    const [y, x] = [spec.y.labels[cell.y], spec.x.labels[cell.x]];
    return [
      textCell(y === undefined ? '' : labelText(y, language)),
      textCell(x === undefined ? '' : labelText(x, language)),
      ...(hasLabels(spec) ? [textCell(cell.label === null ? '' : labelText(cell.label, language))] : []),
    ];
  });
}

function hasLabels(spec: ChartSpec): boolean {
  return spec.kind === 'heatmap' && spec.cells.some((cell) => cell.label !== null);
}

function nameTitles(spec: ChartSpec, language: Language): readonly string[] {
  switch (spec.kind) {
    case 'heatmap': {
      const titles = [say(spec.y.title, language), say(spec.x.title, language)];
      return hasLabels(spec) ? [...titles, language.translate('chart.column.group')] : titles;
    }
    case 'histogram':
      return [quantityTitle(spec, language)];
    case 'bar':
    case 'treemap':
      return [language.translate('chart.column.group')];
  }
}

/**
 * A chart as a table: one row for each mark in drawing order, its name first and its figure last. Withheld
 * figures say so.
 *
 * @param spec the chart
 * @param language titles and figures are in it
 */
export function tableTwin(spec: ChartSpec, language: Language): TableTwin {
  const names = nameCells(spec, language);
  const rows = marks(spec, language).map((mark, index): readonly TwinCell[] => {
    const name = names[index] ?? [textCell(mark.name)];
    if (mark.withheld) return [...name, textCell(language.translate('chart.withheld'))];
    if (mark.value === null) return [...name, textCell(language.translate('chart.none'))];
    return [...name, { text: figureText(mark.value, spec.unit, spec.currency, language), value: mark.value }];
  });
  return {
    caption: say(spec.title, language),
    columns: [
      ...nameTitles(spec, language).map((title) => ({ title, numeric: false })),
      { title: unitName(spec.unit, spec.currency, language), numeric: true },
    ],
    rows,
  };
}
