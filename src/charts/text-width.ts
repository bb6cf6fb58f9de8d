/** Roughly how wide the longest line of a text is at the size of figures, a little too wide rather than too narrow. CSS pixels. */
export function roughWidth(text: string): number {
  const widths = text
    .split('\n')
    .map((line) => Array.from(line).reduce((sum, character) => sum + (character > '\u2e80' ? 12 : 6.6), 0));
  return Math.max(0, ...widths);
}

/** A text that is cut to fit a width, with a sign that it was cut; some of it always stays. CSS pixels. */
export function shortened(text: string, width: number): string {
  // Sums of widths differ in their last digits by the order they are added in.
  if (roughWidth(text) <= width + 0.01) return text;
  const kept = Array.from(text);
  while (kept.length > 2 && roughWidth(`${kept.join('')}…`) > width) kept.pop();
  return `${kept.join('').trimEnd()}…`;
}

/** Breaks a text into lines of at most this width, as drawn text does not break by itself; breaks in it stay. CSS pixels. */
export function wrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width))
    .join('\n');
}

function wrappedLine(text: string, width: number): string {
  const words = text.match(/[^\s\u2e80-\uffff]+\s*|[\u2e80-\uffff]/gu) ?? [];
  return words
    .reduce<string[]>((lines, word) => {
      const line = lines.at(-1) ?? '';
      return roughWidth((line + word).trimEnd()) <= width || line === ''
        ? [...lines.slice(0, -1), line + word]
        : [...lines, word];
    }, [])
    .map((line) => line.trimEnd())
    .join('\n');
}
