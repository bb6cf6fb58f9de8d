import { describe, expect, it } from 'vitest';
import { visibleBlanks } from '../../src/screens/import/blank-marks.ts';

describe('blanks in examples of cures', () => {
  it.each([
    ['mug ', ['mug', '<␣>']],
    ['\u3000 mug', ['<␣␣>', 'mug']],
    ['m\u200bug', ['m', '<▯>', 'ug']],
    ['tea\u00a0pot', ['tea', '<␣>', 'pot']],
    ['\u200b ', ['<▯␣>']],
    ['tea pot', ['tea pot']],
    ['', []],
  ])('are drawn where they matter: %j', (text, parts) => {
    expect(visibleBlanks(text).map((part) => (part.drawn ? `<${part.text}>` : part.text))).toEqual(parts);
  });
});
