import { describe, expect, test } from 'vitest';
import { themedSvg } from '../../workers/snapshot/themed-svg.ts';

describe('a drawing for both themes', () => {
  const drawing = (line: string, ink: string): string =>
    `<svg xmlns="x" width="9"><path d="M1 1L2 2" stroke="${line}" data-mark="0"></path><path d="M2 1L3 2" stroke="${line}" data-mark="0"></path>` +
    `<path d="M3 1L4 2" stroke="${line}" data-mark="1"></path><text style="font-size:12px;" fill="${ink}">a</text></svg>`;

  test('names colours that differ, and joins shapes of one mark that are painted alike', () => {
    const { svg, colours } = themedSvg(drawing('#cccccc', '#111111'), drawing('#333333', '#111111'), 'p');
    const [[name, pair] = ['', []]] = [...colours];
    expect(colours.size).toBe(1);
    expect(pair).toEqual(['#cccccc', '#333333']);
    expect(svg).toBe(
      `<svg width="9"><path d="M1 1L2 2M2 1L3 2" stroke="var(${name},#cccccc)" data-mark="0"></path>` +
        `<path d="M3 1L4 2" stroke="var(${name},#cccccc)" data-mark="1"></path><text font-size="12" fill="#111111">a</text></svg>`,
    );
  });

  test('refuses drawings that differ in more than colours', () => {
    expect(() => themedSvg('<svg><g></g></svg>', '<svg></svg>', 'p')).toThrow(RangeError);
  });
});
