import { describe, expect, test } from 'vitest';
import { recogniser } from '../../src/privacy/identifiers/index.ts';
import type { Recogniser } from '../../src/privacy/identifiers/recogniser.ts';
import { readRecogniserCases, type RecogniserCase } from './recogniser-cases.ts';
import { EXCEPTIONS, LEFT_OUT } from './recogniser-exceptions.ts';
import { KIND_OF } from './recogniser-kinds.ts';

const published = readRecogniserCases();

/** Whether a recogniser answers a case as published: the number of findings, and their places where they are given. */
function agrees(known: Recogniser, { text, found, valid }: RecogniserCase): boolean {
  if (found === null) return (known.test(text) === 'valid') === valid;
  const spans = known.find(text);
  const placed =
    found.count === 0 ||
    found.spans.every(([start, end], place) => {
      return spans[place]?.start === start && spans[place].end === end;
    });
  return spans.length === found.count && placed;
}

function isExcepted(name: string, { text, found, valid }: RecogniserCase): boolean {
  const expected = found?.count ?? valid;
  return EXCEPTIONS.some((one) => one.name === name && one.text === text && one.expected === expected);
}

describe.skipIf(published === null)('cases of Presidio (skipped where ../shared is not there)', () => {
  const all = published ?? [];

  for (const { name, cases } of all.filter((file) => !(file.name in LEFT_OUT))) {
    test(`${name}: ${cases.length} cases`, () => {
      const known = recogniser(KIND_OF[name] ?? '');
      expect(known).toBeDefined();
      if (known === undefined) return;
      const answered = cases.map((one) => ({ one, agreed: agrees(known, one) }));
      expect(answered.filter(({ one, agreed }) => agreed === isExcepted(name, one))).toEqual([]);
    });
  }

  for (const [name, reason] of Object.entries(LEFT_OUT)) test.skip(`${name}: ${reason}`, () => undefined);

  test('at least 98 % of all cases are answered as published', () => {
    const judged = all.flatMap(({ name, cases }) => {
      const known = recogniser(KIND_OF[name] ?? '');
      return known === undefined ? [] : cases.map((one) => agrees(known, one));
    });
    const left = all.filter(({ name }) => name in LEFT_OUT).flatMap(({ cases }) => cases).length;
    const agreed = judged.filter(Boolean).length;
    console.log(`Recognisers: ${agreed} of ${judged.length} published cases, ${left} left out`);
    expect(judged.length + left).toBe(1688);
    expect(agreed / judged.length).toBeGreaterThan(0.98);
  });
});
