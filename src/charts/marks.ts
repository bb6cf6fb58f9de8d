import type { ChartSpec } from './chart-spec.ts';
import { binText, figureWithUnit, labelText, say } from './labels.ts';
import type { Language } from './look.ts';

/** One mark of a chart (a cell, a bar, a tile, a bin), put into words. */
export interface Mark {
  readonly name: string;
  /** Null when withheld or empty. */
  readonly value: number | null;
  readonly withheld: boolean;
}

/**
 * The marks of a chart in drawing order: index `i` is also the data index in the drawn chart.
 *
 * @param spec the chart
 * @param language names are in it
 */
export function marks(spec: ChartSpec, language: Language): readonly Mark[] {
  switch (spec.kind) {
    case 'heatmap':
      return spec.cells.map((cell) => {
        const x = spec.x.labels[cell.x];
        const y = spec.y.labels[cell.y];
        const place = language.translate('chart.cell', {
          yTitle: say(spec.y.title, language),
          y: y === undefined ? '' : labelText(y, language),
          xTitle: say(spec.x.title, language),
          x: x === undefined ? '' : labelText(x, language),
        });
        const name =
          cell.label === null
            ? place
            : language.translate('chart.cell.named', { place, name: labelText(cell.label, language) });
        return { name, value: cell.value, withheld: cell.withheld };
      });
    case 'histogram':
      return spec.counts.map((value, index) => ({
        name: binText(spec, index, language),
        value,
        withheld: spec.withheld[index] ?? false,
      }));
    case 'bar':
    case 'treemap':
      return spec.categories.map(({ label, value, withheld }) => ({
        name: labelText(label, language),
        value,
        withheld,
      }));
  }
}

/** Figure of a mark in words, with its unit; says so when it is withheld or when there is none. */
export function markFigure(mark: Mark, spec: ChartSpec, language: Language): string {
  if (mark.withheld) return language.translate('chart.withheld');
  if (mark.value === null) return language.translate('chart.none');
  return figureWithUnit(mark.value, spec.unit, spec.currency, language);
}

/**
 * Every mark as a short sentence, in drawing order, for a keyboard cursor that reads figures one by one and
 * for the tooltip.
 */
export function readings(spec: ChartSpec, language: Language): readonly string[] {
  return marks(spec, language).map((mark) =>
    language.translate('chart.reading', { name: mark.name, figure: markFigure(mark, spec, language) }),
  );
}
