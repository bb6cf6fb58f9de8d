import { rm, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId, type DatasetId, type FileId, type TableId } from '../../src/contract/ids.ts';
import type { CustomerMerge } from '../../src/contract/merge.ts';
import { sql } from '../../src/contract/sql.ts';
import { phoneForm } from '../../src/data/phone-form.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { type Database, Run } from '../../workers/engine/database.ts';
import { memoryShelf } from '../../workers/engine/register-shelf.ts';
import { Workbench } from '../../workers/engine/workbench.ts';
import { MergeDesk } from '../../workers/merge/merge-desk.ts';
import { TablesDesk } from '../../workers/tables/tables-desk.ts';
import { policyOf } from '../privacy/tables.ts';
import { figure, type Figure } from './figures.ts';

const IDS = 300_000;
const ORDERS = 1_000_000;
const COUNTRY = 'DE';
/** Every third person has one id only; the others have two, tied by address or by number in turn. */
const MERGE: CustomerMerge = {
  rules: ['email', 'phone'],
  columns: [
    { relation: 'customer_details', column: 'email', use: 'email' },
    { relation: 'customer_details', column: 'phone', use: 'phone' },
  ],
  gmail: false,
  country: COUNTRY,
  mostShared: 10,
};

function idOf(at: number): string {
  return `C-${1_000_000 + at}`;
}

/** An id's address and number, written by each system in a way of its own. */
function detailsOf(at: number): string {
  const half = Math.floor(IDS / 2);
  const person = at % half;
  const second = at >= half;
  const tied = person % 3;
  const mail = tied === 1 || !second ? `person${person}@example.org` : `other${person}@example.org`;
  const number = String(1_000_000 + (tied === 2 || !second ? person : person + half)).padStart(7, '0');
  const phone = second ? `+49 151 ${number.padStart(8, '2')}` : `0151 ${number.padStart(8, '2')}`;
  return `${idOf(at)},${second ? mail.toUpperCase() : mail},${phone}`;
}

function ordersText(): string {
  const rows = Array.from({ length: ORDERS }, (_, at) => {
    const day = new Date(Date.UTC(2023, 0, 1 + (at % 700))).toISOString().slice(0, 10);
    return `${idOf((at * 7919) % IDS)},${day},${(at % 90) + 0.5}`;
  });
  return ['customer_id,order_date,amount', ...rows].join('\n');
}

function detailsText(): string {
  return ['customer_id,email,phone', ...Array.from({ length: IDS }, (_, at) => detailsOf(at))].join('\n');
}

/** The plain way: all rows are fetched, values brought to their forms one by one, and customers joined by a union-find. */
async function plainUnion(db: Database): Promise<number> {
  const rows = await db.columns(
    sql`SELECT customer_id, email, phone FROM memory.main.customer_details`,
    new Run(newId()),
  );
  const texts = (name: string): readonly (string | null)[] =>
    (rows[name] ?? []) as readonly (string | null)[];
  const parents = Int32Array.from(texts('customer_id'), (_, at) => at);
  const rootOf = (at: number): number => {
    let each = at;
    for (;;) {
      const parent = parents[each] ?? each;
      if (parent === each) return each;
      parents[each] = parents[parent] ?? parent;
      each = parent;
    }
  };
  let gone = 0;
  const join = (values: readonly (string | null)[]): void => {
    const first = new Map<string, number>();
    for (const [at, value] of values.entries()) {
      if (value === null) continue;
      const other = first.get(value);
      if (other === undefined) {
        first.set(value, at);
        continue;
      }
      const [one, two] = [rootOf(other), rootOf(at)];
      if (one === two) continue;
      parents[Math.max(one, two)] = Math.min(one, two);
      gone += 1;
    }
  };
  join(texts('email').map((value) => value?.normalize('NFC').trim().toLowerCase() ?? null));
  join(texts('phone').map((value) => (value === null ? null : phoneForm(value, COUNTRY))));
  return parents.length - gone;
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [seconds: number, result: T]> {
  const start = performance.now();
  const result = await work();
  return [(performance.now() - start) / 1000, result];
}

/** Customers of two systems with a table that ties them, loaded as the page loads them. */
async function start(db: Database, folder: string): Promise<{ desk: MergeDesk; datasetId: DatasetId }> {
  const bench = new Workbench({ db, compute: computeHere, shelf: memoryShelf() }, policyOf({}));
  const ground = (): Workbench['ground'] => bench.ground;
  const tables = new TablesDesk({ db, ground, file: (fileId) => bench.file(fileId) });
  const desk = new MergeDesk({ db, audit: bench.audit, ground, stand: (loaded) => bench.stand(loaded) });
  const opened = async (name: string, text: string): Promise<Awaited<ReturnType<Workbench['open']>>> => {
    const location = path.join(folder, name);
    await writeFile(location, text);
    return bench.open(new Run(newId()), newId<FileId>(), await fileOnDisk(location));
  };
  const orders = await opened('orders.csv', ordersText());
  const datasetId = newId<DatasetId>();
  const { fileId } = orders;
  await bench.load(new Run(newId()), { fileId, datasetId, mapping: suggestMapping(orders), rules: {} });
  const details = await opened('details.csv', detailsText());
  await tables.load(new Run(newId()), {
    fileId: details.fileId,
    tableId: newId<TableId>(),
    appendTo: null,
    mapping: {
      kind: 'customers',
      roles: { customerId: 'customer_id', email: 'email', phone: 'phone' },
      extras: [],
      formats: { phone: { kind: 'text' } },
      currency: null,
      utcOffset: null,
    },
  });
  return { desk, datasetId };
}

/**
 * Merging customers by address and phone number: working out who is one with whom, against a plain union-find over rows
 * fetched from the same engine, and having them be one in the orders.
 *
 * @throws RangeError where the two ways find other numbers of customers
 */
export async function benchMerge(repeats: number): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'merge-bench-'));
  const db = await bootNode();
  try {
    const { desk, datasetId } = await start(db, folder);
    const worked: number[] = [];
    const plain: number[] = [];
    const applied: number[] = [];
    const undone: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const run = new Run(newId());
      const [seconds, preview] = await timed(() => desk.preview(run, { merge: MERGE, reveal: null }));
      const [joining, customers] = await timed(() => plainUnion(db));
      if (customers !== preview.after) {
        throw new RangeError(`merged into ${preview.after} customers, by a plain union into ${customers}`);
      }
      const [applying] = await timed(() => desk.merge(run, datasetId, MERGE));
      const [undoing] = await timed(() => desk.merge(run, datasetId, null));
      worked.push(seconds);
      plain.push(joining);
      applied.push(applying);
      undone.push(undoing);
      await desk.forget(run);
    }
    const note = 'baseline: rows fetched, union-find in JavaScript';
    return [
      figure('merge: who is one, 300,000 ids', 's', worked, { baselines: plain, note }),
      figure('merge: applied to 1,000,000 orders', 's', applied),
      figure('merge: taken back', 's', undone),
    ];
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}
