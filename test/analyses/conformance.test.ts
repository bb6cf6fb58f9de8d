import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/analyses/analysis.ts';
import { ANALYSES, findAnalysis } from '../../src/analyses/index.ts';
import { AppFailure } from '../../src/contract/error.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { loadMessages, LOCALES } from '../../src/i18n/messages.ts';
import { AnalysedOrders, type TestOrder } from './orders-in-engine.ts';

const REFERENCES = { en: /^## References$/mu, 'zh-CN': /^## 参考文献$/mu };

/** Forty customers over a year, with repeats, ties, a free order and a refund. */
function someOrders(): TestOrder[] {
  return Array.from({ length: 120 }, (_, index) => ({
    customer: `customer ${(index * 7) % 40}`,
    day: new Date(Date.UTC(2025, 0, 1 + ((index * 11) % 365))).toISOString().slice(0, 10),
    amount: index === 5 ? 0 : index === 6 ? -20 : 10 + ((index * 13) % 90),
  }));
}

function withheld(table: ResultSet, names: readonly string[]): ResultSet {
  const columns = table.columns.map((column) =>
    names.includes(column.name) ? { ...column, values: column.values.map(() => null) } : column,
  );
  return { ...table, columns };
}

function messageKeys(analysis: Analysis): readonly string[] {
  return [
    analysis.title,
    analysis.summary,
    ...Object.values(analysis.facts).map((fact) => fact.label),
    ...analysis.views.map((view) => view.title),
    ...Object.values(analysis.tables).flatMap((table) => [
      table.title,
      ...table.columns.map((column) => column.label),
    ]),
  ];
}

test('ids are unique, and an unknown one is an error with a code', () => {
  expect(new Set(ANALYSES.map(({ id }) => id)).size).toBe(ANALYSES.length);
  expect(() => findAnalysis('none')).toThrow(AppFailure);
});

/** Tables whose rows are on more than one set of customers: their register compares them by name, and why. */
const COMPARED_BY_NAME: Readonly<Record<string, string>> = {
  'rfm/tie_policies': 'counts who would move under rules that are not in force',
  'clv/health': 'each row judges another fit; nobody is told apart by it',
  'clv/parameters': 'estimates of the whole fit',
  'clv/concentration': 'a row is on two rankings: by expected and by past value',
  'churn/sbg': 'made by a kernel from lifetimes that hold no customer',
  'churn/drivers': 'estimates of the whole fit',
  'churn/deciles': 'made by a kernel from scores that hold no customer',
  'churn/health': 'each row judges another fit; nobody is told apart by it',
  'lifecycle/quick_ratio': 'sets those who came against those who left',
  'migration/net': 'sets those of two dates against each other',
  'kpi/summary': 'sets up to three periods against each other',
  'kpi/changes': 'sets up to three periods against each other',
  'kpi/growth': 'sets two periods against each other',
  'kpi/growth_periods': 'sets two periods against each other',
  'kpi/mix': 'sets two periods against each other',
};

test('every table on groups says who is behind its rows, or why it cannot', () => {
  const unsaid = ANALYSES.flatMap(({ id, tables }) =>
    Object.entries(tables).flatMap(([name, { kind, members }]) =>
      kind === 'aggregate' && members === undefined ? [`${id}/${name}`] : [],
    ),
  );
  expect(unsaid.sort()).toEqual(Object.keys(COMPARED_BY_NAME).sort());
});

/** Columns that hold a running total or a ratio of one under a name that does not say so. */
const RUNNING = ['clv/concentration/clv_share', 'clv/concentration/historic_share'];

test('every running total is declared as one, so that the gate stops it at what it withholds', () => {
  const columns = ANALYSES.flatMap(({ id, tables }) =>
    Object.entries(tables).flatMap(([table, { kind, columns: each }]) =>
      kind === 'aggregate' ? each.map((column) => [`${id}/${table}/${column.name}`, column] as const) : [],
    ),
  );
  const named = columns.filter(([name]) => /cumulative|running|so_far/u.test(name) || RUNNING.includes(name));
  expect(named.map(([name]) => name)).toEqual(expect.arrayContaining(RUNNING));
  expect(named.filter(([, { disclosure }]) => disclosure?.kind !== 'running').map(([name]) => name)).toEqual(
    [],
  );
});

describe.each(ANALYSES.map((analysis) => [analysis.id, analysis] as const))('%s', (id, analysis) => {
  let orders: AnalysedOrders;
  let outcome: AnalysisOutcome;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    await orders.loadOrders(someOrders());
    outcome = await orders.analyse(id);
  });
  afterAll(() => orders.close());

  test('an id that fits addresses, SQL and the command line', () => {
    expect(id).toMatch(/^[a-z][a-z0-9_]{0,40}$/u);
    expect(Number.isSafeInteger(analysis.version)).toBe(true);
  });

  test('defaults are valid and complete', () => {
    const parsed = v.parse(analysis.params, {});
    expect(v.parse(analysis.params, parsed)).toEqual(parsed);
    expect(outcome.params).toEqual(parsed);
  });

  test('a parameter nobody knows is refused', () => {
    expect(v.safeParse(analysis.params, { unheardOf: 1 }).success).toBe(false);
  });

  test('every table has the declared columns and rows in it', async () => {
    for (const [name, shape] of Object.entries(analysis.tables)) {
      const table = outcome.tables[name];
      if (shape.kind === 'rows') {
        expect(await orders.rows(id, name), name).toHaveLength(outcome.rowTables[name] ?? -1);
        if (shape.mayBeEmpty !== true) expect(outcome.rowTables[name], name).toBeGreaterThan(0);
        continue;
      }
      expect(table?.columns.map((column) => [column.name, column.type, column.unit])).toEqual(
        shape.columns.map((column) => [column.name, column.type, column.unit]),
      );
      if (shape.mayBeEmpty !== true) expect(table?.rowCount, name).toBeGreaterThan(0);
    }
    expect(Object.keys(outcome.facts)).toEqual(Object.keys(analysis.facts));
  });

  test('the gate can tell whom a row is about', () => {
    for (const [name, shape] of Object.entries(analysis.tables)) {
      const count = (meaning: string): number =>
        shape.columns.filter((column) => column.meaning === meaning).length;
      expect(count('contributors'), name).toBe(shape.kind === 'aggregate' ? 1 : 0);
      expect(count('identifier'), name).toBe(shape.kind === 'aggregate' ? 0 : 1);
      if (shape.kind === 'rows') expect(shape.key, name).toBeTypeOf('string');
    }
  });

  test('the SQL of every table and of the facts is told', () => {
    for (const name of [...Object.keys(analysis.tables), 'facts']) {
      expect(outcome.sql[name], name).toMatch(/SELECT/u);
    }
  });

  test('the form sets every parameter, and only what there is', () => {
    if (analysis.form === undefined) return;
    const known = Object.keys(v.parse(analysis.params, {}));
    expect(new Set(analysis.form.map(({ param }) => param))).toEqual(new Set(known));
    for (const field of analysis.form) {
      if (field.kind !== 'choice') continue;
      for (const { value } of field.options) {
        const parsed = v.safeParse(analysis.params, { [field.param]: value });
        expect(parsed.success, `${field.param} ${value}`).toBe(true);
      }
    }
  });

  test('the headline and the hidden tables are there', () => {
    for (const fact of analysis.headline ?? []) expect(analysis.facts, fact).toHaveProperty(fact);
    for (const table of analysis.hiddenTables ?? []) expect(analysis.tables, table).toHaveProperty(table);
  });

  const drawn = analysis.views.filter(({ table }) => analysis.tables[table]?.mayBeEmpty !== true);
  test.each(drawn)('view $id draws its table, also withheld and empty', (view) => {
    const shape = analysis.tables[view.table];
    const table = outcome.tables[view.table];
    if (shape === undefined || table === undefined) throw new Error(`${view.table} is no aggregate table`);
    const context = { params: outcome.params, currency: null };
    const spec = view.chart(table, context);
    expect(spec.contributors).toBeGreaterThan(0);
    expect(JSON.stringify(spec)).not.toMatch(/"withheld":true|NaN/u);

    const figures = shape.columns.filter((column) => column.meaning !== 'group').map(({ name }) => name);
    const hidden = view.chart(withheld(table, figures), context);
    expect(hidden.contributors).toBeNull();
    expect(JSON.stringify(hidden)).toMatch(/true/u);

    const columns = table.columns.map((column) => ({ ...column, values: [] }));
    expect(view.chart({ columns, rowCount: 0 }, context).contributors).toBe(0);
  });

  test.each(LOCALES)('texts and a method page with references in %s', async (locale) => {
    const messages: Readonly<Record<string, unknown>> = await loadMessages(locale);
    for (const key of messageKeys(analysis)) expect(messages[key], key).toBeTruthy();
    const page = await analysis.method[locale]();
    expect(page).toMatch(/^# /u);
    expect(page).toMatch(REFERENCES[locale]);
    expect(page.length).toBeGreaterThan(1000);
  });

  test('figures are held to goldens or properties', () => {
    const tests = path.resolve(import.meta.dirname, '..');
    expect(
      existsSync(path.join(tests, 'golden', `${id}.test.ts`)) ||
        existsSync(path.join(tests, 'analyses', `${id}-properties.test.ts`)),
    ).toBe(true);
  });
});
