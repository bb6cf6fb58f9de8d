import { describe, expect, test } from 'vitest';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import type { Message } from '../../src/i18n/messages.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';

function texts(message: Message): string[] {
  return typeof message === 'string'
    ? [message]
    : [message.one, message.other].filter((text) => text !== undefined);
}

function places(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? '').sort();
}

const keys = Object.keys(ENGLISH) as (keyof typeof ENGLISH)[];

describe('catalogues', () => {
  test('have the same keys', () => {
    expect(Object.keys(chinese).sort()).toEqual([...keys].sort());
  });

  test('name the same places in every text of a key; a singular may do without its number', () => {
    const different = keys.filter((key) => {
      const wanted = places(texts(ENGLISH[key]).at(-1) ?? '');
      const singular = wanted.filter((place) => place !== 'count');
      return [ENGLISH[key], chinese[key]].some((message) =>
        texts(message).some((text) => {
          const named = places(text).join();
          const isSingular = typeof message !== 'string' && text === message.one;
          return named !== wanted.join() && !(isSingular && named === singular.join());
        }),
      );
    });
    expect(different).toEqual([]);
  });

  test('leave nothing untold that English tells', () => {
    const blank = (message: Message) => texts(message).some((text) => text.trim() === '');
    const untold = keys.filter((key) => blank(chinese[key]) && !blank(ENGLISH[key]));
    expect(untold).toEqual([]);
  });

  test('avoid the words the glossary rules out', () => {
    // k-anonymity and its kin are names of measures.
    const ruledOut = /(?<!\bk-|\bk\)-)\banonym|\bcompliant\b|\bAI\b|匿名化|合规/u;
    const found = keys.filter((key) =>
      [...texts(ENGLISH[key]), ...texts(chinese[key])].some((text) => ruledOut.test(text)),
    );
    expect(found).toEqual([]);
  });
});
