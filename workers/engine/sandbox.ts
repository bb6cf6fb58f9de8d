import { PROBE_URL } from '../../src/contract/probe-address.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';

/** Folder of the engine's virtual file system that SQL may read while a file is being loaded. */
export const IMPORT_FOLDER = 'import/';

/** Database that holds what was loaded, compressed in memory; DuckDB's own one holds what is derived from it. */
export const DATA_DATABASE = 'data';

/**
 * Statements that close the sandbox. All of them are one-way: after the last, no SQL can load an extension,
 * reach the network, read a file outside {@link IMPORT_FOLDER} or change a setting. (facts: DuckDB fetches
 * extensions from a remote host by itself unless told not to.)
 */
export const SANDBOX: readonly Sql[] = [
  sql`SET autoload_known_extensions = false`,
  sql`SET autoinstall_known_extensions = false`,
  sql`SET allow_community_extensions = false`,
  sql`ATTACH ':memory:' AS data (COMPRESS)`,
  sql`SET allowed_directories = ['import/']`,
  sql`SET enable_external_access = false`,
  sql`SET preserve_insertion_order = true`,
  // Customers have small integer keys: grouping by them in an array of up to 2^22 slots takes half the time.
  sql`SET perfect_ht_threshold = 22`,
  sql`SET lock_configuration = true`,
];

/** A statement the sandbox must refuse, or must allow, and what it shows. */
export interface SandboxProbe {
  readonly name: string;
  readonly statement: Sql;
  readonly refused: boolean;
}

/** What the self-test tries. */
export const PROBES: readonly SandboxProbe[] = [
  {
    name: 'read a remote file',
    statement: sql`SELECT * FROM read_csv(${`${PROBE_URL}a.csv`})`,
    refused: true,
  },
  {
    name: 'attach a remote database',
    statement: sql`ATTACH ${`${PROBE_URL}a.db`} AS leak`,
    refused: true,
  },
  { name: 'load an extension', statement: sql`LOAD httpfs`, refused: true },
  {
    name: 'read a file outside the import folder',
    statement: sql`SELECT * FROM read_text('secret.txt')`,
    refused: true,
  },
  { name: 'write a file', statement: sql`COPY (SELECT 1) TO 'leak.csv'`, refused: true },
  { name: 'undo the sandbox', statement: sql`SET enable_external_access = true`, refused: true },
  { name: 'unlock the configuration', statement: sql`SET lock_configuration = false`, refused: true },
  { name: 'ordinary SQL', statement: sql`SELECT 1 AS one`, refused: false },
];
