import type { DashboardSession } from '../../../state/dashboard/dashboard-session.svelte.ts';
import type { Brush, ChartGestures } from '../../../ui/chart/chart-gestures.ts';
import type { GroupsDrawing } from '../../../dashboard/drawing/groups-chart.ts';

/** Brushing the axis of a chart, where its values follow each other; undefined where they do not. */
function brushOf(session: DashboardSession, { axis }: GroupsDrawing): Brush | undefined {
  const dimension = axis === null ? undefined : session.dimension(axis.dimension);
  if (axis === null || dimension?.ordered !== true) return undefined;
  return {
    move(from, to) {
      const [first, last] = [axis.values[from], axis.values[to]];
      if (first !== undefined && last !== undefined) session.filters.brush(dimension, first, last);
    },
    end() {
      session.filters.endBrush();
    },
  };
}

/**
 * What a reader does with the marks of a tile: choosing one filters the other tiles by what it stands for.
 *
 * @param dimensions of the tile
 */
export function tileGestures(
  session: DashboardSession,
  drawing: GroupsDrawing,
  dimensions: readonly string[],
): ChartGestures {
  const brush = brushOf(session, drawing);
  return {
    choose(mark, series, adds) {
      const values = drawing.markValues(mark, series).flatMap(({ dimension: name, value }) => {
        const dimension = session.dimension(name);
        return dimension === undefined ? [] : [{ dimension, value }];
      });
      session.filters.choose(values, adds ? 'toggle' : 'click');
    },
    clear() {
      session.filters.clear(...dimensions);
    },
    ...(brush === undefined ? {} : { brush }),
  };
}
