import { describe, expect, test } from 'vitest';
import { ANALYSES } from '../../src/analyses/index.ts';
import { ANALYSIS_IDS } from '../../src/commands/analysis-groups.ts';
import { conflictsOf } from '../../src/commands/shortcuts.ts';
import { COMMANDS } from '../../src/commands/commands.ts';
import { searchEntries } from '../../src/commands/search.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';

describe('commands', () => {
  test('have ids and shortcuts of their own', () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...conflictsOf(COMMANDS)]).toEqual([]);
  });

  test('name every analysis there is, and no other', () => {
    expect(ANALYSIS_IDS.toSorted()).toEqual(ANALYSES.map(({ id }) => id).toSorted());
  });

  test('are found by any of their words, the closest first', () => {
    const entries = COMMANDS.map((command) => ({ ...command, texts: [ENGLISH[command.title] as string] }));
    expect(searchEntries(entries, 'dark').map(({ id }) => id)).toEqual(['look.theme-dark']);
    expect(searchEntries(entries, 'go priv').map(({ id }) => id)).toEqual(['go.privacy']);
    expect(searchEntries(entries, 'no such thing')).toEqual([]);
    expect(searchEntries(entries, '  ')).toHaveLength(entries.length);
  });

  test('put a text that starts with the query before one that holds it', () => {
    const entries = [{ texts: ['Show data'] }, { texts: ['Metadata'] }, { texts: ['Data'] }];
    expect(searchEntries(entries, 'data').map(({ texts }) => texts[0])).toEqual([
      'Data',
      'Show data',
      'Metadata',
    ]);
  });

  test('are found by either language', () => {
    const entries = [{ texts: ['前往隐私', 'Go to Privacy'] }];
    expect(searchEntries(entries, '隐私')).toHaveLength(1);
    expect(searchEntries(entries, 'privacy')).toHaveLength(1);
  });
});
