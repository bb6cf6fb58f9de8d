import { tokens, WIDE_SIGNS } from '../../query/lexer.ts';
import type { TextSpan } from '../../contract/notebook.ts';

/** A sign of a Chinese keyboard where SQL has one of its own. */
export interface WideSign extends TextSpan {
  readonly sign: string;
  /** What SQL writes instead. */
  readonly plain: string;
}

/** Finds such signs; those in texts, comments and quoted names are what they are. */
export function wideSigns(text: string): readonly WideSign[] {
  return tokens(text).flatMap(({ kind, text: sign, from, to }) => {
    const plain = kind === 'symbol' ? WIDE_SIGNS[sign] : undefined;
    return plain === undefined ? [] : [{ sign, plain, from, to }];
  });
}

/** The text with plain signs in their place. */
export function withPlainSigns(text: string): string {
  return tokens(text)
    .map(({ kind, text: piece }) => (kind === 'symbol' ? (WIDE_SIGNS[piece] ?? piece) : piece))
    .join('');
}
