import type { AppError } from '../../contract/error.ts';
import type { NotebookPort } from '../engine-port.ts';
import type { Inspected } from './runnable-cell.ts';

/** Texts remembered besides those in use. */
const KEPT_TEXTS = 500;

/** Errors that are about the text, and will be the same next time; others come from the engine's state. */
function isOfText(error: AppError): boolean {
  return error.code.startsWith('sql.');
}

/** What SQL reads, asked of the engine once for each text. */
export class Inspections {
  readonly #engine: NotebookPort;
  readonly #found = new Map<string, Exclude<Inspected, null>>();
  readonly #asked = new Set<string>();

  constructor(engine: NotebookPort) {
    this.#engine = engine;
  }

  /** Null before it is known. */
  of(text: string): Inspected {
    return this.#found.get(text) ?? null;
  }

  /**
   * Asks about texts that are not known.
   *
   * @param texts all that are in use; others may be forgotten
   * @returns whether something new is known
   */
  async look(texts: readonly string[]): Promise<boolean> {
    this.#prune(texts);
    const unknown = [...new Set(texts)].filter((text) => !this.#found.has(text) && !this.#asked.has(text));
    const found = await Promise.all(unknown.map((text) => this.#lookAt(text)));
    return found.includes(true);
  }

  async #lookAt(text: string): Promise<boolean> {
    this.#asked.add(text);
    const result = await this.#engine.inspect(text);
    this.#asked.delete(text);
    if (!result.ok && !isOfText(result.error)) return false;
    this.#found.set(text, result.ok ? result.value : result.error);
    return true;
  }

  #prune(used: readonly string[]): void {
    if (this.#found.size <= KEPT_TEXTS + used.length) return;
    const inUse = new Set(used);
    for (const text of this.#found.keys()) if (!inUse.has(text)) this.#found.delete(text);
  }
}
