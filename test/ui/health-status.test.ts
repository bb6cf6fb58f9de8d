import { expect, test } from 'vitest';
import { worst } from '../../src/ui/health/health-status.ts';

test('a card is as good as its worst check', () => {
  expect(worst([])).toBe('good');
  expect(worst(['good', 'caution', 'good'])).toBe('caution');
  expect(worst(['caution', 'bad', 'good'])).toBe('bad');
});
