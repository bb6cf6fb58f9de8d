import type { CustomSeriesOption, EChartsOption } from 'echarts';
import type { CategorySpec } from './chart-spec.ts';
import { funnelShares, funnelShareText } from './funnel-shares.ts';
import type { ChartLook } from './look.ts';
import { barFigures, barOption } from './option-bar.ts';
import type { Canvas } from './option-frame.ts';
import { chartTheme, FONT, TEXT_SIZE } from './theme.ts';

/** Least height of a slot that has room for words between two bars, CSS pixels. */
const LEAST_SLOT = 34;

/** What goes on from each step to the next, written between their bars. */
function passages(spec: CategorySpec, look: ChartLook): CustomSeriesOption {
  const theme = chartTheme(look.theme);
  return {
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    data: spec.categories.map((_, step) => [0, step]),
    renderItem: ({ dataIndex }, api) => {
      const share = funnelShares(spec, dataIndex).ofPrevious;
      const [x = 0, centre = 0] = api.coord([0, dataIndex]);
      const [, band = 0] = (api.size?.([0, 1]) ?? []) as number[];
      if (share === null || band < LEAST_SLOT) return { type: 'group', children: [] };
      return {
        type: 'group',
        children: [
          {
            type: 'text',
            style: {
              x: x + 6,
              y: centre - band / 2,
              text: `↓ ${funnelShareText(share, look)}`,
              verticalAlign: 'middle',
              fontFamily: FONT,
              fontSize: TEXT_SIZE,
              fill: theme.ink2,
            },
          },
        ],
      };
    },
  };
}

/**
 * Plot of the steps of a funnel as lying bars from zero, with the share of the first step beside each and what goes on to
 * the next between them: lengths are compared where the slopes of a drawn funnel are not.
 */
export function funnelOption(spec: CategorySpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const words = barFigures(spec, look).map((figure, step) => {
    const { ofFirst } = funnelShares(spec, step);
    if (ofFirst === null) return figure;
    return look.translate('chart.withUnit', { name: figure, unit: funnelShareText(ofFirst, look) });
  });
  const option = barOption(spec, look, canvas, words);
  return { ...option, series: [...option.series, passages(spec, look)] };
}
