import { readFile, writeFile } from 'node:fs/promises';
import { analyseOnce, loadApp } from './measure-app.ts';
import { cpuSeconds } from './cpu-time.ts';
import { openNative } from './native.ts';
import { replayStatements } from './replay.ts';
import type { Statement } from './statements.ts';
import { SET_PARAMS, type SetAnalysis, TEXTBOOK } from './textbook-analyses.ts';

/** One measurement of an analysis on a file of orders, in a process of its own. */
export interface AnalysisRequest {
  /** `app`: in the engine; `same` and `textbook`: on native DuckDB, on the tables that the app's import makes. */
  readonly kind: 'app' | 'same' | 'textbook';
  readonly analysis: SetAnalysis;
  readonly file: string;
  /** Where the app leaves its statements for the others. */
  readonly statements: string;
}

/** How long it took; null where it failed. */
export interface AnalysisTimes {
  readonly seconds: number | null;
  readonly cpu: number | null;
  readonly failure?: string;
}

interface Recorded {
  readonly import: readonly Statement[];
  readonly analysis: readonly Statement[];
}

async function app({ analysis, file, statements }: AnalysisRequest): Promise<AnalysisTimes> {
  const loaded = await loadApp(file, 'rfm');
  const { seconds, cpu, statements: made } = await analyseOnce(loaded, analysis, SET_PARAMS[analysis]);
  const recorded: Recorded = { import: loaded.importStatements, analysis: made };
  await writeFile(statements, JSON.stringify(recorded, null, 2));
  return { seconds, cpu };
}

async function natively({ kind, analysis, file, statements }: AnalysisRequest): Promise<AnalysisTimes> {
  const recorded = JSON.parse(await readFile(statements, 'utf8')) as Recorded;
  const native = await openNative();
  await native.time("ATTACH ':memory:' AS data (COMPRESS)");
  await replayStatements(native, recorded.import, file);
  const cpu = cpuSeconds();
  let seconds = 0;
  if (kind === 'same') seconds = await replayStatements(native, recorded.analysis, file);
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
