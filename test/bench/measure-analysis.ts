import { analyseOnce, loadApp } from './measure-app.ts';
import { cpuSeconds } from './cpu-time.ts';
import { openNative } from './native.ts';
import { emptyFolder, leaveRecorded, readRecorded } from './recorded.ts';
import { replayImport, replayStatements, type RecordedImport } from './replay.ts';
import type { Statement } from './statements.ts';
import { SET_PARAMS, type SetAnalysis, TEXTBOOK } from './textbook-analyses.ts';

/** One measurement of an analysis on a file of orders, in a process of its own. */
export interface AnalysisRequest {
  /** `app`: in the engine; `same` and `textbook`: on native DuckDB, on the tables that the app's import makes. */
  readonly kind: 'app' | 'same' | 'textbook';
  readonly analysis: SetAnalysis;
  readonly file: string;
  /** Folder in which the app leaves its statements for the others, and the slices of the file that they read. */
  readonly recorded: string;
}

/** How long it took; null where it failed. */
export interface AnalysisTimes {
  readonly seconds: number | null;
  readonly cpu: number | null;
  readonly failure?: string;
}

interface Recorded {
  readonly import: RecordedImport;
  readonly analysis: readonly Statement[];
}

async function app({ analysis, file, recorded }: AnalysisRequest): Promise<AnalysisTimes> {
  await emptyFolder(recorded);
  const loaded = await loadApp(file, 'rfm', recorded);
  const { seconds, cpu, statements } = await analyseOnce(loaded, analysis, SET_PARAMS[analysis]);
  await leaveRecorded(recorded, { import: loaded.imported, analysis: statements } satisfies Recorded);
  return { seconds, cpu };
}

async function natively({ kind, analysis, file, recorded }: AnalysisRequest): Promise<AnalysisTimes> {
  const statements = (await readRecorded(recorded)) as Recorded;
  const native = await openNative();
  await replayImport(native, statements.import, file, recorded);
  const cpu = cpuSeconds();
  let seconds = 0;
  if (kind === 'same') seconds = await replayStatements(native, statements.analysis, file, recorded);
  else for (const { text } of TEXTBOOK[analysis]) seconds += await native.time(text);
  return { seconds, cpu: cpuSeconds() - cpu };
}

const request = JSON.parse(process.argv[2] ?? '{}') as AnalysisRequest;
try {
  console.log(JSON.stringify(await (request.kind === 'app' ? app(request) : natively(request))));
} catch (thrown) {
  const failed: AnalysisTimes = {
    seconds: null,
    cpu: null,
    failure: thrown instanceof Error ? thrown.message : String(thrown),
  };
  console.log(JSON.stringify(failed));
}
process.exit();
