import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { toAppError } from '../../src/contract/error.ts';
import { newId, type DatasetId } from '../../src/contract/ids.ts';
import type { CellRun, SqlInspection } from '../../src/contract/notebook.ts';
import { generateOrders } from '../../src/data/sample/generate-orders.ts';
import { SAMPLE_OPTIONS } from '../../src/data/sample/options.ts';
import type { Cell } from '../../src/document/cell.ts';
import { referencesOf } from '../../src/document/references.ts';
import { isReady, notebookOf, TEMPLATES } from '../../src/document/templates/index.ts';
import { TRADES } from '../../src/document/templates/trades.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { inspectSql } from '../../src/query/inspect-sql.ts';
import { graphOf } from '../../src/reactive/graph.ts';
import { inputsOfDocument, runOf } from '../../src/state/notebook/runnable-cell.ts';
import { fileOnDisk } from '../../workers/engine/boot-node.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import type { FileSource } from '../../workers/engine/database.ts';
import { Workbench } from '../../workers/engine/workbench.ts';
import { NotebookDesk } from '../../workers/notebook/notebook-desk.ts';
import { newRun } from '../analyses/orders-in-engine.ts';
import { policyOf } from '../privacy/tables.ts';
import { startWorkbench, type Workbench as Files } from './import/workbench.ts';

const CDNOW = '../shared/data/cdnow/CDNOW_sample.txt';
const translate = createTranslate('en', english);
const CASES = TEMPLATES.flatMap((template) => TRADES.map((trade) => ({ template, trade })));

/** Orders in the engine, and a notebook's desk on them. */
class Shop {
  readonly desk: NotebookDesk;
  readonly datasetId = newId<DatasetId>();
  readonly #bench: Workbench;
  /** What each cell has been run as, so that what trades have in common runs once. */
  readonly #ran = new Map<string, string>();

  constructor(files: Files) {
    this.#bench = new Workbench({ db: files.db, compute: computeHere }, policyOf({ unverified: true }));
    this.desk = new NotebookDesk(files.db, computeHere, () => this.#bench.ground);
  }

  /** Lets only figures out whose customers were counted, as most policies do. */
  onlyVerified(): void {
    this.#bench.setPolicy(policyOf({}));
  }

  async load(source: FileSource): Promise<void> {
    await this.#bench.loadSample(newRun(), this.datasetId, source);
  }

  /** The notebook of a template, for this data. */
  notebook({ template, trade }: (typeof CASES)[number]): readonly Cell[] {
    const { loaded } = this.#bench.ground;
    if (loaded === null) throw new RangeError('no orders are loaded');
    const data = boundDataOf(loaded.receipt);
    if (!isReady(template, data.roles)) throw new RangeError(`${template.id} is not ready`);
    return notebookOf(template, { ...data, translate, trade }).cells;
  }

  /** Runs every cell, what is read before what reads it. Names and errors of those that fail. */
  async run(cells: readonly Cell[]): Promise<readonly string[]> {
    const inspected = new Map<string, SqlInspection>(
      cells.flatMap((cell) => (cell.kind === 'sql' ? [[cell.id, inspectSql(cell.sql)] as const] : [])),
    );
    const nodes = cells.map((cell) => ({
      id: cell.id,
      ...referencesOf(cell, inspected.get(cell.id) ?? null),
    }));
    const graph = graphOf(nodes, ['orders', 'customers']);
    const inputs = inputsOfDocument(cells);
    const failed = [...graph.missing].map(([id, names]) => `${id} reads ${names.join()}`);
    for (const id of graph.order) {
      const cell = cells.find((each) => each.id === id);
      const run = cell === undefined ? null : runOf(cell, inspected.get(id) ?? null, this.datasetId, inputs);
      const name = cell === undefined || cell.kind === 'text' ? '' : cell.name;
      const fault = run === null ? null : await this.#runOnce(name, run, cells, graph.reads.get(id) ?? []);
      if (fault !== null) failed.push(`${name}: ${fault}`);
    }
    return failed;
  }

  async #runOnce(
    name: string,
    run: CellRun,
    cells: readonly Cell[],
    reads: readonly string[],
  ): Promise<string | null> {
    const read = cells.flatMap((cell) =>
      reads.includes(cell.id) && cell.kind !== 'text' ? [this.#ran.get(cell.name) ?? ''] : [],
    );
    const as = JSON.stringify([{ ...run, cell: name }, read]);
    if (this.#ran.get(name) === as) return null;
    try {
      await this.desk.run(newRun(), { ...run, cell: name } as CellRun);
      this.#ran.set(name, as);
      return null;
    } catch (thrown) {
      const error = toAppError(thrown);
      return `${error.code} ${JSON.stringify(error.params)}`;
    }
  }
}

/** Results of SQL that the gate does not let out, and why. */
async function refused(shop: Shop, cells: readonly Cell[]): Promise<readonly string[]> {
  const reasons: string[] = [];
  for (const cell of cells) {
    if (cell.kind !== 'sql' || cell.declaration === null) continue;
    const { name, declaration } = cell;
    const answer = await shop.desk.preview(newRun(), {
      cell: name as typeof cell.id,
      relation: name,
      declaration,
      format: 'csv',
      choice: null,
      view: null,
      range: null,
      locale: 'en',
      theme: 'light',
    });
    if (!answer.ok) reasons.push(`${name}: ${answer.error.code}`);
  }
  return reasons;
}

/** Orders like the sample's, a quarter as many. */
const ORDERS = 12_500;

let files: Files;
beforeAll(async () => {
  files = await startWorkbench();
});
afterAll(() => files.close());

describe('on the sample, the template', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = new Shop(files);
    const sample = [...generateOrders({ ...SAMPLE_OPTIONS, orders: ORDERS })].join('');
    await shop.load(await files.file(sample, 'sample.csv'));
  });

  it.each(CASES)('$template.id for $trade runs to its end, and what it declares can leave', async (each) => {
    const cells = shop.notebook(each);
    expect(await shop.run(cells)).toEqual([]);
    expect(await refused(shop, cells)).toEqual([]);
  });

  it('declares what only leaves where the policy takes a writer at their word', async () => {
    shop.onlyVerified();
    const [first] = CASES;
    if (first === undefined) throw new RangeError('there are no templates');
    const cells = shop.notebook(first);
    await shop.run(cells);
    const reasons = await refused(shop, cells);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.filter((reason) => !reason.endsWith('gate.unverified'))).toEqual([]);
  });
});

describe.skipIf(!existsSync(CDNOW))('on CDNOW (skipped where ../shared is absent), the template', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = new Shop(files);
    await shop.load(await fileOnDisk(CDNOW));
  });

  it.each(CASES)('$template.id for $trade runs to its end', async (each) => {
    expect(await shop.run(shop.notebook(each))).toEqual([]);
  });
});
