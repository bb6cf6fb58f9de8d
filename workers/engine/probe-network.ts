import { PROBE_URL } from '../../src/contract/probe-address.ts';

/** Tries to reach another origin from this worker; true when the content security policy stopped it. */
export async function probeThisWorker(): Promise<boolean> {
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
