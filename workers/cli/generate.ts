import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readArguments, USAGE } from './generate-arguments.ts';
import { writeOrders, type Written } from './generate-files.ts';

const PHASES: Record<Written['phase'], string> = {
  planning: 'counting customers and orders',
  orders: 'writing orders',
  truth: 'writing the truth',
};

/** One line on stderr that is written over; only line ends where stderr is no terminal. */
function progress(): (written: Written) => void {
  let said = 0;
  let phase = '';
  return (written) => {
    const now = Date.now();
    if (written.phase === phase && now - said < (process.stderr.isTTY ? 200 : 5000)) return;
    said = now;
    phase = written.phase;
    const size = written.bytes === 0 ? '' : `, ${Math.round(written.bytes / 1e6)} MB`;
    process.stderr.write(
      `${process.stderr.isTTY ? '\r\u001b[K' : ''}${PHASES[phase as Written['phase']]}${size}`,
    );
    if (!process.stderr.isTTY) process.stderr.write('\n');
  };
}

async function main(): Promise<void> {
  const request = readArguments(process.argv.slice(2));
  if (request.kind === 'help') {
    console.log(USAGE);
    return;
  }
  const folder = path.dirname(path.resolve(request.out));
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() !== true) throw new Error(`there is no folder ${folder}`);

  const started = performance.now();
  const counts = await writeOrders(request.options, request.out, progress());
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const { size } = await stat(request.out);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const number = new Intl.NumberFormat('en');
  console.log(
    `${request.out}: ${number.format(counts.orders)} synthetic orders (${number.format(counts.cancelledOrders)} ` +
      `cancelled) of ${number.format(counts.customers)} customers in ${number.format(counts.rows)} rows, ` +
      `${number.format(Math.round(size / 1e6))} MB, ${seconds} s`,
  );
  console.log(`${request.out}.truth.json, ${request.out}.truth.customers.csv: the true parameters`);
}

try {
  await main();
} catch (thrown) {
  console.error(`generate: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  console.error('npm run generate -- --help lists the options');
  process.exitCode = 1;
}
