import { SQLDialect } from '@codemirror/lang-sql';
import { QUERY_WORDS, TYPE_WORDS } from './sql-words.ts';

/** DuckDB's SQL as CodeMirror colours it: inputs are written `$name`, names mean the same in any letter case. */
export const DUCKDB = SQLDialect.define({
  keywords: QUERY_WORDS,
  types: TYPE_WORDS,
  caseInsensitiveIdentifiers: true,
  specialVar: '$?',
  operatorChars: '*+-%<>!=&|~^/:@',
});
