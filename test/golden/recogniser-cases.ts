import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sharedFolder } from '../analyses/orders-in-engine.ts';

/** One case of a published test: what to look through, and what is to be found or thought of it. */
export interface RecogniserCase {
  readonly text: string;
  /** How many identifiers stand in the text, and where; null: the case judges the whole text instead. */
  readonly found: { readonly count: number; readonly spans: readonly (readonly [number, number])[] } | null;
  /** Whether the text as a whole is valid; null: the case looks for findings. */
  readonly valid: boolean | null;
}

/** The cases of one published test file. */
export interface RecogniserCases {
  /** Name of the file without `test_` and `_recognizer.py`. */
  readonly name: string;
  readonly cases: readonly RecogniserCase[];
}

interface RawCase {
  readonly text: string;
  readonly expectedCount?: number;
  readonly valid?: boolean;
  readonly spans?: readonly number[] | readonly (readonly number[])[];
}

/** The published cases; null where ../shared is not there. */
export function readRecogniserCases(): readonly RecogniserCases[] | null {
  const shared = sharedFolder();
  if (shared === null) return null;
  const file = path.join(shared, 'golden', 'presidio-recogniser-vectors.json');
  const { recognisers } = JSON.parse(readFileSync(file, 'utf8')) as {
    recognisers: readonly { file: string; cases: readonly RawCase[] }[];
  };
  return recognisers.map(({ file: source, cases }) => ({
    name: path.basename(source).replace(/^test_|_recognizer\.py$/gu, ''),
    cases: cases.map(({ text, expectedCount, valid, spans }) => ({
      text,
      found: expectedCount === undefined ? null : { count: expectedCount, spans: pairs(spans ?? []) },
      valid: valid ?? null,
    })),
  }));
}

/** Spans stand as one pair or as pairs; single numbers are scores. */
function pairs(spans: readonly (number | readonly number[])[]): (readonly [number, number])[] {
  const listed = spans.every((span) => typeof span === 'number') ? [spans] : spans;
  return listed.flatMap((span) => {
    const [start, end] = typeof span === 'number' ? [] : span;
    return typeof start === 'number' && typeof end === 'number' ? [[start, end] as const] : [];
  });
}
