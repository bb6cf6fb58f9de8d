import { fieldText, isNested, isObject } from './json-values.ts';

/** Column of what stands under names that the head of the file has not got. */
const OTHER_FIELDS = 'other fields';

type Row = readonly string[];

/** How the records of a file become rows. */
export interface RecordColumns {
  /** Names of the columns so far; null where the file has none. */
  readonly names: readonly string[] | null;
  readonly width: number;
  /** The column for what the head has not got; null where the head is the whole file. */
  readonly otherFields: string | null;
  /** The rows of a record; null where it is not of the kind the first one was. */
  rowsOf(record: unknown): readonly Row[] | null;
  /** Ends the head: from now on no column is added. `complete`: nothing will come. */
  close(complete: boolean): void;
  /** A row that shows what was cut off at the end of the file. */
  rowOfRest(text: string): Row;
}

/** A row of empty fields with one at its end. */
function lastOnly(place: number, text: string): Row {
  return [...Array.from({ length: place }, () => ''), text];
}

/** What is found in one record. */
interface Spread {
  readonly row: string[];
  /** What has no column. */
  readonly late: Map<string, unknown>;
  /** Entries of the list whose entries become rows. */
  entries: readonly unknown[];
}

/**
 * Records that are objects. They become rows by one rule:
 *
 * - what stands in an object inside a record gets a column `a.b`;
 * - a list of plain values becomes one field, joined with "; ";
 * - a list of objects stays JSON in one field, unless it is the list that was chosen: then each of its entries is a row,
 *   with the entry's fields under `list.field` and the record's other fields repeated; a record whose list is empty is
 *   one row;
 * - null is empty, true and false are those words.
 *
 * Columns come in the order in which they appear in the head. What comes later under other names is kept as JSON in a
 * column "other fields".
 */
class ObjectColumns implements RecordColumns {
  readonly #unroll: string | null;
  readonly #places = new Map<string, number>();
  #closed = false;
  otherFields: string | null = null;

  constructor(unroll: string | null) {
    this.#unroll = unroll;
  }

  get names(): readonly string[] {
    return this.otherFields === null ? [...this.#places.keys()] : [...this.#places.keys(), this.otherFields];
  }

  get width(): number {
    return this.#places.size + (this.otherFields === null ? 0 : 1);
  }

  close(complete: boolean): void {
    this.#closed = true;
    if (complete) return;
    let name = OTHER_FIELDS;
    for (let copy = 2; this.#places.has(name); copy += 1) name = `${OTHER_FIELDS} ${copy}`;
    this.otherFields = name;
  }

  rowsOf(record: unknown): readonly Row[] | null {
    if (!isObject(record)) return null;
    const whole: Spread = { row: [], late: new Map(), entries: [] };
    this.#spread(record, '', whole);
    if (whole.entries.length === 0) return [this.#finished(whole)];
    return whole.entries.map((entry) => {
      const one: Spread = { row: [...whole.row], late: new Map(whole.late), entries: [] };
      this.#spread(entry, this.#unroll ?? '', one);
      return this.#finished(one);
    });
  }

  rowOfRest(text: string): Row {
    return lastOnly(this.#places.size, text);
  }

  #spread(value: unknown, path: string, into: Spread): void {
    if (isObject(value)) {
      const entries = Object.entries(value);
      for (const [key, inner] of entries) this.#spread(inner, path === '' ? key : `${path}.${key}`, into);
      if (entries.length > 0) return;
    }
    if (path === this.#unroll && Array.isArray(value)) {
      const list: readonly unknown[] = value;
      if (list.some(isNested)) into.entries = list;
      if (list.length === 0 || list.some(isNested)) return;
    }
    this.#put(path, value, into);
  }

  #put(path: string, value: unknown, { row, late }: Spread): void {
    let place = this.#places.get(path);
    if (place === undefined && this.#closed) {
      if (value !== null && value !== '') late.set(path, value);
      return;
    }
    if (place === undefined) {
      place = this.#places.size;
      this.#places.set(path, place);
    }
    while (row.length < place) row.push('');
    const text = isObject(value) ? '' : fieldText(value);
    // `{"a.b": 1, "a": {"b": 2}}` has two values for one column.
    const before = row[place] ?? '';
    row[place] = before === '' || text === '' ? before + text : `${before}; ${text}`;
  }

  #finished({ row, late }: Spread): Row {
    if (late.size === 0) return row;
    while (row.length < this.#places.size) row.push('');
    return [...row, JSON.stringify(Object.fromEntries(late))];
  }
}

/** Records that are lists: rows as they stand, the first with the names of the columns where all of it is text. */
class ListColumns implements RecordColumns {
  readonly #named: readonly string[] | null;
  #known: number;
  #headerComes: boolean;
  #closed = false;
  otherFields: string | null = null;

  constructor(first: readonly unknown[]) {
    const names = first.filter((value) => typeof value === 'string' && value.trim() !== '');
    this.#named = names.length === first.length ? names.map(fieldText) : null;
    this.#headerComes = this.#named !== null;
    this.#known = first.length;
  }

  get names(): readonly string[] | null {
    if (this.#named === null || this.otherFields === null) return this.#named;
    const unnamed = Array.from({ length: this.#known - this.#named.length }, () => '');
    return [...this.#named, ...unnamed, this.otherFields];
  }

  get width(): number {
    return this.#known + (this.otherFields === null ? 0 : 1);
  }

  close(complete: boolean): void {
    this.#closed = true;
    if (!complete) this.otherFields = OTHER_FIELDS;
  }

  rowsOf(record: unknown): readonly Row[] | null {
    if (!Array.isArray(record)) return null;
    if (this.#headerComes) {
      this.#headerComes = false;
      return [];
    }
    const values: readonly unknown[] = record;
    if (!this.#closed) this.#known = Math.max(this.#known, values.length);
    const row = values.slice(0, this.#known).map(fieldText);
    if (values.length <= this.#known) return [row];
    return [[...row, JSON.stringify(values.slice(this.#known))]];
  }

  rowOfRest(text: string): Row {
    return lastOnly(this.#known, text);
  }
}

/**
 * Columns for the records of a file.
 *
 * @param first the first record, which says whether they are objects or lists
 * @param unroll path of the list in each record whose entries become rows; null: a row for each record
 */
export function recordColumns(first: unknown, unroll: string | null): RecordColumns {
  return Array.isArray(first) ? new ListColumns(first) : new ObjectColumns(unroll);
}
