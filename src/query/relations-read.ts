import type { TextSpan } from '../contract/notebook.ts';
import type { Token } from './lexer.ts';
import { isName, isSymbol, isWord, nameOf, readingTokens } from './reading-tokens.ts';

/** A name at a place where SQL reads a table. */
export interface NamedRead extends TextSpan {
  /** Parts between dots, quotes taken off. */
  readonly parts: readonly string[];
}

/** What SQL reads after FROM and JOIN and in their place. */
export interface TablesRead {
  /** Tables and views, without those that WITH defines around them; in order of appearance. */
  readonly relations: readonly NamedRead[];
  /** Functions called in the place of a table. */
  readonly functions: readonly NamedRead[];
  /** Texts and parameters in the place of a table: DuckDB takes them for names of files. */
  readonly literals: readonly Token[];
}

/** Functions that have a FROM of their own between their brackets. */
const PLAIN_FROM = ['EXTRACT', 'SUBSTRING', 'TRIM', 'OVERLAY'];
/** Words after which commas no longer divide tables. */
const AFTER_FROM = [
  'SELECT',
  'WHERE',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'OFFSET',
  'WINDOW',
  'QUALIFY',
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'VALUES',
];
/** Words that a table follows, besides FROM and JOIN. */
const BEFORE_TABLE = [
  'PIVOT',
  'UNPIVOT',
  'PIVOT_WIDER',
  'PIVOT_LONGER',
  'DESCRIBE',
  'SUMMARIZE',
  'SHOW',
  'TABLE',
];
/** Words that stand where a table could and are none. */
const NO_TABLE = [...AFTER_FROM, ...BEFORE_TABLE, 'FROM', 'WITH', 'JOIN', 'ON'];
const OPENING = ['(', '[', '{'];
const CLOSING = [')', ']', '}'];

/** What is known at one level of brackets. */
interface Level {
  /** Names that WITH defines, small letters. */
  readonly defined: Set<string>;
  /** Whether FROM divides arguments here. */
  readonly plainFrom: boolean;
  /** Whether a comma is followed by a table. */
  listing: boolean;
  /** Whether a table comes next. */
  expecting: boolean;
}

