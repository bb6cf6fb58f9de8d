import { type AppError, toAppError } from '../../../src/contract/error.ts';
import { type CellId, type DatasetId, type FileId, newId } from '../../../src/contract/ids.ts';
import type { CellOutcome, InputValue } from '../../../src/contract/notebook.ts';
import type { Policy } from '../../../src/contract/privacy.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import type { RegisterDesk } from '../../../workers/engine/register-desk.ts';
import { memoryShelf } from '../../../workers/engine/register-shelf.ts';
import { Workbench } from '../../../workers/engine/workbench.ts';
import { NotebookDesk } from '../../../workers/notebook/notebook-desk.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { startWorkbench, type Workbench as Files } from '../import/workbench.ts';

/** Six orders of three customers in two countries. */
const ORDERS = `customer_id,order_date,amount,country
ann,2024-01-05,10.5,DE
ann,2024-02-05,20,DE
ben,2024-01-20,5,FR
ben,2024-03-01,7.25,FR
eve,2024-03-09,100,DE
eve,2024-03-10,1,`;

/** A notebook's desk on orders that were loaded as users load them. */
export class NotebookInEngine {
  readonly files: Files;
  readonly bench: Workbench;
  readonly desk: NotebookDesk;
  readonly datasetId: DatasetId;
  /** Policy of the desk; null: that of the workbench. */
  policy: Policy | null = null;
  /** Register of the desk; null: that of the workbench. */
  register: RegisterDesk | null = null;

  private constructor(files: Files, bench: Workbench, datasetId: DatasetId) {
    this.files = files;
    this.bench = bench;
    this.datasetId = datasetId;
    this.desk = new NotebookDesk(files.db, computeHere, () => {
      const { ground } = bench;
      return {
        ...ground,
        policy: this.policy ?? ground.policy,
        register: this.register ?? ground.register,
      };
    });
  }

  static async start(policy = policyOf({})): Promise<NotebookInEngine> {
    const files = await startWorkbench();
    const bench = new Workbench({ db: files.db, compute: computeHere, shelf: memoryShelf() }, policy);
    const notebook = new NotebookInEngine(files, bench, newId<DatasetId>());
    await notebook.load(ORDERS);
    return notebook;
  }

  /** Loads other orders in place of those. */
  async load(csv: string): Promise<void> {
    const fileId = newId<FileId>();
    const preview = await this.bench.open(newRun(), fileId, await this.files.file(csv));
    const mapping = suggestMapping(preview);
    await this.bench.load(newRun(), { fileId, datasetId: this.datasetId, mapping, rules: {} });
  }

  /** Runs a SQL cell, whose id is its name. */
  async run(
    name: string,
    sql: string,
    inputs: Readonly<Record<string, InputValue>> = {},
  ): Promise<Extract<CellOutcome, { kind: 'sql' }>> {
    const cell = name as CellId;
    const { datasetId } = this;
    const outcome = await this.desk.run(newRun(), { kind: 'sql', cell, datasetId, name, sql, inputs });
    if (outcome.kind !== 'sql') throw new RangeError('a SQL cell ends as one');
    return outcome;
  }

  /** Runs a SQL cell; its error, or null. */
  async failure(sql: string, inputs: Readonly<Record<string, InputValue>> = {}): Promise<AppError | null> {
    try {
      await this.run('tried', sql, inputs);
      return null;
    } catch (thrown) {
      return toAppError(thrown);
    }
  }

  close(): Promise<void> {
    return this.files.close();
  }
}
