/**
 * Words that DuckDB keeps for itself: a table or column of that name is written between quotes. From
 * `duckdb_keywords()`, category `reserved`, of DuckDB 1.4.
 */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create ' +
    'default deferrable desc describe distinct do else end except false fetch for foreign from group having in ' +
    'initially intersect into lambda lateral leading limit not null offset on only or order pivot pivot_longer ' +
    'pivot_wider placing primary qualify references returning select show some summarize symmetric table then to ' +
    'trailing true union unique unpivot using variadic when where window with'
  ).split(' '),
);

/** Words that begin or join the parts of a query: they are drawn as keywords before the engine has told its own. */
export const QUERY_WORDS =
  'all and anti any as asc asof at between both by case cast collate columns cross cube current describe desc ' +
  'distinct else end escape except exclude exists false filter first following for from full glob group grouping ' +
  'groups having ilike in inner intersect interval into is isnull join last lateral left like limit macro ' +
  'materialized name natural not notnull null nulls offset on only or order ordinality outer over partition percent ' +
  'pivot positional preceding qualify range recursive rename replace respect right rollup row rows sample select ' +
  'semi sets show similar some summarize table tablesample then ties to trailing true try_cast unbounded union ' +
  'unnest unpivot using values when where window with within without';

/** Names of DuckDB's types. */
export const TYPE_WORDS =
  'array bigint bit blob bool boolean char date datetime decimal double enum float hugeint int integer interval json ' +
  'list long map numeric real short smallint struct text time timestamp timestamptz tinyint ubigint uhugeint uinteger ' +
  'union usmallint utinyint uuid varchar';

const PLAIN_NAME = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

/**
 * Writes a name the way SQL reads it: between quotes where it holds other signs than letters, digits and `_`, or is a
 * word of SQL.
 */
export function writtenIdentifier(name: string): string {
  return PLAIN_NAME.test(name) && !RESERVED_WORDS.has(name.toLowerCase())
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}
