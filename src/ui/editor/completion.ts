import type { CatalogColumn, CatalogRelation, SqlVocabulary } from '../../contract/notebook.ts';
import type { SqlParameter, SqlSurroundings } from './editor-port.ts';
import { fitOf } from './match-word.ts';
import { pathKey, scopeAt, type ScopeColumn, type ScopeRelation, type SqlScope } from './sql-scope.ts';
import { QUERY_WORDS, TYPE_WORDS, writtenIdentifier } from './sql-words.ts';
import { wordPlace, type WordPlace } from './word-place.ts';

type FunctionKind = SqlVocabulary['functions'][number]['kind'];

/** What a proposal is. */
export type Proposed =
  | { readonly kind: 'column'; readonly known: CatalogColumn | null; readonly of: string }
  | { readonly kind: 'relation'; readonly relation: CatalogRelation | null }
  | { readonly kind: 'alias'; readonly of: string | null }
  | { readonly kind: 'function'; readonly of: FunctionKind }
  | { readonly kind: 'parameter'; readonly of: SqlParameter['type'] }
  | { readonly kind: 'keyword' | 'type' };

/** A word that may be put in. */
export interface Proposal {
  readonly label: string;
  /** What is written; of a function with its brackets, between which the caret goes. */
  readonly insert: string;
  readonly what: Proposed;
}

/** Words for a place of a text. */
export interface Proposals {
  /** What they take the place of. */
  readonly from: number;
  readonly to: number;
  /** What has been typed of them. */
  readonly typed: string;
  /** The likeliest first. */
  readonly options: readonly Proposal[];
}

/** More than these are not looked through by anyone. */
const MOST = 100;

/** Functions that are used more than others, the first the most. */
const COMMON =
  'count sum avg min max median round coalesce date_trunc date_diff quantile_cont list string_agg row_number ' +
  'lag lead ntile greatest least abs floor ceil lower upper trim length strftime year month substr concat';
const COMMON_FUNCTIONS = new Set(COMMON.split(' '));
const COMMON_WORDS = QUERY_WORDS.split(' ');
const COMMON_WORD_SET = new Set(COMMON_WORDS);

/** A proposal, and what it is ranked by. */
interface Candidate {
  readonly proposal: Proposal;
  /** What is compared with what has been typed, small letters. */
  readonly low: string;
  /** How likely it is where it stands: lower is likelier. */
  readonly rank: number;
}

function candidate(label: string, insert: string, what: Proposed, rank: number): Candidate {
  return { proposal: { label, insert, what }, low: label.toLowerCase(), rank };
}

/** What does not depend on the text, made once for each catalogue and each vocabulary. */
interface Prepared {
  readonly byPath: ReadonlyMap<string, CatalogRelation>;
  readonly relations: readonly Candidate[];
  readonly columns: readonly Candidate[];
}
const prepared = new WeakMap<readonly CatalogRelation[], Prepared>();
const preparedWords = new WeakMap<SqlVocabulary, readonly Candidate[]>();

function columnCandidate(column: ScopeColumn, of: string, rank: number, owner: string | null): Candidate {
  const name = writtenIdentifier(column.name);
  const insert = owner === null ? name : `${writtenIdentifier(owner)}.${name}`;
  return candidate(column.name, insert, { kind: 'column', known: column.known, of }, rank);
}

function prepare(catalog: readonly CatalogRelation[]): Prepared {
  const known = prepared.get(catalog);
  if (known !== undefined) return known;
  const made: Prepared = {
    byPath: new Map(catalog.map((relation) => [pathKey(relation.name), relation])),
    relations: catalog.map((relation) =>
      candidate(relation.name, relation.name, { kind: 'relation', relation }, 3),
    ),
    columns: catalog.flatMap(({ name, columns }) =>
      columns.map((column) => columnCandidate({ name: column.name, known: column }, name, 6, null)),
    ),
  };
  prepared.set(catalog, made);
  return made;
}

