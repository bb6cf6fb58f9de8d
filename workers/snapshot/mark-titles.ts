import type { ViewContext, View } from '../../src/analyses/analysis.ts';
import type { Language } from '../../src/charts/look.ts';
import { tooltips } from '../../src/charts/marks.ts';
import { withoutWithheld } from '../../src/charts/withheld-figures.ts';
import { openReleased, type Released, type ReleasedTable } from '../../src/privacy/gate.ts';
import { escaped } from '../../src/snapshot/markup.ts';

/** Shapes of marks that are areas; lines of a hatch and words lie upon them. */
const AREA = /<(path|rect|circle|ellipse|polygon)\b([^>]* data-mark="(\d+)"[^>]*?)(?:\/>|><\/\1>)/gu;

/**
 * Says of each mark of a drawing what it is, in a title that browsers show beside the pointer, with scripts or without.
 *
 * @param svg shapes of a mark carry its place as `data-mark`
 * @param titles of the marks, in drawing order
 */
export function withMarkTitles(svg: string, titles: readonly string[]): string {
  return svg.replaceAll(AREA, (shape, name: string, attributes: string, mark: string) => {
    const title = titles[Number(mark)];
    return title === undefined || attributes.includes(' fill="none"')
      ? shape
      : `<${name}${attributes}><title>${escaped(title)}</title></${name}>`;
  });
}

/** What the marks of a released table say: its own figures, as they left. */
export function markTitles(
  released: Released<ReleasedTable>,
  view: View,
  context: ViewContext,
  language: Language,
): readonly string[] {
  return tooltips(withoutWithheld(view.chart(openReleased(released).table, context)), language);
}
