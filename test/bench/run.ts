import { open } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchAnalyses } from './analysis-bench.ts';
import { benchAnonymity } from './anonymity-bench.ts';
import { needBuiltApp } from './built-app.ts';
import { benchDashboard } from './dashboard-bench.ts';
import { benchEngine } from './engine-bench.ts';
import { keep, table, type Figure } from './figures.ts';
import { benchGate } from './gate-bench.ts';
import { benchMerge } from './merge-bench.ts';
import { ordersFile } from './orders-file.ts';
import { benchSnapshot } from './snapshot-bench.ts';
import { SET_ANALYSES } from './textbook-analyses.ts';
import { benchValue } from './value-bench.ts';

const USAGE = `npm run bench -- [options]

Measures import, RFM, cohorts, key figures, dashboards and notebooks of 10 million orders and the value of a million customers,
and prints a table and JSON lines (also kept in bench-results/).

  --orders N     orders in the file (default 10000000)
  --repeats N    how often each is measured; medians are printed (default 3)
  --customers N  simulated customers that are valued (default 1000000)
  --rows N       orders of the files whose import is measured (default 10000000); the sheet has 300000 at most
  --only WHAT    engine (import and RFM under Node), cohorts, kpi, dashboard (under Node, then in Chromium), snapshot, clv,
                 gate, merge, anonymity, anonymise, snapshot-open (Chromium), import (four formats), page or notebook (Chromium,
                 need npm run build); several with commas; default: all
  --columns SET  rfm (customer, date, amount), roles (all columns with a role) or both (default)
  --dist DIR     the built app (default dist)`;

/** Reads the file once, so that the first measurement does not pay for the disk. */
async function warm(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(8 * 1024 * 1024);
    while ((await handle.read(buffer, 0, buffer.length)).bytesRead > 0);
  } finally {
    await handle.close();
  }
}

function whole(name: string, text: string): number {
  const number = Number(text.replaceAll(/[_,]/gu, ''));
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} takes a whole number above 0`);
  return number;
}

/** What needs no file of orders, or makes one of its own. */
function withoutFile({
  orders,
  repeats,
  customers,
}: {
  readonly orders: number;
  readonly repeats: number;
  readonly customers: number;
}): Readonly<Record<string, () => Promise<Figure[]>>> {
  return {
    // A file of its own, with other customers.
    dashboard: () => benchDashboard(orders),
    snapshot: () => benchSnapshot(orders),
    clv: () => benchValue(repeats, customers),
    gate: () => benchGate(repeats),
    merge: () => benchMerge(repeats),
    anonymity: () => benchAnonymity(repeats),
    // Only now: they need a browser.
    anonymise: async () => (await import('./anonymise-bench.ts')).benchAnonymise(repeats),
    'snapshot-open': async () => (await import('./snapshot-open-bench.ts')).benchSnapshotOpen(repeats),
  };
}

interface Built {
  readonly file: string;
  readonly orders: number;
  /** Orders of the files whose import is measured. */
  readonly rows: number;
  readonly root: string;
  readonly repeats: number;
}

/** What needs the built app; loaded only then, so that the engine can be measured where there is no browser. */
const IN_CHROMIUM: Readonly<Record<string, (built: Built) => Promise<Figure[]>>> = {
  import: async (built) => (await import('./import-bench.ts')).benchImport(built),
  page: async (built) => (await import('./page-bench.ts')).benchPage(built),
  dashboard: async (built) => (await import('./dashboard-page-bench.ts')).benchDashboardInPage(built),
  notebook: async (built) => (await import('./notebook-bench.ts')).benchNotebook(built),
};

async function benchBuilt(wanted: ReadonlySet<string>, built: Built): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [part, bench] of Object.entries(IN_CHROMIUM)) {
    if (wanted.has(part)) figures.push(...(await bench(built)));
  }
  return figures;
}

/** Parts that do not need the usual file of orders. */
const WITHOUT_FILE: readonly string[] = [
  ...Object.keys(withoutFile({ orders: 0, repeats: 0, customers: 0 })),
  'import',
];
/** What can be measured by itself. */
const PARTS: readonly string[] = [
  ...new Set(['engine', ...SET_ANALYSES, ...WITHOUT_FILE, ...Object.keys(IN_CHROMIUM)]),
];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      orders: { type: 'string', default: '10000000' },
      repeats: { type: 'string', default: '3' },
      rows: { type: 'string', default: '10000000' },
      customers: { type: 'string', default: '1000000' },
      only: { type: 'string' },
      columns: { type: 'string', default: 'both' },
      dist: { type: 'string', default: 'dist' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const wanted = new Set(values.only === undefined ? PARTS : values.only.split(','));
  if (![...wanted].every((part) => PARTS.includes(part))) {
    throw new RangeError(`--only takes ${PARTS.join(', ')}`);
  }
  if (!['rfm', 'roles', 'both'].includes(values.columns)) {
    throw new RangeError('--columns takes rfm, roles or both');
  }
  const orders = whole('orders', values.orders);
  const repeats = whole('repeats', values.repeats);
  const sets = (['rfm', 'roles'] as const).filter(
    (set) => values.columns === set || values.columns === 'both',
  );
  const rows = whole('rows', values.rows);
  const customers = whole('customers', values.customers);
  // Said at once: making and reading the file takes minutes.
  if (Object.keys(IN_CHROMIUM).some((part) => wanted.has(part))) needBuiltApp(values.dist);
  const needsFile = [...wanted].some((part) => !WITHOUT_FILE.includes(part));
  const file = needsFile ? await ordersFile(orders) : '';
  if (needsFile) await warm(file);

  const at = new Date();
  const figures: Figure[] = [];
  if (wanted.has('engine')) figures.push(...(await benchEngine({ file, orders, repeats, columns: sets })));
  const analyses = SET_ANALYSES.filter((analysis) => wanted.has(analysis));
  figures.push(...(await benchAnalyses({ file, repeats, analyses })));
  for (const [part, bench] of Object.entries(withoutFile({ orders, repeats, customers }))) {
    if (wanted.has(part)) figures.push(...(await bench()));
  }
  figures.push(...(await benchBuilt(wanted, { file, orders, rows, root: values.dist, repeats })));

  const load = os.loadavg().map((each) => each.toFixed(1));
  console.log(
    `\n${needsFile ? `${orders.toLocaleString('en')} orders, ` : ''}medians of ${repeats}; ${os.cpus().length} × ` +
      `${os.cpus()[0]?.model.trim() ?? 'unknown'}, load ${load.join(' ')}\n`,
  );
  console.log(table(figures) + '\n');
  for (const each of figures) console.log(JSON.stringify(each));
  console.log(`\nkept in ${await keep(figures, at)}`);
}

try {
  await main();
} catch (thrown) {
  console.error(`bench: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exitCode = 1;
}