function prepareWords(vocabulary: SqlVocabulary | null): readonly Candidate[] {
  const known = vocabulary === null ? undefined : preparedWords.get(vocabulary);
  if (known !== undefined) return known;
  const words = new Set([...COMMON_WORDS, ...(vocabulary?.keywords ?? [])]);
  const made = [
    ...[...words].map((word) =>
      candidate(
        word.toUpperCase(),
        word.toUpperCase(),
        { kind: 'keyword' },
        COMMON_WORD_SET.has(word) ? 2 : 7,
      ),
    ),
    ...(vocabulary?.functions ?? []).map(({ name, kind }) =>
      candidate(name, `${name}()`, { kind: 'function', of: kind }, COMMON_FUNCTIONS.has(name) ? 2 : 5),
    ),
  ];
  if (vocabulary !== null) preparedWords.set(vocabulary, made);
  return made;
}

const TYPES = TYPE_WORDS.split(' ').map((type) =>
  candidate(type.toUpperCase(), type.toUpperCase(), { kind: 'type' }, 0),
);

const ofScope = ({ alias, relation }: ScopeRelation): string => relation ?? alias;

/** Columns of the relations that are read here; those that two of them have are written with the alias. */
function columnsRead({ relations }: SqlScope): readonly Candidate[] {
  const owners = new Map<string, number>();
  for (const { columns } of relations) {
    for (const { name } of columns) owners.set(name.toLowerCase(), (owners.get(name.toLowerCase()) ?? 0) + 1);
  }
  return relations.flatMap((read) =>
    read.columns.map((column) => {
      const shared = (owners.get(column.name.toLowerCase()) ?? 0) > 1;
      return columnCandidate(column, ofScope(read), 0, shared ? read.alias : null);
    }),
  );
}

function aliasesRead({ relations }: SqlScope): readonly Candidate[] {
  return relations.map(({ alias, relation }) =>
    candidate(
      alias,
      writtenIdentifier(alias),
      { kind: 'alias', of: relation === alias ? null : relation },
      2,
    ),
  );
}

function definedHere({ defined }: SqlScope): readonly Candidate[] {
  return [...defined.keys()].map((name) =>
    candidate(name, writtenIdentifier(name), { kind: 'relation', relation: null }, 1),
  );
}

/** What follows a dot: columns of the alias or relation, and relations whose names go on so. */
function afterDot(path: readonly string[], scope: SqlScope, all: Prepared): readonly Candidate[] {
  const key = path.join('.').toLowerCase();
  const read =
    path.length === 1 ? scope.relations.find(({ alias }) => alias.toLowerCase() === key) : undefined;
  const named = all.byPath.get(key);
  const columns =
    read === undefined
      ? (scope.defined.get(key) ??
        named?.columns.map((column) => ({ name: column.name, known: column })) ??
        [])
      : read.columns;
  const of = read === undefined ? (named?.name ?? key) : ofScope(read);
  const further = [...all.byPath].filter(([each]) => each.startsWith(`${key}.`));
  return [
    ...columns.map((column) => columnCandidate(column, of, 0, null)),
    ...further.map(([each, relation]) => {
      const rest = each.slice(key.length + 1);
      const shown = relation.name.slice(-rest.length);
      return candidate(shown, shown, { kind: 'relation', relation }, 1);
    }),
  ];
}

function parametersFor(parameters: readonly SqlParameter[], rank: number): readonly Candidate[] {
  return parameters.map(({ name, type }) => ({
    proposal: { label: `$${name}`, insert: `$${name}`, what: { kind: 'parameter', of: type } },
    low: name.toLowerCase(),
    rank,
  }));
}

