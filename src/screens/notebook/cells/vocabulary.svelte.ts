import type { SqlVocabulary } from '../../../contract/notebook.ts';
import type { EnginePort } from '../../../state/engine-port.ts';

/** The words of the engine's SQL, asked for once. */
class Vocabulary {
  words: SqlVocabulary | null = $state.raw(null);
  #asked = false;
  readonly #engine: EnginePort;

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  /** Asks for the words once the engine is there. */
  async ask(): Promise<void> {
    if (this.#asked || this.#engine.status !== 'ready') return;
    this.#asked = true;
    const answer = await this.#engine.notebook.vocabulary();
    if (answer.ok) this.words = answer.value;
    else this.#asked = false;
  }
}

const known = new WeakMap<EnginePort, Vocabulary>();

/** The words of an engine's SQL; made on first use. */
export function vocabularyOf(engine: EnginePort): Vocabulary {
  const found = known.get(engine) ?? new Vocabulary(engine);
  known.set(engine, found);
  return found;
}
