import type { EngineCheck } from '../../src/contract/engine-api.ts';
import { newId, type RunId } from '../../src/contract/ids.ts';
import { PROBE_URL } from './boot-browser.ts';
import { Run, type Database } from './database.ts';
import { probeDuckDbWorker } from './duckdb-shim.ts';
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

/** Tries to reach another origin from this worker; true when the content security policy stopped it. */
async function probeThisWorker(): Promise<boolean> {
  const scope = globalThis as unknown as EventTarget;
  let violations = 0;
  const count = (): void => {
    violations += 1;
  };
  scope.addEventListener('securitypolicyviolation', count);
  const refused = await fetch(PROBE_URL, { mode: 'no-cors' }).then(
    () => false,
    () => true,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  scope.removeEventListener('securitypolicyviolation', count);
  return refused && violations > 0;
}

/** Tries to reach another origin from both workers of the engine. */
export async function testNetwork(duckdbWorker: Worker): Promise<EngineCheck[]> {
  const inner = await probeDuckDbWorker(duckdbWorker);
  return [
    { group: 'network', name: 'engine worker', passed: await probeThisWorker() },
    { group: 'network', name: 'DuckDB worker', passed: inner.outcome === 'refused' && inner.violations > 0 },
  ];
}
