import type { CustomSeriesOption, EChartsOption, SeriesOption } from 'echarts';
import type { Shape } from './shape.ts';

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;

/** A shape with all that shapes differ in, so that nothing stays of the one that it is laid over. */
function wholeShape(shape: Shape): Shape {
  const { silent = false, z2 = 0 } = shape as { readonly silent?: boolean; readonly z2?: number };
  const whole = { ...shape, silent, z2 };
  return whole.type === 'rect' ? { ...whole, shape: { r: 0, ...whole.shape } } : whole;
}

/**
 * Shapes of a mark are laid over those that it had, which takes far less time than drawing them anew; where it has none
 * now, those that it had are taken away.
 */
function whole(renderItem: RenderItem): RenderItem {
  return (params, api) => {
    const item = renderItem(params, api);
    if (item?.type !== 'group') return item;
    const { children } = item;
    return children.length === 0
      ? { ...item, $mergeChildren: false }
      : { ...item, children: children.map(wholeShape) };
  };
}

/** An option whose drawn shapes can be laid over those of an earlier one. */
export function withWholeShapes(option: EChartsOption): EChartsOption {
  const series = [option.series ?? []].flat().map((each): SeriesOption => {
    if (each.type !== 'custom' || typeof each.renderItem !== 'function') return each;
    return { ...each, renderItem: whole(each.renderItem) };
  });
  return { ...option, series };
}