/** Walks the tokens of one statement, level by level. */
class TableReader {
  readonly relations: NamedRead[] = [];
  readonly functions: NamedRead[] = [];
  readonly literals: Token[] = [];
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Reads up to the bracket that closes this level, or to the end. */
  read(level: Level): void {
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.kind === 'symbol' && CLOSING.includes(token.text)) return;
      if (level.expecting && this.#readTable(level)) continue;
      this.#readOther(level, token);
    }
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #peek(offset: number): Token | undefined {
    return this.#tokens[this.#at + offset];
  }

  /** Reads what stands in the place of a table; false when there is none and the token is still to be read. */
  #readTable(level: Level): boolean {
    const token = this.#next();
    if (isWord(token, 'LATERAL', 'ONLY')) {
      this.#at += 1;
      return true;
    }
    if (isSymbol(token, '(')) {
      level.expecting = false;
      this.#enter(level, { listing: true, expecting: true, plainFrom: false });
      return true;
    }
    level.expecting = false;
    if (token?.kind === 'string' || token?.kind === 'parameter') {
      this.literals.push(token);
      this.#at += 1;
      return true;
    }
    if (!isName(token) || isWord(token, ...NO_TABLE)) return false;
    this.#readName(level);
    return true;
  }

  #readName(level: Level): void {
    const parts: string[] = [];
    const from = this.#next()?.from ?? 0;
    let to = from;
    for (let token = this.#next(); isName(token); token = this.#next()) {
      parts.push(nameOf(token));
      ({ to } = token);
      this.#at += 1;
      if (!isSymbol(this.#next(), '.')) break;
      this.#at += 1;
    }
    // `alias : table` is one way of DuckDB to name a table.
    if (isSymbol(this.#next(), ':') && !isSymbol(this.#peek(1), ':')) {
      this.#at += 1;
      level.expecting = true;
    } else if (isSymbol(this.#next(), '(')) {
      this.functions.push({ parts, from, to });
    } else if (parts.length > 1 || !level.defined.has(parts[0]?.toLowerCase() ?? '')) {
      this.relations.push({ parts, from, to });
    }
  }

  #readOther(level: Level, token: Token): void {
    if (token.kind === 'symbol') {
      if (OPENING.includes(token.text)) {
        const plainFrom = token.text === '(' && isWord(this.#peek(-1), ...PLAIN_FROM);
        this.#enter(level, { listing: false, expecting: false, plainFrom });
        return;
      }
      if (token.text === ',' && level.listing) level.expecting = true;
    } else if (token.kind === 'word' && !this.#isLabel()) {
      this.#readWord(level, token);
      return;
    }
    this.#at += 1;
  }

  /** Whether the word is a name for what it could mean elsewhere: `AS from`, `t.from`. */
  #isLabel(): boolean {
    return isWord(this.#peek(-1), 'AS') || isSymbol(this.#peek(-1), '.');
  }

  #readWord(level: Level, token: Token): void {
    const start = this.#at;
    this.#at += 1;
    if (isWord(token, 'WITH') && !isWord(this.#next(), 'TIES', 'ORDINALITY')) {
      this.#readDefinitions(level);
    } else if (isWord(token, 'FROM')) {
      if (level.plainFrom || this.#comparesDistinct(start)) return;
      level.listing = true;
      level.expecting = true;
    } else if (isWord(token, 'JOIN')) {
      level.expecting = true;
    } else if (isWord(token, ...BEFORE_TABLE)) {
      // `FROM orders PIVOT (…)` has its table before it.
      const first = isSymbol(this.#tokens[start - 1], '(');
      if (level.listing && !first && isSymbol(this.#next(), '(')) return;
      level.expecting = true;
      level.listing = false;
    } else if (isWord(token, ...AFTER_FROM)) {
      level.listing = false;
    }
  }

  /** Whether FROM at a place belongs to `IS [NOT] DISTINCT FROM`. */
  #comparesDistinct(at: number): boolean {
    return isWord(this.#tokens[at - 1], 'DISTINCT') && isWord(this.#tokens[at - 2], 'IS', 'NOT');
  }

  /** Reads `name (columns) AS MATERIALIZED (query), …`. */
  #readDefinitions(level: Level): void {
    const recursive = isWord(this.#next(), 'RECURSIVE');
    if (recursive) this.#at += 1;
    for (let token = this.#next(); isName(token) && !isWord(token, ...NO_TABLE); token = this.#next()) {
      const name = nameOf(token).toLowerCase();
      this.#at += 1;
      while (this.#next() !== undefined && !isWord(this.#next(), 'AS')) this.#skip(level);
      while (this.#next() !== undefined && !isSymbol(this.#next(), '(')) this.#at += 1;
      const inner = { ...level, defined: new Set(recursive ? [...level.defined, name] : level.defined) };
      this.#enter(inner, { listing: false, expecting: false, plainFrom: false });
      level.defined.add(name);
      if (!isSymbol(this.#next(), ',')) return;
      this.#at += 1;
    }
  }

  #skip(level: Level): void {
    if (isSymbol(this.#next(), '('))
      this.#enter(level, { listing: false, expecting: false, plainFrom: false });
    else this.#at += 1;
  }

  /** Reads what is between the bracket here and the one that closes it. */
  #enter(level: Level, inner: Omit<Level, 'defined'>): void {
    this.#at += 1;
    this.read({ ...inner, defined: new Set(level.defined) });
    this.#at += 1;
  }
}

/**
 * Finds what SQL reads, without the engine: names after FROM and JOIN, between commas there, after PIVOT and
 * SUMMARIZE, in subqueries and in WITH, whose own names it leaves out where they hold.
 *
 * @param sql one statement whose brackets match; of anything else it finds what it can
 */
export function tablesRead(sql: string): TablesRead {
  const reader = new TableReader(readingTokens(sql));
  reader.read({ defined: new Set(), plainFrom: false, listing: false, expecting: false });
  const { relations, functions, literals } = reader;
  return { relations, functions, literals };
}
