import type { EngineCheck } from '../../src/contract/engine-api.ts';
import { newId, type RunId } from '../../src/contract/ids.ts';
import type { ComputeWorkers } from './compute-workers.ts';
import { Run, type Database } from './database.ts';
import { probeDuckDbWorker } from './duckdb-shim.ts';
import { probeThisWorker } from './probe-network.ts';
import { PROBES } from './sandbox.ts';

/** Tries every probe of the sandbox on a running engine. */
export async function testSandbox(database: Database): Promise<EngineCheck[]> {
  const run = new Run(newId<RunId>());
  const checks: EngineCheck[] = [];
  for (const probe of PROBES) {
    const refused = await database.query(probe.statement, run).then(
      () => false,
      () => true,
    );
    checks.push({ group: 'sandbox', name: probe.name, passed: refused === probe.refused });
  }
  return checks;
}

/** Tries to reach another origin from every worker. */
export async function testNetwork(duckdbWorker: Worker, compute: ComputeWorkers): Promise<EngineCheck[]> {
  const inner = await probeDuckDbWorker(duckdbWorker);
  return [
    { group: 'network', name: 'engine worker', passed: await probeThisWorker() },
    { group: 'network', name: 'DuckDB worker', passed: inner.outcome === 'refused' && inner.violations > 0 },
    { group: 'network', name: 'compute worker', passed: await compute.probeNetwork() },
  ];
}
