import type { CatalogColumn, CatalogRelation } from '../../contract/notebook.ts';
import { isName, isSymbol, isWord, nameOf, readingTokens } from '../../query/reading-tokens.ts';
import {
  bracketLevels,
  cutAt,
  isLevel,
  queriesOf,
  queryAt,
  tokenOf,
  type BracketLevel,
  type LevelItem,
} from './bracket-levels.ts';

/** A column that a relation of a query has; `known` is null where only its name is known. */
export interface ScopeColumn {
  readonly name: string;
  readonly known: CatalogColumn | null;
}

/** A relation that a query reads. */
export interface ScopeRelation {
  /** What stands before the dot: its alias, else the last part of its name. */
  readonly alias: string;
  /** As it is written in SQL; null for a subquery. */
  readonly relation: string | null;
  readonly columns: readonly ScopeColumn[];
}

/** What a place of a query can name. */
export interface SqlScope {
  /** Relations of the innermost query first, then of those around it. */
  readonly relations: readonly ScopeRelation[];
  /** Relations that WITH defines there. */
  readonly defined: ReadonlyMap<string, readonly ScopeColumn[]>;
}

type Defined = ReadonlyMap<string, readonly ScopeColumn[]>;

/** Words that end a list of tables, or stand after one, and so are no alias. */
const NO_ALIAS = (
  'ANTI ASOF AS CROSS EXCEPT FULL GROUP HAVING INNER INTERSECT JOIN LATERAL LEFT LIMIT NATURAL OFFSET ON ORDER OUTER ' +
  'PIVOT POSITIONAL QUALIFY RIGHT SELECT SEMI TABLESAMPLE UNION UNPIVOT USING VALUES WHERE WINDOW'
).split(' ');
const AFTER_FROM = [
  'WHERE',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'QUALIFY',
  'WINDOW',
  'SELECT',
  'ON',
  'USING',
];
const BEFORE_SELECTED = ['DISTINCT', 'ALL'];

const key = (name: string): string => name.toLowerCase();

/** Names in a relation of the catalogue, small letters, with dots between them. */
export function pathKey(written: string): string {
  return readingTokens(written)
    .filter(isName)
    .map((token) => key(nameOf(token)))
    .join('.');
}

/** Reads the scopes of one text. */
class ScopeReader {
  readonly #catalog: ReadonlyMap<string, CatalogRelation>;

  constructor(catalog: ReadonlyMap<string, CatalogRelation>) {
    this.#catalog = catalog;
  }

  /** What can be named at a place of a level, those around it already known. */
  at(level: BracketLevel, position: number, outer: SqlScope): SqlScope {
    const query = queryAt(level, position);
    // WITH before a UNION holds for all of its queries.
    const defined = this.#defined(level.items, outer.defined);
    const relations = [...this.#relations(query, defined), ...outer.relations];
    const scope = { relations, defined };
    const inner = level.items.filter(isLevel).find(({ from, to }) => from <= position && position <= to);
    return inner === undefined ? scope : this.at(inner, position, scope);
  }

  /** Reads `WITH name (columns) AS (query), …`. */
  #defined(items: readonly LevelItem[], outer: Defined): Defined {
    const found = new Map(outer);
    const start = items.findIndex((item) => isWord(tokenOf(item), 'WITH'));
    if (start < 0) return found;
    for (let at = start + 1; at < items.length; at += 1) {
      const token = tokenOf(items[at]);
      if (isWord(token, 'SELECT', 'FROM', 'VALUES')) return found;
      if (!isName(token) || isWord(token, 'RECURSIVE', 'AS', 'NOT', 'MATERIALIZED')) continue;
      const listed = isLevel(items[at + 1]) ? items[at + 1] : undefined;
      const body = items.slice(at + 1).find((item) => isLevel(item) && item !== listed);
      if (!isLevel(body)) return found;
      const named = isLevel(listed) ? namesListed(listed) : null;
      found.set(key(nameOf(token)), named ?? this.#selected(body, found));
      at = items.indexOf(body);
    }
    return found;
  }

  /** Relations after FROM and JOIN in one query. */
  #relations(items: readonly LevelItem[], defined: Defined): readonly ScopeRelation[] {
    const found: ScopeRelation[] = [];
    let listing = false;
    let expecting = false;
    for (let at = 0; at < items.length; at += 1) {
      const token = tokenOf(items[at]);
      if (expecting && (isLevel(items[at]) || (isName(token) && !isWord(token, ...NO_ALIAS)))) {
        const read = this.#relationAt(items, at, defined);
        if (read.relation !== null) found.push(read.relation);
        at = read.last;
        expecting = false;
      } else if (isWord(token, 'FROM') && !isWord(tokenOf(items[at - 1]), 'DISTINCT')) {
        listing = true;
        expecting = true;
      } else if (isWord(token, 'JOIN') || (listing && isSymbol(token, ','))) {
        expecting = true;
      } else if (isWord(token, ...AFTER_FROM)) {
        listing = false;
        expecting = false;
      }
    }
    return found;
  }

