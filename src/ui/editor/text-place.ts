/** A place of a text as people count: lines and signs from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Where an offset of UTF-16 units is; a sign of two units counts once. */
export function textPlace(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 };
}
