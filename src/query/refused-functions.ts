/**
 * Functions of DuckDB by what a cell may do with them. Everything that stands for a table has to be allowed by name;
 * of the others, those are refused that change the engine, read its surroundings, or run text as SQL. A test holds both
 * lists against what the engine has.
 */

/** Functions that may stand in the place of a table: they make rows out of their arguments. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
  'generate_series',
  'generate_subscripts',
  'histogram',
  'histogram_values',
  'range',
  'repeat',
  'repeat_row',
  'summary',
  'unnest',
]);

/** Functions in the place of a table that read or change the engine, or run text as SQL. */
export const ENGINE_TABLES: ReadonlySet<string> = new Set([
  'arrow_scan',
  'arrow_scan_dumb',
  'checkpoint',
  'disable_logging',
  'duckdb_approx_database_count',
  'duckdb_columns',
  'duckdb_connection_count',
  'duckdb_constraints',
  'duckdb_databases',
  'duckdb_dependencies',
  'duckdb_extensions',
  'duckdb_external_file_cache',
  'duckdb_functions',
  'duckdb_indexes',
  'duckdb_keywords',
  'duckdb_log_contexts',
  'duckdb_logs',
  'duckdb_logs_parsed',
  'duckdb_memory',
  'duckdb_optimizers',
  'duckdb_prepared_statements',
  'duckdb_schemas',
  'duckdb_secret_types',
  'duckdb_secrets',
  'duckdb_sequences',
  'duckdb_settings',
  'duckdb_table_sample',
  'duckdb_tables',
  'duckdb_temporary_files',
  'duckdb_types',
  'duckdb_variables',
  'duckdb_views',
  'enable_logging',
  'force_checkpoint',
  'pragma_collations',
  'pragma_database_size',
  'pragma_metadata_info',
  'pragma_platform',
  'pragma_show',
  'pragma_storage_info',
  'pragma_table_info',
  'pragma_user_agent',
  'pragma_version',
  'query',
  'query_table',
  'seq_scan',
  'test_all_types',
  'test_vector_types',
  'truncate_duckdb_logs',
  'which_secret',
]);

/** Functions in the place of a table that read files or addresses. */
export const FILE_TABLES: ReadonlySet<string> = new Set([
  'glob',
  'read_blob',
  'read_csv',
  'read_csv_auto',
  'read_text',
  'sniff_csv',
]);

/** Other functions that change the engine or read its surroundings. */
export const ENGINE_SCALARS: ReadonlySet<string> = new Set([
  'current_connection_id',
  'current_query',
  'current_query_id',
  'current_setting',
  'current_transaction_id',
  'currval',
  'getenv',
  'getvariable',
  'nextval',
  'setseed',
  'setval',
  'txid_current',
  'write_log',
]);

/** Readers of extensions that this build does not have, by how their names begin or end. */
const READER_NAMES = /^(?:read_|parquet_|st_read|from_substrait)|_scan$/u;

/** Whether a function reads files or addresses, in this build or with an extension. */
export function readsFiles(name: string): boolean {
  return FILE_TABLES.has(name) || (READER_NAMES.test(name) && !ENGINE_TABLES.has(name));
}

/** Whether a function may not be called anywhere in a cell's SQL. */
export function isRefused(name: string): boolean {
  return readsFiles(name) || ENGINE_TABLES.has(name) || ENGINE_SCALARS.has(name);
}
