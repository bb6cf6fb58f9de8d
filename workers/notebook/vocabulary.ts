import type { SqlVocabulary } from '../../src/contract/notebook.ts';
import { texts } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { isRefused, TABLE_FUNCTIONS } from '../../src/query/refused-functions.ts';
import type { Database, Run } from '../engine/database.ts';

type FunctionKind = SqlVocabulary['functions'][number]['kind'];

const KINDS: Readonly<Record<string, FunctionKind>> = {
  scalar: 'scalar',
  aggregate: 'aggregate',
  macro: 'macro',
  table: 'table',
  table_macro: 'table',
};

/** Words of this engine's SQL that a cell may use. */
export async function vocabulary(db: Database, run: Run): Promise<SqlVocabulary> {
  const keywords = await db.query(sql`SELECT keyword_name FROM duckdb_keywords() ORDER BY 1`, run);
  const listed = await db.query(
    sql`SELECT DISTINCT function_name, function_type FROM duckdb_functions()
      WHERE regexp_full_match(function_name, '[a-z][a-z0-9_]*') ORDER BY 1, 2`,
    run,
  );
  const types = texts(listed, 'function_type');
  const functions = texts(listed, 'function_name').flatMap((name, index) => {
    const kind = KINDS[types[index] ?? ''];
    if (kind === undefined || isRefused(name) || (kind === 'table' && !TABLE_FUNCTIONS.has(name))) return [];
    return [{ name, kind }];
  });
  return { keywords: texts(keywords, 'keyword_name'), functions };
}
