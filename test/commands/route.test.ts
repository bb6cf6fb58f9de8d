import { describe, expect, test } from 'vitest';
import { hrefOf, parseRoute, PRIVACY_SECTIONS, screenKey, type Route } from '../../src/state/route.ts';

const places: readonly Route[] = [
  { name: 'data' },
  { name: 'columns' },
  { name: 'receipt' },
  { name: 'merge' },
  { name: 'profile', relation: 'orders' },
  { name: 'analyses' },
  { name: 'analysis', id: 'rfm' },
  { name: 'method', id: 'rfm' },
  ...PRIVACY_SECTIONS.map((section): Route => ({ name: 'privacy', section })),
  { name: 'notebook', id: null },
  { name: 'notebook', id: '0b9d6f5e-3a53-4f6a-9d6e-2f0c1a7b8c9d' },
  { name: 'dashboard', id: null, page: null, filters: '' },
  { name: 'dashboard', id: '0b9d6f5e-3a53-4f6a-9d6e-2f0c1a7b8c9d', page: null, filters: '' },
  {
    name: 'dashboard',
    id: '0b9d6f5e-3a53-4f6a-9d6e-2f0c1a7b8c9d',
    page: 'page-2',
    filters: '1~country.in.DE.FR~period.to.2026-01.2026-06',
  },
  { name: 'settings' },
];

describe('addresses', () => {
  test.each(places)('$name reads back as it was written', (route) => {
    expect(parseRoute(hrefOf(route))).toEqual(route);
  });

  test('an empty address is Data, whatever slashes stand around it', () => {
    for (const hash of ['', '#', '#/', '#/data/', 'data']) expect(parseRoute(hash)).toEqual({ name: 'data' });
  });

  test('pages and filters of one dashboard are on one screen', () => {
    const id = '0b9d6f5e-3a53-4f6a-9d6e-2f0c1a7b8c9d';
    const [first, second] = [
      screenKey({ name: 'dashboard', id, page: null, filters: '' }),
      screenKey({ name: 'dashboard', id, page: 'page-2', filters: '1~country.in.DE' }),
    ];
    expect(second).toBe(first);
  });

  test.each([...places, { name: 'unknown' } as const])(
    'the key of the screen of $name leads to it',
    (route) => {
      const found = parseRoute(screenKey(route));
      expect(found).toEqual(route.name === 'dashboard' ? { ...route, page: null, filters: '' } : route);
    },
  );

  test('nothing else is a place', () => {
    for (const hash of [
      '#/nowhere',
      '#/analyses/../x',
      '#/analyses/RFM',
      '#/constructor',
      '#/method/',
      '#/privacy/x',
      '#/notebook/x',
      '#/dashboard/x',
      '#/dashboard?f=1',
    ]) {
      expect(parseRoute(hash)).toEqual({ name: 'unknown' });
    }
  });
});
