import type { EChartsOption } from 'echarts';
import type { ChartSpec } from './chart-spec.ts';
import type { ChartLook } from './look.ts';
import { readings } from './marks.ts';
import { barOption } from './option-bar.ts';
import { frameOption, type Canvas } from './option-frame.ts';
import { heatmapOption } from './option-heatmap.ts';
import { histogramOption } from './option-histogram.ts';
import { treemapNote, treemapOption } from './option-treemap.ts';
import { summarise } from './summary.ts';

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
    case 'grouped':
    case 'stacked':
    case 'sankey':
      return {};
  }
}

/**
 * What ECharts is to draw for a chart. Pure.
 *
 * @param spec the chart
 * @param look language, theme, patterns
 * @param canvas size in CSS pixels, and the frame of a picture that leaves
 */
export function chartOption(spec: ChartSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const said = {
    summary: summarise(spec, look),
    readings: readings(spec, look),
    note: spec.kind === 'treemap' ? treemapNote(spec, look) : null,
  };
  return { ...frameOption(look, canvas, said), ...plot(spec, look, canvas) };
}
