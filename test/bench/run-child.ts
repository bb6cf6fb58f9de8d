import { spawn } from 'node:child_process';

/**
 * Measures once, in a new process started the way this one was, so that no measurement inherits another's memory.
 *
 * @param script path of a script that takes its request as JSON and prints what it measured as JSON
 * @returns what it printed; null when it ended without
 */
export function runChild(script: string, request: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, script, JSON.stringify(request)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', () => {
      const line = output.trimEnd().split('\n').at(-1) ?? '';
      resolve(line.startsWith('{') ? (JSON.parse(line) as unknown) : null);
    });
  });
}