/** What may stand at a place, in no order. */
function candidatesAt(
  place: WordPlace,
  scope: SqlScope,
  all: Prepared,
  { vocabulary, parameters }: SqlSurroundings,
): readonly Candidate[] {
  if (place.kind === 'parameter') return parametersFor(parameters, 0);
  if (place.path.length > 0) return afterDot(place.path, scope, all);
  if (place.kind === 'newName') return [];
  if (place.kind === 'type') return TYPES;
  const words = prepareWords(vocabulary);
  if (place.kind === 'table') {
    const tables = words.filter(({ proposal: { what } }) => what.kind !== 'function' || what.of === 'table');
    const relations = all.relations.map((each) => ({ ...each, rank: 0 }));
    return [...relations, ...definedHere(scope), ...tables];
  }
  if (place.kind === 'start') {
    const begin = ['SELECT', 'WITH', 'FROM', 'VALUES'];
    const first = words.map((each) => (begin.includes(each.proposal.label) ? { ...each, rank: -1 } : each));
    return [...first, ...columnsRead(scope), ...aliasesRead(scope), ...all.columns];
  }
  return [
    ...columnsRead(scope),
    ...aliasesRead(scope),
    ...definedHere(scope),
    ...parametersFor(parameters, 1),
    ...words.filter(({ proposal: { what } }) => what.kind !== 'function' || what.of !== 'table'),
    ...all.relations,
    ...all.columns,
  ];
}

/** Keywords come in the letter case they are being written in. */
function inCaseOf(typed: string, proposal: Proposal): Proposal {
  const { kind } = proposal.what;
  if ((kind !== 'keyword' && kind !== 'type') || typed === '' || typed !== typed.toLowerCase())
    return proposal;
  return { ...proposal, label: proposal.label.toLowerCase(), insert: proposal.insert.toLowerCase() };
}

/** Those that fit what has been typed, the likeliest first, each name of a kind once. */
function best(candidates: readonly Candidate[], typed: string): readonly Proposal[] {
  const low = typed.toLowerCase();
  const fitting: { readonly each: Candidate; readonly fit: number }[] = [];
  for (const each of candidates) {
    const fit = fitOf(each.low, low);
    if (fit !== null) fitting.push({ each, fit });
  }
  // The whole of a word is no better than its beginning: `or` is also how `orders` begins.
  const order = ({ each, fit }: (typeof fitting)[number]): number => Math.max(1, fit) * 100 + each.rank * 10;
  // With nothing typed, columns stay in the order of their table.
  const byName = (a: Candidate, b: Candidate): number =>
    low === '' ? 0 : a.low.length - b.low.length || (a.low < b.low ? -1 : 1);
  fitting.sort((a, b) => order(a) - order(b) || a.fit - b.fit || byName(a.each, b.each));
  const seen = new Set<string>();
  const kept: Proposal[] = [];
  for (const { each } of fitting) {
    const written = each.proposal.insert.toLowerCase();
    if (seen.has(written)) continue;
    seen.add(written);
    kept.push(inCaseOf(typed, each.proposal));
    if (kept.length === MOST) break;
  }
  return kept;
}

/**
 * Proposes words for a place in SQL: columns of what the query there reads before others, after `alias.` its columns,
 * after FROM and JOIN relations, after `$` inputs, after `::` types; nothing in texts, comments and new names.
 *
 * @param text SQL as far as it is written
 * @param position of the caret, offset of UTF-16 units
 * @param around what can be named
 * @param asked whether the user has asked for it; otherwise nothing comes before a letter is typed
 * @returns null for nothing
 */
export function propose(
  text: string,
  position: number,
  around: SqlSurroundings,
  asked = false,
): Proposals | null {
  const place = wordPlace(text, position);
  if (place === null) return null;
  if (!asked && place.typed === '' && place.path.length === 0 && place.kind !== 'parameter') return null;
  const all = prepare(around.catalog);
  const scope = scopeAt(text, position, all.byPath);
  const options = best(candidatesAt(place, scope, all, around), place.typed);
  const whole = options.length === 1 && options[0]?.insert === text.slice(place.from, place.to);
  if (options.length === 0 || (whole && !asked)) return null;
  return { from: place.from, to: place.to, typed: place.typed, options };
}
