import {
  ROLES,
  type ColumnFormat,
  type ColumnHistogram,
  type FilePreview,
  type Mapping,
} from '../contract/import.ts';
import type { AnyRole, SchemaDifference } from '../contract/tables.ts';
import { plainName } from './role-names.ts';

/** A column of a file, as far as it is compared with those of another. */
export interface SchemaColumn {
  readonly name: string;
  readonly kind: ColumnFormat['kind'];
  readonly role: AnyRole | null;
  readonly histogram: ColumnHistogram;
}

/**
 * The columns of a file of orders as they are compared with those of another.
 *
 * @param mapping what the user has chosen; absent: what is suggested
 */
export function orderSchema(
  { columns }: Pick<FilePreview, 'columns'>,
  mapping?: Pick<Mapping, 'roles' | 'formats'>,
): readonly SchemaColumn[] {
  return columns.map(({ name, format, histogram, suggestion }) => ({
    name,
    kind: (mapping?.formats[name] ?? format).kind,
    role:
      mapping === undefined
        ? (suggestion?.role ?? null)
        : (ROLES.find((role) => mapping.roles[role] === name) ?? null),
    histogram,
  }));
}

/** How the columns of a further file fit those of the first. */
export interface Reconciliation {
  readonly differences: readonly SchemaDifference[];
  /** Name in the further file by the name in the first. */
  readonly matches: ReadonlyMap<string, string>;
}

/** Columns as alike as this are taken for one that has been renamed. */
const ALIKE = 0.6;
/** What the name counts; values count the rest. */
const OF_NAME = 0.7;

function pairs(name: string): Map<string, number> {
  const plain = plainName(name);
  const found = new Map<string, number>();
  const whole = plain.length === 1 ? [plain] : [];
  const letters = Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2));
  for (const pair of [...whole, ...letters]) found.set(pair, (found.get(pair) ?? 0) + 1);
  return found;
}

/** Dice's coefficient of the pairs of letters of two names, 0 to 1. */
function likeName(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((all, n) => all + n, 0);
  const total = sum(left) + sum(right);
  const shared = [...left].reduce((all, [pair, n]) => all + Math.min(n, right.get(pair) ?? 0), 0);
  return total === 0 ? 0 : (2 * shared) / total;
}

/** How much two distributions have in common: words both have, or the stretch both cover, 0 to 1. */
function likeValues(a: ColumnHistogram, b: ColumnHistogram): number {
  if (a.kind === 'text' && b.kind === 'text') {
    const [left, right] = [a, b].map(({ top }) => new Set(top.map(({ value }) => value)));
    if (left === undefined || right === undefined) return 0;
    const least = Math.min(left.size, right.size);
    return least === 0 ? 0 : [...left].filter((value) => right.has(value)).length / least;
  }
  if (a.kind === 'text' || b.kind === 'text' || a.kind !== b.kind) return 0;
  const width = Math.max(a.to, b.to) - Math.min(a.from, b.from);
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  return width <= 0 ? Number(a.from === b.from) : Math.max(0, shared) / width;
}

function likeness(a: SchemaColumn, b: SchemaColumn): number {
  return OF_NAME * likeName(a.name, b.name) + (1 - OF_NAME) * likeValues(a.histogram, b.histogram);
}

/** Takes pairs from the best on, each column once. */
function pairUp(
  before: readonly SchemaColumn[],
  after: readonly SchemaColumn[],
  score: (a: SchemaColumn, b: SchemaColumn) => number,
  least: number,
): readonly (readonly [SchemaColumn, SchemaColumn])[] {
  const scored = before
    .flatMap((a) => after.map((b) => ({ a, b, score: score(a, b) })))
    .filter((pair) => pair.score >= least)
    .toSorted((x, y) => y.score - x.score);
  const taken = new Set<SchemaColumn>();
  return scored.flatMap(({ a, b }) => {
    if (taken.has(a) || taken.has(b)) return [];
    taken.add(a).add(b);
    return [[a, b] as const];
  });
}

/**
 * Compares the columns of a further file with those of the first: by their names, then by the roles they play, then by
 * how alike their names and values are.
 *
 * @param before columns of the first file
 * @param after columns of the further one
 */
export function reconcile(before: readonly SchemaColumn[], after: readonly SchemaColumn[]): Reconciliation {
  const matched: (readonly [SchemaColumn, SchemaColumn])[] = [];
  const steps: readonly (readonly [(a: SchemaColumn, b: SchemaColumn) => number, number])[] = [
    [(a, b) => Number(a.name === b.name) + Number(plainName(a.name) === plainName(b.name)), 1],
    [(a, b) => Number(a.role !== null && a.role === b.role), 1],
    [likeness, ALIKE],
  ];
  for (const [score, least] of steps) {
    const [old, fresh] = [new Set(matched.map(([a]) => a)), new Set(matched.map(([, b]) => b))];
    const left = before.filter((column) => !old.has(column));
    const right = after.filter((column) => !fresh.has(column));
    matched.push(...pairUp(left, right, score, least));
  }
  const [old, fresh] = [new Set(matched.map(([a]) => a)), new Set(matched.map(([, b]) => b))];
  const differences: SchemaDifference[] = [
    ...before
      .filter((column) => !old.has(column))
      .map(({ name }) => ({ code: 'missing' as const, column: name })),
    ...after
      .filter((column) => !fresh.has(column))
      .map(({ name }) => ({ code: 'added' as const, column: name })),
  ];
  for (const [a, b] of matched) {
    if (a.name !== b.name) differences.push({ code: 'renamed', column: a.name, to: b.name });
    if (a.kind !== b.kind) differences.push({ code: 'retyped', column: a.name, from: a.kind, to: b.kind });
  }
  return { differences, matches: new Map(matched.map(([a, b]) => [a.name, b.name])) };
}
