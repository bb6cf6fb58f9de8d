import { appError, AppFailure } from '../../src/contract/error.ts';
import type { FileId, RunId, TableId } from '../../src/contract/ids.ts';
import type { FilePreview } from '../../src/contract/import.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import {
  SIDE_ROLES,
  type KeyMatch,
  type LoadTableRequest,
  type SchemaDifference,
  type SideMapping,
  type SideTable,
} from '../../src/contract/tables.ts';
import { reconcile, type SchemaColumn } from '../../src/data/schema-differences.ts';
import { Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { keyMatch } from './key-match.ts';
import { pseudonymiseSideRows } from './pseudonymise-side-rows.ts';
import { dropNextRows, NEXT_ROWS, readSideRows, type SideRows } from './read-side-rows.ts';
import { furtherColumns, type SideColumn, sideColumns } from './side-columns.ts';
import { storedRows, type HeldTable, type SideStore } from './side-store.ts';
import type { TablesBench } from './tables-desk.ts';

/** The columns of a file as they are compared with those of another. */
function schemaOf(preview: FilePreview, mapping: SideMapping): readonly SchemaColumn[] {
  return preview.columns.map(({ name, format, histogram }) => ({
    name,
    kind: (mapping.formats[name] ?? format).kind,
    role: SIDE_ROLES[mapping.kind].find((role) => mapping.roles[role] === name) ?? null,
    histogram,
  }));
}

/** How the columns of a file become those of a table. */
interface Fit {
  readonly columns: readonly SideColumn[];
  readonly schema: readonly SchemaColumn[];
  readonly differences: readonly SchemaDifference[];
}

function fitOf(preview: FilePreview, mapping: SideMapping, held: HeldTable | null): Fit {
  const schema = schemaOf(preview, mapping);
  if (held === null) return { columns: sideColumns(preview, mapping), schema, differences: [] };
  const { differences, matches } = reconcile(held.schema, schema);
  return {
    columns: furtherColumns(preview, mapping, held.columns, matches),
    schema: held.schema,
    differences,
  };
}

/** What a table is made of, beside its names. */
type Contents = Pick<
  HeldTable,
  'files' | 'rows' | 'setAside' | 'endsUnread' | 'columns' | 'schema' | 'differences'
>;

const NOTHING: Contents = {
  files: [],
  rows: 0,
  setAside: 0,
  endsUnread: 0,
  columns: [],
  schema: [],
  differences: [],
};

/** A table with the rows of one more file. */
function grown(before: Contents, fit: Fit, file: string, read: SideRows): Contents {
  const known = new Set(before.columns.map(({ name }) => name));
  return {
    files: [...before.files, file],
    rows: before.rows + read.rows,
    setAside: before.setAside + read.setAside,
    endsUnread: before.endsUnread + read.endsUnread,
    columns: [...before.columns, ...fit.columns.filter(({ name }) => !known.has(name))],
    schema: fit.schema,
    differences: [...before.differences, ...fit.differences],
  };
}

/** The tables beside the orders. */
export class SideTables {
  readonly #bench: TablesBench;
  /** How tables are tied to the orders, as long as neither changes. */
  #matches: {
    readonly version: number;
    readonly loaded: LoadedOrders | null;
    readonly of: Map<TableId, KeyMatch>;
  } | null = null;

  constructor(bench: TablesBench) {
    this.#bench = bench;
  }

  get #store(): SideStore {
    return this.#bench.ground().sides;
  }

  /**
   * Loads an open file as a table, or adds its rows to one. What was there stays until all of it has succeeded.
   *
   * @throws AppFailure `mapping.unknownColumn`, `mapping.noRowsLeft`, `file.*`, `engine.*`
   */
  async load(run: Run, request: LoadTableRequest): Promise<SideTable> {
    const { db } = this.#bench;
    const opened = this.#bench.file(request.fileId);
    const { mapping, appendTo } = request;
    const held = appendTo === null ? null : this.#held(appendTo);
    const fit = fitOf(opened.preview, mapping, held);
    const { columns } = fit;
    if (columns.length === 0) throw new AppFailure(appError('mapping.missingRole', { roles: 'customerId' }));
    try {
      const read = await readSideRows(db, run, opened, mapping, columns);
      if (read.rows === 0) throw new AppFailure(appError('mapping.noRowsLeft', { read: read.setAside }));
      await pseudonymiseSideRows(db, run, opened.preview, mapping, columns);
      run.check();
      const tableId = held?.tableId ?? request.tableId;
      const table: HeldTable = {
        ...grown(held ?? NOTHING, fit, opened.preview.name, read),
        tableId,
        kind: mapping.kind,
        relation: this.#store.relationFor(mapping.kind, tableId),
        stored: await this.#keep(run, held),
      };
      await this.#store.put(table, this.#bench.ground().loaded);
      return await this.#told(new Run(run.id), table);
    } finally {
      await dropNextRows(db);
    }
  }

  /** Gives the rows that were read a place of their own, behind those of the table they are added to. */
  async #keep(run: Run, held: HeldTable | null): Promise<string> {
    const { db } = this.#bench;
    const stored = this.#store.newName();
    try {
      if (held === null) {
        await db.query(sql`ALTER TABLE ${NEXT_ROWS} RENAME TO ${identifier(stored)}`, run);
      } else {
        await db.query(
          sql`CREATE TABLE ${storedRows(stored)} AS SELECT * FROM ${storedRows(held.stored)}
            UNION ALL BY NAME SELECT * FROM ${NEXT_ROWS}`,
          run,
        );
      }
      run.check();
      return stored;
    } catch (thrown) {
      await db.query(sql`DROP TABLE IF EXISTS ${storedRows(stored)}`, new Run('forget' as RunId));
      throw thrown;
    }
  }

  async drop(_run: Run, tableId: TableId): Promise<void> {
    await this.#store.drop(tableId);
  }

  /** All tables, with how they are tied to the orders now. */
  async all(run: Run): Promise<readonly SideTable[]> {
    await this.#store.ensure(this.#bench.ground().loaded);
    const told: SideTable[] = [];
    for (const table of this.#store.all) told.push(await this.#told(run, table));
    return told;
  }

  /** How a file differs from the table it would be added to. */
  differences(
    _run: Run,
    fileId: FileId,
    tableId: TableId,
    mapping: SideMapping,
  ): Promise<readonly SchemaDifference[]> {
    return Promise.resolve().then(() => {
      const { preview } = this.#bench.file(fileId);
      return reconcile(this.#held(tableId).schema, schemaOf(preview, mapping)).differences;
    });
  }

  #held(tableId: TableId): HeldTable {
    const held = this.#store.get(tableId);
    if (held === undefined) throw new AppFailure(appError('file.gone', { name: 'the table' }));
    return held;
  }

  async #told(run: Run, table: HeldTable): Promise<SideTable> {
    const { tableId, kind, relation, files, rows, setAside, endsUnread, columns, differences } = table;
    return {
      tableId,
      kind,
      relation,
      files,
      rows,
      setAside,
      endsUnread,
      columns: columns.map(({ name, role, type }) => ({ name, role, type })),
      match: await this.#matchOf(run, table),
      differences,
    };
  }

  async #matchOf(run: Run, table: HeldTable): Promise<KeyMatch | null> {
    const { loaded } = this.#bench.ground();
    if (loaded === null || !table.columns.some(({ role }) => role === 'customerId')) return null;
    const { version } = this.#store;
    if (this.#matches?.version !== version || this.#matches.loaded !== loaded) {
      this.#matches = { version, loaded, of: new Map() };
    }
    const known = this.#matches.of.get(table.tableId);
    if (known !== undefined) return known;
    const match = await keyMatch(this.#bench.db, run, table);
    this.#matches.of.set(table.tableId, match);
    return match;
  }
}
