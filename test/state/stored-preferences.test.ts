import { describe, expect, it } from 'vitest';
import { readPreferences } from '../../src/state/stored-preferences.ts';

const PLAIN = {
  version: 2,
  locale: null,
  theme: 'system',
  characterKeys: true,
  shortcuts: {},
  signSnapshots: true,
  policy: null,
};

describe('preferences as they were kept', () => {
  it('are read as they were set', () => {
    const set = {
      version: 2,
      locale: 'zh-CN',
      theme: 'dark',
      characterKeys: false,
      shortcuts: { a: null },
      signSnapshots: false,
      policy: { threshold: 20 },
    };
    expect(readPreferences(JSON.stringify(set))).toEqual(set);
  });

  it('of version 1 had a threshold, which is a policy of one setting', () => {
    expect(readPreferences('{"version":1,"threshold":15}')).toEqual({ ...PLAIN, policy: { threshold: 15 } });
    expect(readPreferences('{"version":1,"threshold":0.5}')).toEqual(PLAIN);
    expect(readPreferences('{"version":1}')).toEqual(PLAIN);
  });

  it('are as if they had not been set where they cannot be read', () => {
    const odd = { version: 2, locale: 'fr', theme: 3, characterKeys: 'no', signSnapshots: 0 };
    expect(readPreferences(JSON.stringify({ ...odd, shortcuts: { a: 1, b: 'Mod+B' } }))).toEqual(PLAIN);
    expect(readPreferences(JSON.stringify(odd))).toEqual(PLAIN);
  });

  it.each([null, '', 'null', '[]', '2', '{"version":3}', '{"theme":"dark"}'])('are none in %j', (text) => {
    expect(readPreferences(text)).toBeNull();
  });
});
