import type { ChartSpec, HeatmapSpec, ScatterSpec } from './chart-spec.ts';
import { figureWriter } from './column-figures.ts';
import { figureName, figureText, labelText, quantityTitle, say } from './labels.ts';
import type { Language } from './look.ts';
import { placeText } from './places.ts';
import { BOX_FIGURES, marks, nodeText, type Mark, type MarkFigure } from './marks.ts';
import { acrossText } from './points.ts';
import { withheldInWords } from './withheld-words.ts';

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

function isGrouped({ groups }: ScatterSpec): boolean {
  return groups.length > 1;
}

function hasLabels(spec: HeatmapSpec): boolean {
  return spec.cells.some((cell) => cell.label !== null);
}

/** Leading columns: what a row is about. */
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
    case 'funnel':
      return [language.translate('chart.column.step')];
    case 'box':
      return [language.translate('chart.column.group'), language.translate('chart.unitName.rows')];
    case 'scatter': {
      const across = say(spec.x.title, language);
      return isGrouped(spec) ? [language.translate('chart.column.group'), across] : [across];
    }
    case 'line':
    case 'grouped':
    case 'stacked':
      return [say(spec.x.title, language)];
    case 'sankey':
      return [language.translate('chart.column.from'), language.translate('chart.column.to')];
  }
}

/** Leading cells of each row, in the columns of `nameTitles`. */
function nameCells(
  spec: ChartSpec,
  all: readonly Mark[],
  language: Language,
): readonly (readonly TwinCell[])[] {
  if (spec.kind === 'sankey') {
    return spec.links.map(({ from, to }) => [from, to].map((id) => textCell(nodeText(spec, id, language))));
  }
  if (spec.kind === 'line') {
    return spec.x.values.map((_, at) => [textCell(placeText(spec.x, at, language))]);
  }
  if (spec.kind === 'box') {
    return spec.boxes.map(({ label, rows, withheld }) => [
      textCell(labelText(label, language)),
      rows === null || withheld
        ? textCell(language.translate(withheld ? 'chart.withheld' : 'chart.none'))
        : { text: figureText(rows, 'rows', null, language), value: rows },
    ]);
  }
  if (spec.kind === 'scatter') {
    return spec.points.map(({ x, group, withheld }) => {
      const label = spec.groups[group]?.label;
      return [
        ...(isGrouped(spec) ? [textCell(label === undefined ? '' : labelText(label, language))] : []),
        withheld
          ? textCell(language.translate('chart.withheld'))
          : { text: acrossText(spec, x, language), value: x },
      ];
    });
  }
  if (spec.kind !== 'heatmap') return all.map((mark) => [textCell(mark.name)]);
  return spec.cells.map((cell) => {
    const [y, x] = [spec.y.labels[cell.y], spec.x.labels[cell.x]];
    return [
      textCell(y === undefined ? '' : labelText(y, language)),
      textCell(x === undefined ? '' : labelText(x, language)),
      ...(hasLabels(spec) ? [textCell(cell.label === null ? '' : labelText(cell.label, language))] : []),
    ];
  });
}

/** One column of figures: how its title reads and what it takes out of a figure. */
interface FigureColumn {
  readonly title: string;
  readonly numeric: boolean;
  readonly cell: (figure: MarkFigure) => TwinCell;
}

/** The columns of one series: the figure, then the ends of its interval and notes where any row has them. */
function figureColumns(
  spec: ChartSpec,
  name: string,
  figures: readonly MarkFigure[],
  language: Language,
): readonly FigureColumn[] {
  const { translate } = language;
  const values = figures.map(({ value, withheld }) => (withheld ? null : value));
  const written = figureWriter(values, spec.unit, spec.currency, language);
  const end = (value: number | null): TwinCell =>
    value === null ? textCell('') : { text: written(value), value };
  const main = ({ value, withheld, incomplete, inferred }: MarkFigure): TwinCell => {
    if (withheld) return textCell(withheldInWords(inferred, spec, language));
    if (value === null) return textCell(translate(incomplete ? 'chart.incomplete' : 'chart.none'));
    const figure = written(value);
    return { text: incomplete ? translate('chart.figure.incomplete', { figure }) : figure, value };
  };
  const columns: FigureColumn[] = [{ title: name, numeric: true, cell: main }];
  if (figures.some(({ ghost }) => ghost !== null)) {
    columns.push({
      title: translate('chart.column.ghost', { name }),
      numeric: true,
      cell: ({ ghost }) => end(ghost),
    });
  }
  if (figures.some(({ low, high }) => low !== null || high !== null)) {
    columns.push(
      {
        title: translate('chart.column.low', { name }),
        numeric: true,
        cell: ({ low, withheld }) => end(withheld ? null : low),
      },
      {
        title: translate('chart.column.high', { name }),
        numeric: true,
        cell: ({ high, withheld }) => end(withheld ? null : high),
      },
    );
  }
  if (figures.some(({ note }) => note !== null)) {
    columns.push({
      title: translate('chart.column.note'),
      numeric: false,
      cell: ({ note, withheld }) => textCell(withheld ? '' : (note ?? '')),
    });
  }
  return columns;
}

/** Names of the figures of a mark; null where it has one that is named by the chart. */
function namesOfFigures(spec: ChartSpec, language: Language): readonly (string | null)[] {
  if (spec.kind === 'box') return BOX_FIGURES.map((figure) => language.translate(`chart.box.${figure}`));
  return 'series' in spec ? spec.series.map((each) => labelText(each.label, language)) : [null];
}

/**
 * A chart as a table: one row for each mark in drawing order, its name first and its figures last, a column for
 * each series. Intervals have columns of their own. Withheld and incomplete figures say so.
 *
 * @param spec the chart
 * @param language titles and figures are in it
 */
export function tableTwin(spec: ChartSpec, language: Language): TableTwin {
  const all = marks(spec, language);
  const names = nameCells(spec, all, language);
  const seriesNames = namesOfFigures(spec, language);
  const groups = seriesNames.map((series, place) => {
    const figures = all.flatMap((mark) => mark.figures[place] ?? []);
    return figureColumns(spec, series ?? figureName(spec, language), figures, language);
  });
  return {
    caption: say(spec.title, language),
    columns: [
      ...nameTitles(spec, language).map((title) => ({ title, numeric: false })),
      ...groups.flat().map(({ title, numeric }) => ({ title, numeric })),
    ],
    rows: all.map((mark, row) => [
      ...(names[row] ?? []),
      ...groups.flatMap((columns, place) => {
        const figure = mark.figures[place];
        return columns.map(({ cell }) => (figure === undefined ? textCell('') : cell(figure)));
      }),
    ]),
  };
}
