import { describe, expect, test } from 'vitest';
import { givenModels } from '../../../workers/cli/given-models.ts';
import { UsageError } from '../../../workers/cli/usage-error.ts';

describe('models as parameters name them', () => {
  test.each<readonly [unknown]>([
    [[{ model: 'kAnonymity', k: 5 }]],
    [[{ k: 5 }]],
    [[{ 'k-anonymity': 5 }]],
    [[{ 'k-anonymity': { k: 5 } }]],
    [[{ model: 'k-anonymity', k: 5 }]],
    [[{ kind: 'K-Anonymity', k: 5 }]],
    [{ type: 'k_anonymity', k: 5 }],
    [{ k: 5 }],
  ])('%j is 5-anonymity', (given) => {
    expect(givenModels(given, [])).toEqual([{ model: 'kAnonymity', k: 5 }]);
  });

  test('an object of parameters is a model each, of every sensitive column', () => {
    expect(givenModels({ k: 5, l: 2, t: 0.2 }, ['job', 'pay'])).toEqual([
      { model: 'kAnonymity', k: 5 },
      { model: 'distinctLDiversity', l: 2, sensitive: 'job' },
      { model: 'distinctLDiversity', l: 2, sensitive: 'pay' },
      { model: 'tCloseness', t: 0.2, distance: 'equal', sensitive: 'job' },
      { model: 'tCloseness', t: 0.2, distance: 'equal', sensitive: 'pay' },
    ]);
    expect(givenModels([{ c: 3, l: 2 }, { 'enhanced-beta-likeness': 1 }], ['job'])).toEqual([
      { model: 'recursiveCLDiversity', c: 3, l: 2, sensitive: 'job' },
      { model: 'betaLikeness', beta: 1, enhanced: true, sensitive: 'job' },
    ]);
  });

  test.each<readonly [unknown, readonly string[]]>([
    [undefined, []],
    [[{ model: 'secrecy', k: 5 }], []],
    [[{ k: 0 }], []],
    [[{ t: 0.2 }], []],
  ])('%j is refused', (given, sensitive) => {
    expect(() => givenModels(given, sensitive)).toThrow(UsageError);
  });
});
