/** Where the records of a JSON file stand. */
export type JsonShape =
  /** Each on a line of its own (NDJSON). */
  | 'lines'
  /** One behind the other, over as many lines as they like. */
  | 'values'
  /** In a list: at the top, or the first one inside an object, as in `{"orders": […]}`. */
  | 'list';

/** One record as text, and where it begins in what the cutter holds. */
export interface CutRecord {
  readonly text: string;
  readonly at: number;
}

/** Something that cannot be read as JSON, at a place of what the cutter holds. */
export class JsonFault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Characters of one record. More belong to no row of a table: something before has never been closed. */
const LONGEST_RECORD = 1 << 25;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BLANK = 0x20;
const MARK = 0xfeff;

function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}

function countLines(text: string, end = text.length): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Cuts a text that comes in pieces into the texts of its records. */
export abstract class RecordCutter {
  /** What has come and is not yet done with, followed by the newest piece. */
  protected held = '';
  #lines = 1;

  /**
   * Takes the next piece of the text.
   *
   * @returns the records that end in it
   * @throws JsonFault where there is no record
   */
  abstract push(piece: string): readonly CutRecord[];
  /** What stands behind the last whole record; blank where nothing was begun. */
  abstract rest(): CutRecord;
  /** Whether the file ends before its list does. */
  abstract get open(): boolean;

  /** The line of a place in what is held, from 1; good until the next piece. */
  lineAt(at: number): number {
    return this.#lines + countLines(this.held, at);
  }

  /** Puts a piece behind what is held from `from` on. */
  protected hold(from: number, piece: string): void {
    this.#lines += countLines(this.held, from);
    this.held = this.held.slice(from) + piece;
    if (this.held.length - piece.length > LONGEST_RECORD) {
      throw new JsonFault('A record begins here and does not end', 0);
    }
  }
}

/** Records on lines. */
class LineCutter extends RecordCutter {
  readonly open: boolean = false;
  #done = 0;

  push(piece: string): readonly CutRecord[] {
    this.hold(this.#done, piece);
    const records: CutRecord[] = [];
    let at = 0;
    for (let end = this.held.indexOf('\n'); end !== -1; end = this.held.indexOf('\n', at)) {
      const text = this.held.slice(at, end).trim();
      if (text !== '') records.push({ text, at });
      at = end + 1;
    }
    this.#done = at;
    return records;
  }

  rest(): CutRecord {
    return { text: this.held.slice(this.#done).trim(), at: this.#done };
  }
}

/** Records between brackets: of a list, or one behind the other. */
class BracketCutter extends RecordCutter {
  readonly #list: boolean;
  /** Where scanning goes on. */
  #at = 0;
  /** Where the record begins that is being read, or -1 between records. */
  #start = -1;
  /** Brackets open within the record. */
  #level = 0;
  #inText = false;
  /** Whether records stand here; else the way to the list, or what follows it, is passed over. */
  #inside: boolean;
  /** Brackets open around the records. */
  readonly #around: number[] = [];
  /** Whether the last sign was the opening of a list that may be the one. */
  #expecting = false;
  /** Whether the list of this object has ended; other lists beside it are not records. */
  #passed = false;

  constructor(shape: 'values' | 'list') {
    super();
    this.#list = shape === 'list';
    this.#inside = !this.#list;
  }

  push(piece: string): readonly CutRecord[] {
    const from = this.#start === -1 ? this.held.length : this.#start;
    const shift = this.#at - from;
    this.hold(from, piece);
    this.#at = shift;
    if (this.#start !== -1) this.#start = 0;
    return this.#scan();
  }

  rest(): CutRecord {
    return this.#start === -1
      ? { text: '', at: this.held.length }
      : { text: this.held.slice(this.#start), at: this.#start };
  }

  get open(): boolean {
    return this.#list && this.#inside;
  }

  #scan(): readonly CutRecord[] {
    const { held } = this;
    const records: CutRecord[] = [];
    let at = this.#at;
    while (at < held.length) {
      if (this.#inText) {
        at = this.#throughText(at);
        continue;
      }
      const code = held.charCodeAt(at);
      if (code === QUOTE) this.#openText(at);
      else if (isOpening(code)) this.#open(code, at);
      else if (isClosing(code)) {
        const end = this.#close(at);
        if (end !== null) records.push(end);
      } else if (this.#level === 0 && code > BLANK && code !== COMMA && code !== MARK) this.#stray(at);
      at += 1;
    }
    this.#at = at;
    return records;
  }

  /** Goes to the end of a text, or of what has come of it. An escaped sign may come with the next piece. */
  #throughText(from: number): number {
    const { held } = this;
    for (let at = from; at < held.length; at += 1) {
      const code = held.charCodeAt(at);
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) {
        this.#inText = false;
        return at + 1;
      }
      if (at >= held.length) return at + 1;
    }
    return held.length;
  }

  #openText(at: number): void {
    this.#inText = true;
    if (this.#level === 0) this.#stray(at);
  }

  #open(code: number, at: number): void {
    if (this.#inside || this.#expecting) {
      this.#inside = true;
      this.#expecting = false;
      if (this.#level === 0) this.#start = at;
      this.#level += 1;
      return;
    }
    this.#expecting = code === 0x5b && !this.#passed && this.#around.every((bracket) => bracket === 0x7b);
    this.#around.push(code);
  }

  /** Closes a bracket; gives the record that ends with it. */
  #close(at: number): CutRecord | null {
    if (this.#inside && this.#level > 0) {
      this.#level -= 1;
      if (this.#level > 0) return null;
      const record = { text: this.held.slice(this.#start, at + 1), at: this.#start };
      this.#start = -1;
      return record;
    }
    if (this.#around.length === 0) throw new JsonFault('A bracket closes that was never opened', at);
    this.#around.pop();
    this.#passed = (this.#passed || this.#inside) && this.#around.length > 0;
    this.#inside = false;
    this.#expecting = false;
    return null;
  }

  /** A sign between records, which has nothing to do there; on the way to the list it may. */
  #stray(at: number): void {
    if (this.#inside) throw new JsonFault('Here should be an object', at);
    this.#expecting = false;
  }
}

/** The cutter for records that stand so. */
export function recordCutter(shape: JsonShape): RecordCutter {
  return shape === 'lines' ? new LineCutter() : new BracketCutter(shape);
}
