import type { TextSpan } from '../contract/notebook.ts';

interface Piece {
  /** Where it begins in the text put together. */
  readonly start: number;
  readonly text: string;
  readonly origin: TextSpan;
}

/** A text put together of pieces, and where each comes from in the text a user has written. */
export class PositionMap {
  readonly #pieces: Piece[] = [];
  #length = 0;

  /** Adds a piece at the end. */
  add(text: string, origin: TextSpan): void {
    this.#pieces.push({ start: this.#length, text, origin });
    this.#length += text.length;
  }

  /** The text put together. */
  get text(): string {
    return this.#pieces.map(({ text }) => text).join('');
  }

  /**
   * Where the piece at a place of the text put together comes from: the token there, or the last one when the place is
   * behind the end.
   */
  originAt(offset: number): TextSpan {
    const found = this.#pieces.findLast(({ start }) => start <= offset) ?? this.#pieces[0];
    const { from, to } = found?.origin ?? { from: 0, to: 0 };
    return { from, to };
  }
}
