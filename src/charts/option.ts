import type { EChartsOption } from 'echarts';
import type { ChartSpec } from './chart-spec.ts';
import { labelText } from './labels.ts';
import type { ChartLook } from './look.ts';
import { tooltips } from './marks.ts';
import { barOption } from './option-bar.ts';
import { boxOption } from './option-box.ts';
import { frameOption, type Canvas } from './option-frame.ts';
import { funnelOption } from './option-funnel.ts';
import { heatmapOption } from './option-heatmap.ts';
import { histogramOption } from './option-histogram.ts';
import { lineOption } from './option-line.ts';
import { sankeyOption } from './option-sankey.ts';
import { scatterOption } from './option-scatter.ts';
import { seriesBarOption } from './option-series-bars.ts';
import { treemapNote, treemapOption } from './option-treemap.ts';
import { summarise } from './summary.ts';
import { withWholeShapes } from './whole-shapes.ts';
import { withoutWithheld } from './withheld-figures.ts';

function plot(spec: ChartSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  switch (spec.kind) {
    case 'heatmap':
      return heatmapOption(spec, look, canvas);
    case 'bar':
      return barOption(spec, look, canvas);
    case 'treemap':
      return treemapOption(spec, look, canvas);
    case 'histogram':
      return histogramOption(spec, look, canvas);
    case 'line':
      return lineOption(spec, look, canvas);
    case 'grouped':
    case 'stacked':
      return seriesBarOption(spec, look, canvas);
    case 'sankey':
      return sankeyOption(spec, look, canvas);
    case 'funnel':
      return funnelOption(spec, look, canvas);
    case 'scatter':
      return scatterOption(spec, look, canvas);
    case 'box':
      return boxOption(spec, look, canvas);
  }
}

/** A picture that leaves takes the definition of its figure along; on the page it stands beside the chart. */
function withDefinition({ definition }: ChartSpec, look: ChartLook, canvas: Canvas): Canvas {
  return canvas.frame === undefined || definition === undefined
    ? canvas
    : { ...canvas, frame: { ...canvas.frame, definition: labelText(definition, look) } };
}

/**
 * What ECharts is to draw for a chart. Pure.
 *
 * @param chart its withheld figures are not looked at
 * @param look language, theme, patterns
 * @param canvas size in CSS pixels, and the frame of a picture that leaves
 */
export function chartOption(chart: ChartSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const spec = withoutWithheld(chart);
  let words: readonly string[] | null = null;
  const said = {
    summary: summarise(spec, look),
    tooltips: () => (words ??= tooltips(spec, look)),
    note: spec.kind === 'treemap' ? treemapNote(spec, look) : null,
  };
  const whole = withDefinition(spec, look, canvas);
  // Points are told apart by their shapes and are too small for patterns.
  const framed = spec.kind === 'scatter' ? { ...look, patterns: false } : look;
  return { ...frameOption(framed, whole, said), ...withWholeShapes(plot(spec, look, whole)) };
}
