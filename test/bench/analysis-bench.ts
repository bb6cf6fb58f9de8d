import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure, median, type Figure } from './figures.ts';
import type { AnalysisRequest, AnalysisTimes } from './measure-analysis.ts';
import { runChild } from './run-child.ts';
import type { SetAnalysis } from './textbook-analyses.ts';

/** What is measured. */
export interface AnalysisBench {
  readonly file: string;
  readonly repeats: number;
  readonly analyses: readonly SetAnalysis[];
}

const MEASURE = fileURLToPath(new URL('./measure-analysis.ts', import.meta.url));

const TITLES: Readonly<Record<SetAnalysis, string>> = { cohorts: 'cohort matrix', kpi: 'key figures' };
const KINDS = ['app', 'same', 'textbook'] as const;
const BASELINES = {
  same: 'the same SQL on native DuckDB',
  textbook: 'textbook SQL on native DuckDB',
} as const;

/** Most that an analysis may take as a multiple of native DuckDB. */
const GOAL = 1.3;

/**
 * Measures analyses that are sets of SQL in the engine under Node, against native DuckDB on one thread: the app's own
 * statements, and those of a textbook. The import is not counted. All take turns, so that a busy machine is busy for
 * all.
 */
export async function benchAnalyses({ file, repeats, analyses }: AnalysisBench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const analysis of analyses) {
    const recorded = path.resolve('.cache', `bench-statements-${analysis}`);
    const taken: Record<AnalysisRequest['kind'], AnalysisTimes[]> = { app: [], same: [], textbook: [] };
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      for (const kind of KINDS) {
        const request: AnalysisRequest = { kind, analysis, file, recorded };
        const failed: AnalysisTimes = { seconds: null, cpu: null, failure: 'ended without figures' };
        const times = ((await runChild(MEASURE, request)) as AnalysisTimes | null) ?? failed;
        taken[kind].push(times);
        console.error(`${TITLES[analysis]}, ${kind} ${repeat} of ${repeats}: ${JSON.stringify(times)}`);
      }
    }
    await rm(recorded, { recursive: true, force: true });
    const of = (kind: AnalysisRequest['kind'], key: 'seconds' | 'cpu'): number[] =>
      taken[kind].flatMap((each) => each[key] ?? []);
    for (const kind of ['same', 'textbook'] as const) {
      const failure = [...taken.app, ...taken[kind]].find((each) => each.failure !== undefined)?.failure;
      const [mine, other] = [median(of('app', 'cpu')), median(of(kind, 'cpu'))];
      const inCpu = mine === null || other === null ? '' : `in processor time ${(mine / other).toFixed(2)}`;
      figures.push(
        figure(`${TITLES[analysis]}, to ${BASELINES[kind]}`, 's', of('app', 'seconds'), {
          baselines: of(kind, 'seconds'),
          goal: GOAL,
          note: failure ?? inCpu,
        }),
      );
    }
  }
  return figures;
}
