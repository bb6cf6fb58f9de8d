import { describe, expect, test } from 'vitest';
import { hrefOf, parseRoute, PRIVACY_SECTIONS, type Route } from '../../src/state/route.ts';

const places: readonly Route[] = [
  { name: 'data' },
  { name: 'columns' },
  { name: 'receipt' },
  { name: 'analyses' },
  { name: 'analysis', id: 'rfm' },
  { name: 'method', id: 'rfm' },
  ...PRIVACY_SECTIONS.map((section): Route => ({ name: 'privacy', section })),
  { name: 'notebook', id: null },
  { name: 'notebook', id: '0b9d6f5e-3a53-4f6a-9d6e-2f0c1a7b8c9d' },
  { name: 'settings' },
];

describe('addresses', () => {
  test.each(places)('$name reads back as it was written', (route) => {
    expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  test('an empty address is Data, whatever slashes stand around it', () => {
    for (const hash of ['', '#', '#/', '#/data/', 'data']) expect(parseRoute(hash)).toEqual({ name: 'data' });
  });

  test('nothing else is a place', () => {
    for (const hash of [
      '#/nowhere',
      '#/analyses/../x',
      '#/analyses/RFM',
      '#/constructor',
      '#/method/',
      '#/privacy/x',
      '#/notebook/x',
    ]) {
      expect(parseRoute(hash)).toEqual({ name: 'unknown' });
    }
  });
});
