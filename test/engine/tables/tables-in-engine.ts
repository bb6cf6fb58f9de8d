import { type FileId, newId, type TableId } from '../../../src/contract/ids.ts';
import type { CleaningReceipt, FilePreview } from '../../../src/contract/import.ts';
import { type Value, row } from '../../../src/contract/result-set.ts';
import type { Sql } from '../../../src/contract/sql.ts';
import {
  SIDE_ROLES,
  type SideKind,
  type SideMapping,
  type SideRole,
  type SideTable,
} from '../../../src/contract/tables.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import { memoryShelf } from '../../../workers/engine/register-shelf.ts';
import { Workbench } from '../../../workers/engine/workbench.ts';
import { TablesDesk } from '../../../workers/tables/tables-desk.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { startWorkbench, type Workbench as Files } from '../import/workbench.ts';

/** The mapping a user starts from for a kind of table: the suggested roles, and all other columns as extras. */
export function sideMapping({ kinds, columns }: FilePreview, kind: SideKind): SideMapping {
  const suggested = kinds.find((each) => each.kind === kind)?.roles ?? {};
  const roles: Partial<Record<SideRole, string>> = {};
  for (const role of SIDE_ROLES[kind]) {
    const column = suggested[role];
    if (column !== undefined) roles[role] = column;
  }
  const played = new Set(Object.values(roles));
  const extras = columns.map(({ name }) => name).filter((name) => !played.has(name));
  return { kind, roles, extras, formats: {}, currency: null, utcOffset: null };
}

/** A desk of tables on a workbench, with files made by a test. */
export class TablesInEngine {
  readonly files: Files;
  readonly bench: Workbench;
  readonly desk: TablesDesk;

  private constructor(files: Files, bench: Workbench) {
    this.files = files;
    this.bench = bench;
    this.desk = new TablesDesk({
      db: files.db,
      ground: () => bench.ground,
      file: (fileId) => bench.file(fileId),
    });
  }

  static async start(): Promise<TablesInEngine> {
    const files = await startWorkbench();
    return new TablesInEngine(
      files,
      new Workbench({ db: files.db, compute: computeHere, shelf: memoryShelf() }, policyOf({})),
    );
  }

  async open(text: string, name?: string): Promise<FilePreview> {
    return this.bench.open(newRun(), newId<FileId>(), await this.files.file(text, name));
  }

  /** Loads orders in place of those that are there. */
  async orders(text: string): Promise<CleaningReceipt> {
    const preview = await this.open(text);
    const mapping = suggestMapping(preview);
    return this.bench.load(newRun(), { fileId: preview.fileId, datasetId: newId(), mapping, rules: {} });
  }

  /** Loads a text as a table beside the orders, by suggestion where nothing else is said. */
  async table(
    text: string,
    kind: SideKind,
    { change = {}, tableId = newId<TableId>(), appendTo = null, name }: TableWish = {},
  ): Promise<SideTable> {
    const preview = await this.open(text, name);
    const mapping = { ...sideMapping(preview, kind), ...change };
    return this.desk.load(newRun(), { fileId: preview.fileId, tableId, mapping, appendTo });
  }

  /** Rows of a query. */
  async rows(query: Sql): Promise<readonly (readonly Value[])[]> {
    const found = await this.files.db.query(query, newRun());
    return Array.from({ length: found.rowCount }, (_, index) => row(found, index));
  }

  close(): Promise<void> {
    return this.files.close();
  }
}

interface TableWish {
  readonly change?: Partial<SideMapping>;
  readonly tableId?: TableId;
  readonly appendTo?: TableId | null;
  readonly name?: string;
}
