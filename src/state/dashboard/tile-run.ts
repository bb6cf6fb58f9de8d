import {
  TIME_DIMENSION,
  type DashboardGrain,
  type DashboardMeasure,
  type PrepareRequest,
  type Selection,
  type TileRun,
} from '../../contract/dashboard.ts';
import { ANALYSES } from '../../analyses/index.ts';
import { seenBy } from '../../crossfilter/selection.ts';
import type { Tile, TileBody } from '../../dashboard/dashboard.ts';

/** The analysis that figures and groups leave as. */
const METRIC = 'metric';
/** Its table. */
const CELLS = 'cells';

const PERIODS: Readonly<Record<DashboardGrain, string>> = {
  week: 'orderWeek',
  month: 'orderMonth',
  quarter: 'orderQuarter',
};

/** Name by which the analysis `metric` knows a dimension of a dashboard. */
function metricDimension(name: string, grain: DashboardGrain): string {
  return name === TIME_DIMENSION ? PERIODS[grain] : name;
}

/** Measures that the analysis always has, and that cannot be asked for. */
const ALWAYS: readonly DashboardMeasure[] = ['customers'];

function metricParams(
  dimensions: readonly string[],
  measures: readonly DashboardMeasure[],
  grain: DashboardGrain,
): TileRun['params'] {
  const asked = measures.filter((measure) => !ALWAYS.includes(measure));
  return {
    dimensions: dimensions.map((name) => metricDimension(name, grain)),
    // One figure at least is asked for; customers come with it.
    measures: asked.length === 0 ? ['orders'] : asked,
  };
}

/** A tile as it runs on the selected orders, and what of it is shown and leaves. */
export interface RunnableTile {
  readonly run: TileRun;
  readonly table: string;
  readonly view: string | null;
}

function viewOf(body: Extract<TileBody, { kind: 'groups' }>): string {
  if (body.dimensions.length > 1) return 'cross';
  return body.measures[0] === 'customers' ? 'customers' : 'measure';
}

/**
 * What a tile runs as when it is computed from the orders themselves: figures and groups as the analysis `metric`. The
 * conditions on its own dimensions are left out.
 *
 * @returns null for words and for cells, which no selection reaches
 */
export function runnableTile(
  { id, body }: Pick<Tile, 'id' | 'body'>,
  prepare: PrepareRequest,
  selection: Selection,
): RunnableTile | null {
  const { datasetId, grain } = prepare;
  const base = { datasetId, prepare, tile: id };
  switch (body.kind) {
    case 'figure': {
      const params = metricParams([TIME_DIMENSION], [body.measure], grain);
      const run = { ...base, selection, analysisId: METRIC, params };
      return { run, table: CELLS, view: body.measure === 'customers' ? 'customers' : 'measure' };
    }
    case 'groups': {
      const params = metricParams(body.dimensions, body.measures, grain);
      const run = { ...base, selection: seenBy(selection, body.dimensions), analysisId: METRIC, params };
      return { run, table: CELLS, view: viewOf(body) };
    }
    case 'analysis': {
      const { analysis, params, view } = body;
      const table = ANALYSES.find(({ id: known }) => known === analysis)?.views.find(
        (each) => each.id === view,
      )?.table;
      if (table === undefined) return null;
      return { run: { ...base, selection, analysisId: analysis, params }, table, view };
    }
    case 'cell':
    case 'text':
    case 'posture':
      return null;
  }
}
