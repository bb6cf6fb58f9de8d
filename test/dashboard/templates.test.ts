import { describe, expect, it } from 'vitest';
import type { BoundData } from '../../src/analyses/analysis.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import { readDashboard, writeDashboard } from '../../src/dashboard/dashboard-file.ts';
import type { Dashboard, Tile } from '../../src/dashboard/dashboard.ts';
import { compacted } from '../../src/dashboard/layout.ts';
import { applyToDashboard } from '../../src/dashboard/operations.ts';
import { dashboardOf, DASHBOARD_TEMPLATES } from '../../src/dashboard/templates/index.ts';
import { lacksTargets, yearBeforeTargets } from '../../src/dashboard/year-before-targets.ts';
import { missingRoles } from '../../src/data/readiness.ts';
import { LOCALES, loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

const BASE = {
  orderLines: false,
  firstOrder: '2024-01-01',
  lastOrder: '2026-06-30',
  currency: 'EUR',
  extraColumns: [{ name: 'email', kind: 'text' }],
} as const;
const DATA: Readonly<Record<string, BoundData>> = {
  everything: {
    ...BASE,
    orderLines: true,
    roles: [
      ...(['customerId', 'orderId', 'orderedAt', 'amount', 'quantity', 'cost'] as const),
      ...(['channel', 'country', 'category', 'product'] as const),
    ],
  },
  paid: { ...BASE, roles: ['customerId', 'orderedAt', 'amount'] },
  bare: { ...BASE, roles: ['customerId', 'orderedAt'] },
  empty: { ...BASE, roles: ['customerId', 'orderedAt', 'amount'], firstOrder: null, lastOrder: null },
};
const en = createTranslate('en', await loadMessages('en'));

function made(id: string, data: BoundData): Dashboard {
  const template = DASHBOARD_TEMPLATES.find((each) => each.id === id);
  if (template === undefined) throw new RangeError(`there is no template ${id}`);
  return dashboardOf(template, data, en);
}

function tilesOf(dashboard: Dashboard): readonly Tile[] {
  return dashboard.pages.flatMap(({ tiles }) => tiles);
}

const cases = Object.entries(DATA).flatMap(([name, data]) =>
  DASHBOARD_TEMPLATES.filter(({ required }) => missingRoles(data.roles, required).length === 0).map(
    (template) => ({ name, data, template }),
  ),
);

describe.each(cases)('$template.id of data with $name', ({ name, data, template }) => {
  it('is a dashboard without empty pages, every tile in its place', async () => {
    for (const locale of LOCALES) {
      const translate = createTranslate(locale, await loadMessages(locale));
      const dashboard = dashboardOf(template, data, translate);
      expect(readDashboard(writeDashboard(dashboard))).toEqual({ dashboard, readOnly: null });
      expect(dashboard.title).not.toBe('');
      for (const { title, tiles } of dashboard.pages) {
        expect(title).not.toBe('');
        expect(tiles.length).toBeGreaterThan(0);
        expect(compacted(tiles).map(({ place }) => place)).toEqual(tiles.map(({ place }) => place));
      }
    }
  });

  it('asks for nothing that the data have not', () => {
    const dashboard = made(template.id, data);
    const [paid, divided] = [name !== 'bare', name === 'everything'];
    const dimensions = tilesOf(dashboard).flatMap(({ body }) =>
      body.kind === 'groups' ? body.dimensions : [],
    );
    const named = [...dimensions, ...dashboard.filters];
    expect(named).not.toContain('email');
    if (!divided)
      expect(named.filter((each) => ['channel', 'country', 'category'].includes(each))).toEqual([]);
    if (!paid) expect(named.filter((each) => ['segment', 'tier'].includes(each))).toEqual([]);
    for (const { body } of tilesOf(dashboard)) {
      if (body.kind === 'figure' && !paid) expect(body.measure).not.toMatch(/revenue|margin|value/u);
      if (body.kind === 'figure' && !divided) expect(body.measure).not.toMatch(/units|margin/u);
      if (body.kind !== 'analysis') continue;
      const analysis = findAnalysis(body.analysis);
      expect(analysis.views.map(({ id }) => id)).toContain(body.view);
      expect(missingRoles(data.roles, analysis.roles.required)).toEqual([]);
      expect(name).not.toBe('empty');
    }
  });
});

describe('templates', () => {
  it('are all there for data with everything, and as many as can be for less', () => {
    const ids = (data: string): readonly string[] =>
      cases.filter(({ name }) => name === data).map(({ template }) => template.id);
    expect(ids('everything')).toEqual([
      'executive',
      'segments',
      'retention',
      'value',
      'scorecard',
      'posture',
    ]);
    expect(ids('bare')).toEqual(['executive', 'retention', 'scorecard', 'posture']);
  });

  it('put four perspectives on a scorecard, whose targets are what was reached a year before', () => {
    const card = made('scorecard', DATA['everything'] as BoundData);
    const [page] = card.pages;
    const headings = page?.tiles.flatMap(({ body }) => (body.kind === 'text' ? [body.markdown] : []));
    expect(headings).toEqual(['## Financial', '## Customer', '## Process', '## Growth']);
    const figures = tilesOf(card).filter(({ body }) => body.kind === 'figure');
    expect(figures.length).toBe(13);
    const yearBefore = (tile: string): number | null =>
      figures.findIndex(({ id }) => id === tile) === 0 ? null : 123.456;
    const operation = yearBeforeTargets(card, yearBefore);
    if (operation === null) throw new Error('there are no targets');
    const { dashboard, inverse } = applyToDashboard(card, operation);
    const targets = tilesOf(dashboard).flatMap(({ body }) => (body.kind === 'figure' ? [body.target] : []));
    expect(targets[0]).toBeNull();
    expect(targets[1]).toEqual({ value: 123, better: 'more', tolerance: 0.05 });
    expect(targets[2]).toEqual({ value: 123.456, better: 'more', tolerance: 0.05 });
    expect(applyToDashboard(dashboard, inverse).dashboard).toEqual(card);
    expect(yearBeforeTargets(dashboard, () => undefined)).toBeNull();
    expect([card, dashboard].map(({ pages }) => pages.some(lacksTargets))).toEqual([true, false]);
  });

  it('wait for targets on a scorecard alone', () => {
    const waiting = ['executive', 'segments', 'retention', 'value', 'posture', 'scorecard'].filter((id) =>
      made(id, DATA['everything'] as BoundData).pages.some(lacksTargets),
    );
    expect(waiting).toEqual(['scorecard']);
  });
});
