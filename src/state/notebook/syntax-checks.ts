import type { AppError } from '../../contract/error.ts';
import type { NotebookPort } from '../engine-port.ts';

/** Texts remembered besides those in use. */
const KEPT_TEXTS = 200;

/** What DuckDB's parser says of SQL that does not run now, asked once for each text. */
export class SyntaxChecks {
  readonly #engine: NotebookPort;
  readonly #found = new Map<string, AppError | null>();
  readonly #asked = new Set<string>();

  constructor(engine: NotebookPort) {
    this.#engine = engine;
  }

  /** Why a text cannot be run; null where nothing is known against it. */
  errorOf(text: string): AppError | null {
    return this.#found.get(text) ?? null;
  }

  /**
   * Asks about texts that are not known.
   *
   * @returns whether an error was found
   */
  async look(texts: readonly string[]): Promise<boolean> {
    const unknown = [...new Set(texts)].filter((text) => !this.#found.has(text) && !this.#asked.has(text));
    if (this.#found.size > KEPT_TEXTS) this.#found.clear();
    const errors = await Promise.all(unknown.map((text) => this.#lookAt(text)));
    return errors.some((error) => error !== null);
  }

  async #lookAt(text: string): Promise<AppError | null> {
    this.#asked.add(text);
    const result = await this.#engine.inspect(text);
    this.#asked.delete(text);
    const error = result.ok ? null : result.error;
    // Errors that are not about the text come from the state of the engine, and pass.
    if (error !== null && !error.code.startsWith('sql.')) return null;
    this.#found.set(text, error);
    return error;
  }
}
