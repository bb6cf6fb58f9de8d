/** Where a text stops being JSON. */
export interface JsonFault {
  /** Offset in the text, UTF-16 units. */
  readonly at: number;
  /** What is wrong there. */
  readonly detail: string;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN = new RegExp(String.raw`[^"\\\u0000-\u001f]*`, 'y');
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const WORD = /true|false|null/y;
const MAX_DEPTH = 512;

class Fault extends Error {
  readonly at: number;

  constructor(at: number, detail: string) {
    super(detail);
    this.at = at;
  }
}

/** Walks through a text as RFC 8259 has it and stops at the first thing that is wrong. */
class Walker {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  walk(): void {
    this.value();
    this.skip(SPACE);
    if (this.at < this.text.length) throw new Fault(this.at, 'there is more after the end');
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return false;
    this.at += match[0].length;
    return true;
  }

  /** The next character that is no space. */
  private next(): string {
    this.skip(SPACE);
    return this.text[this.at] ?? '';
  }

  private expect(sign: string, detail: string): void {
    if (this.next() !== sign)
      throw new Fault(this.at, this.at < this.text.length ? detail : 'it ends too early');
    this.at += sign.length;
  }

  private value(): void {
    const first = this.next();
    if (first === '{') this.collection('}', 'object');
    else if (first === '[') this.collection(']', 'list');
    else if (first === '"') this.string();
    else if (!this.skip(WORD) && !this.skip(NUMBER)) {
      throw new Fault(this.at, first === '' ? 'it ends too early' : 'a value is expected');
    }
  }

  private collection(close: '}' | ']', kind: 'object' | 'list'): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new Fault(this.at, 'it is nested too deeply');
    this.at += 1;
    if (this.next() === close) {
      this.at += 1;
      this.depth -= 1;
      return;
    }
    for (;;) {
      if (kind === 'object') this.key();
      this.value();
      if (this.next() !== ',') break;
      this.at += 1;
    }
    this.expect(close, `, or ${close} is expected`);
    this.depth -= 1;
  }

  private key(): void {
    if (this.next() !== '"') {
      throw new Fault(this.at, this.at < this.text.length ? 'a name in " is expected' : 'it ends too early');
    }
    this.string();
    this.expect(':', ': is expected');
  }

  private string(): void {
    const from = this.at;
    this.at += 1;
    for (;;) {
      this.skip(PLAIN);
      const sign = this.text[this.at];
      if (sign === '"') break;
      if (sign === undefined) throw new Fault(from, 'a text is not closed by "');
      if (sign === '\\') {
        if (!this.skip(ESCAPE)) throw new Fault(this.at, 'a \\ is followed by what JSON does not know');
      } else {
        if (sign === '\n' || sign === '\r') throw new Fault(from, 'a text is not closed by "');
        throw new Fault(this.at, 'a control character');
      }
    }
    this.at += 1;
  }
}

/**
 * Finds where a text is not JSON (RFC 8259). Engines put this into messages of their own, each in another way, and some
 * leave the place out; this says the same everywhere.
 *
 * @param text any text
 * @returns null where it is JSON
 */
export function findJsonFault(text: string): JsonFault | null {
  try {
    new Walker(text).walk();
    return null;
  } catch (thrown) {
    if (thrown instanceof Fault) return { at: thrown.at, detail: thrown.message };
    throw thrown;
  }
}

/**
 * The line and column of an offset, both from 1; columns count characters as people see code points.
 *
 * @param at offset in UTF-16 units
 */
export function placeInText(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split(/\r\n|\r|\n/u);
  return { line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 };
}