  /** The relation that begins at an item, and its last item. */
  #relationAt(
    items: readonly LevelItem[],
    start: number,
    defined: Defined,
  ): { readonly relation: ScopeRelation | null; readonly last: number } {
    const parts: string[] = [];
    let at = start;
    for (let token = tokenOf(items[at]); isName(token); token = tokenOf(items[at])) {
      parts.push(nameOf(token));
      at += 1;
      if (!isSymbol(tokenOf(items[at]), '.')) break;
      at += 1;
    }
    const bracket = items[at];
    if (isLevel(bracket)) at += 1;
    if (isWord(tokenOf(items[at]), 'AS')) at += 1;
    const alias = tokenOf(items[at]);
    const aliased = isName(alias) && !isWord(alias, ...NO_ALIAS) ? nameOf(alias) : null;
    const last = aliased === null ? at - 1 : at;
    const shown = aliased ?? parts.at(-1);
    if (shown === undefined) return { relation: null, last };
    if (isLevel(bracket)) {
      const columns = parts.length === 0 ? this.#selected(bracket, defined) : [];
      return { relation: { alias: shown, relation: null, columns }, last };
    }
    const columns = this.#columnsOf(parts, defined);
    return { relation: { alias: shown, relation: parts.join('.'), columns }, last };
  }

  #columnsOf(parts: readonly string[], defined: Defined): readonly ScopeColumn[] {
    const path = key(parts.join('.'));
    const columns = this.#catalog.get(path)?.columns.map((known) => ({ name: known.name, known }));
    return (parts.length === 1 ? defined.get(path) : undefined) ?? columns ?? [];
  }

  /** Columns that a query between brackets gives, as far as their names can be read off. */
  #selected(level: BracketLevel, outer: Defined): readonly ScopeColumn[] {
    const defined = this.#defined(level.items, outer);
    const query = queriesOf(level)[0] ?? [];
    const relations = this.#relations(query, defined);
    const start = query.findIndex((item) => isWord(tokenOf(item), 'SELECT'));
    if (start < 0) return relations.flatMap(({ columns }) => columns);
    const rest = query.slice(start + 1);
    const end = rest.findIndex((item) => isWord(tokenOf(item), 'FROM', ...AFTER_FROM));
    const list = end < 0 ? rest : rest.slice(0, end);
    const given = cutAt(list, (item) => isSymbol(tokenOf(item), ',')).flatMap((item) =>
      givenBy(item, relations),
    );
    const seen = new Set<string>();
    return given.filter(({ name }) => !seen.has(key(name)) && seen.add(key(name)));
  }
}

/** What one item of a SELECT list gives. */
function givenBy(item: readonly LevelItem[], relations: readonly ScopeRelation[]): readonly ScopeColumn[] {
  const parts = item.filter((each) => !isWord(tokenOf(each), ...BEFORE_SELECTED));
  const last = tokenOf(parts.at(-1));
  const before = tokenOf(parts.at(-2));
  const owner = tokenOf(parts.at(-3));
  const of = isSymbol(before, '.') && isName(owner) ? key(nameOf(owner)) : null;
  const read = of === null ? relations : relations.filter(({ alias }) => key(alias) === of);
  if (isSymbol(last, '*') && (parts.length === 1 || of !== null))
    return read.flatMap(({ columns }) => columns);
  if (!isName(last)) return [];
  const name = nameOf(last);
  const plain = parts.length === 1 || (of !== null && parts.length === 3);
  const known = read
    .flatMap(({ columns }) => columns)
    .find((column) => key(column.name) === key(name))?.known;
  return [{ name, known: plain ? (known ?? null) : null }];
}

/** Names between the brackets after the name of a WITH. */
function namesListed(level: BracketLevel): readonly ScopeColumn[] {
  return level.items.flatMap((item) => {
    const token = tokenOf(item);
    return isName(token) ? [{ name: nameOf(token), known: null }] : [];
  });
}

/**
 * What a place of a text can name: the relations that its query and those around it read, by alias, and what WITH
 * defines. Text that is still being written is read as far as it goes.
 *
 * @param text SQL
 * @param position offset in it
 * @param catalog relations by {@link pathKey}
 */
export function scopeAt(
  text: string,
  position: number,
  catalog: ReadonlyMap<string, CatalogRelation>,
): SqlScope {
  const outermost = bracketLevels(readingTokens(text), text.length);
  return new ScopeReader(catalog).at(outermost, position, { relations: [], defined: new Map() });
}
