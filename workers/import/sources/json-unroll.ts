import { hasNameOf } from '../../../src/data/role-names.ts';
import type { Role } from '../../../src/contract/import.ts';
import { isNested, isObject } from './json-values.ts';

const MONEY: readonly Role[] = ['amount', 'unitPrice'];

/** Lists of objects inside records, and what names the records and the lists hold. */
export interface InnerLists {
  /** Paths, in order of appearance. */
  readonly paths: readonly string[];
  /** The list whose entries are best made rows; null where records are. */
  readonly suggested: string | null;
}

interface Found {
  /** Records in which each list has entries. */
  readonly records: Map<string, number>;
  /** Names of plain fields outside of the lists. */
  readonly outside: Set<string>;
  /** Names of plain fields of the lists' entries. */
  readonly inside: Set<string>;
}

function collectNames(value: unknown, into: Set<string>): void {
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (isObject(inner)) collectNames(inner, into);
    else if (!isNested(inner)) into.add(key);
  }
}

function collect(value: unknown, path: string, found: Found): void {
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (isObject(inner)) collect(inner, here, found);
    else if (!Array.isArray(inner)) found.outside.add(key);
    else if (inner.some(isObject)) {
      found.records.set(here, (found.records.get(here) ?? 0) + 1);
      const entries: readonly unknown[] = inner;
      for (const entry of entries) collectNames(entry, found.inside);
    }
  }
}

function names(role: Role, keys: ReadonlySet<string>): boolean {
  return [...keys].some((key) => hasNameOf(role, key));
}

/**
 * Finds the lists of objects inside records. One is suggested where it is the only one, every record has it, and the
 * money or the product stands in it alone. Where records have an amount of their own it is not: that amount would be
 * repeated for each entry, and counted as often.
 *
 * @param records those of the head
 */
export function innerLists(records: readonly unknown[]): InnerLists {
  const found: Found = { records: new Map(), outside: new Set(), inside: new Set() };
  for (const record of records) collect(record, '', found);
  const paths = [...found.records.keys()];
  const [only] = paths;
  const always =
    only !== undefined &&
    paths.length === 1 &&
    found.records.get(only) === records.length &&
    records.length > 0;
  const { inside, outside } = found;
  const moneyOutside = MONEY.some((role) => names(role, outside));
  const moneyInside = MONEY.some((role) => names(role, inside));
  const productInside = names('product', inside) && !names('product', outside);
  return { paths, suggested: always && !moneyOutside && (moneyInside || productInside) ? only : null };
}
