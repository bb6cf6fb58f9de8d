import type { FileSource } from './database.ts';

/** Bytes of a file for who asks for slices of a Blob; a file on disk is none under Node. */
export class Slices extends Blob {
  readonly #source: FileSource;
  readonly #from: number;
  readonly #to: number;

  constructor(source: FileSource, from: number, to: number) {
    super();
    this.#source = source;
    this.#from = from;
    this.#to = to;
  }

  override get size(): number {
    return this.#to - this.#from;
  }

  override slice(start = 0, end = this.size): Blob {
    const at = (place: number): number =>
      this.#from + Math.min(this.size, place < 0 ? Math.max(0, this.size + place) : place);
    return new Slices(this.#source, at(start), at(end));
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(await this.#source.read(this.#from, this.#to)).buffer;
  }
}
