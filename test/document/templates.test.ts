import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColumnShape } from '../../src/analyses/analysis.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { Role } from '../../src/contract/import.ts';
import type { InputValue } from '../../src/contract/notebook.ts';
import { identifier, joined, Sql, sql } from '../../src/contract/sql.ts';
import type { Cell, Notebook } from '../../src/document/cell.ts';
import { isError } from '../../src/document/document-json.ts';
import { readNotebook, writeNotebook } from '../../src/document/notebook-file.ts';
import { referencesOf } from '../../src/document/references.ts';
import { inputOf } from '../../src/document/rename-cell.ts';
import { isReady, notebookOf, TEMPLATES } from '../../src/document/templates/index.ts';
import type { TemplateContext } from '../../src/document/templates/template.ts';
import { TRADES } from '../../src/document/templates/trades.ts';
import { LOCALES, loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { guard } from '../../src/query/guard.ts';
import { inspectSql } from '../../src/query/inspect-sql.ts';
import { withInputs } from '../../src/query/parameters.ts';
import { bootNode } from '../../workers/engine/boot-node.ts';
import type { Database } from '../../workers/engine/database.ts';
import { newRun } from '../analyses/orders-in-engine.ts';

/** What there may be to fill templates with: everything, no more than amounts, no amounts. */
const DATA: Readonly<Record<string, Pick<TemplateContext, 'roles' | 'extraColumns'>>> = {
  everything: {
    roles: ['customerId', 'orderId', 'orderedAt', 'amount', 'quantity', 'channel', 'category', 'country'],
    extraColumns: [{ name: 'a "quoted" name', kind: 'text' }],
  },
  extra: {
    roles: ['customerId', 'orderedAt', 'quantity', 'unitPrice'],
    extraColumns: [
      { name: 'a "quoted" name', kind: 'text' },
      { name: 'weight', kind: 'number' },
    ],
  },
  bare: { roles: ['customerId', 'orderedAt'], extraColumns: [] },
};

const en = createTranslate('en', await loadMessages('en'));
const TYPES: Readonly<Record<ColumnShape['type'], string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

/** Every trade where there is everything; one where columns are missing. */
const cases = Object.entries(DATA).flatMap(([name, data]) =>
  TEMPLATES.filter((template) => isReady(template, data.roles)).flatMap((template) =>
    TRADES.filter((trade) => name === 'everything' || trade === 'hotel').map((trade) => ({
      template,
      trade,
      name,
      data,
    })),
  ),
);

function contextOf(data: (typeof DATA)[string], more: Partial<TemplateContext>): TemplateContext {
  return {
    ...data,
    firstOrder: '2024-01-03',
    lastOrder: '2026-09-30',
    currency: 'EUR',
    translate: en,
    trade: 'general',
    ...more,
  };
}

/** The loaded data without rows, as the engine has them. */
async function makeLoaded(db: Database, roles: readonly Role[]): Promise<void> {
  const columns: (readonly [string, string])[] = [
    ['customer_key', 'INTEGER'],
    ['ordered_at', 'TIMESTAMP'],
    ['amount', 'DOUBLE'],
    ['quantity', 'DOUBLE'],
    ['a "quoted" name', 'VARCHAR'],
    ['weight', 'DOUBLE'],
  ];
  if (roles.includes('orderId')) columns.push(['order_key', 'INTEGER'], ['order_id', 'VARCHAR']);
  for (const role of ['channel', 'category', 'country'] as const) {
    if (roles.includes(role)) columns.push([role, 'VARCHAR']);
  }
  await makeEmpty(db, sql`orders`, columns);
  await makeEmpty(db, sql`customers`, [
    ['customer_key', 'INTEGER'],
    ['customer_id', 'VARCHAR'],
  ]);
}

async function makeEmpty(
  db: Database,
  table: Sql,
  columns: readonly (readonly [string, string])[],
): Promise<void> {
  const written = columns.map(([name, type]) => sql`${identifier(name)} ${new Sql(type)}`);
  await db.query(sql`CREATE OR REPLACE TABLE ${table} (${joined(written, ', ')})`, newRun());
}

type Inputs = Readonly<Record<string, InputValue>>;

function inputsOf({ cells }: Notebook): Inputs {
  return Object.fromEntries(
    cells.flatMap((cell) => (cell.kind === 'input' ? [[cell.name, cell.value]] : [])),
  );
}

function filled(params: Readonly<Record<string, unknown>>, inputs: Inputs): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([key, given]) => {
      const value = inputs[inputOf(given) ?? ''];
      if (value === undefined) return [key, given];
      return [key, value.type === 'texts' ? value.values : value.value];
    }),
  );
}

/** Analyses whose tables stand already. */
const schemas = new Set<string>();

/** Makes what a cell makes, without rows, and gives the columns of each of its relations. */
async function make(db: Database, cell: Cell, inputs: Inputs): Promise<Map<string, readonly string[]>> {
  const run = newRun();
  if (cell.kind === 'sql') {
    const query = new Sql(withInputs(guard(cell.sql), inputs).text);
    await db.query(
      sql`CREATE OR REPLACE TABLE ${identifier(cell.name)} AS SELECT * FROM (\n${query}\n)`,
      run,
    );
    const made = await db.query(sql`SELECT * FROM ${identifier(cell.name)}`, run);
    if (cell.declaration !== null) {
      // The gate takes what is neither declared nor a figure for something that names people.
      const figures = made.columns.filter(({ type }) => type === 'integer' || type === 'number');
      const told = [...cell.declaration.groups, ...figures.map(({ name }) => name)];
      expect(told).toEqual(expect.arrayContaining(made.columns.map(({ name }) => name)));
    }
    return new Map([[cell.name, made.columns.map(({ name }) => name)]]);
  }
  if (cell.kind !== 'analysis' && cell.kind !== 'metric') return new Map();
  const { tables } = findAnalysis(cell.kind === 'metric' ? 'metric' : cell.analysis);
  const shown = Object.entries(tables).map(([name, { columns }]) => ({
    name,
    columns: columns.filter(({ meaning }) => meaning !== 'contribution'),
  }));
  if (!schemas.has(cell.name)) {
    schemas.add(cell.name);
    const schema = identifier(cell.name);
    await db.query(sql`CREATE SCHEMA ${schema}`, run);
    for (const { name, columns } of shown) {
      const typed = columns.map((column) => [column.name, TYPES[column.type]] as const);
      await makeEmpty(db, sql`${schema}.${identifier(name)}`, typed);
    }
  }
  return new Map(
    shown.map(({ name, columns }) => [`${cell.name}.${name}`, columns.map((column) => column.name)]),
  );
}

/** What of a cell names columns of a relation, with the relation. */
function columnsNamed(cell: Cell): { readonly relation: string; readonly columns: readonly string[] } | null {
  if (cell.kind === 'chart') {
    const { x, y, series } = cell.choice ?? { x: null, y: null, series: null };
    return { relation: cell.relation, columns: [x, y, series].filter((name) => name !== null) };
  }
  if (cell.kind === 'sql' && cell.declaration !== null) {
    return { relation: cell.name, columns: [cell.declaration.contributors, ...cell.declaration.groups] };
  }
  if (cell.kind === 'analysis' && cell.source !== null) {
    return { relation: cell.source.relation, columns: Object.values(cell.source.roles) };
  }
  if (cell.kind === 'input' && cell.form.type === 'segment') {
    const parts = cell.form.from.split('.');
    return { relation: parts.slice(0, -1).join('.'), columns: parts.slice(-1) };
  }
  return null;
}

describe('templates', () => {
  let db: Database;
  let loaded: unknown = null;
  beforeAll(async () => {
    db = await bootNode();
  });
  afterAll(() => db.close());

  it.each(cases)('$template.id for $trade, $name: SQL runs, what is named is there', async (given) => {
    const { cells, ...rest } = notebookOf(given.template, contextOf(given.data, { trade: given.trade }));
    const inputs = inputsOf({ cells, ...rest });
    if (loaded !== given.data) await makeLoaded(db, given.data.roles);
    loaded = given.data;
    const made = new Map<string, readonly string[]>([['orders', []]]);
    for (const cell of cells) {
      const inspection = cell.kind === 'sql' ? inspectSql(cell.sql) : null;
      for (const read of referencesOf(cell, inspection).reads) {
        const isThere = read.startsWith('$') ? Object.hasOwn(inputs, read.slice(1)) : made.has(read);
        if (read !== 'customers') expect(`${read} ${isThere}`).toBe(`${read} true`);
      }
      for (const [relation, columns] of await make(db, cell, inputs)) made.set(relation, columns);
      const named = columnsNamed(cell);
      if (named !== null)
        expect(made.get(named.relation)).toEqual(expect.arrayContaining([...named.columns]));
    }
  });

  it.each(cases)(
    '$template.id for $trade, $name: analyses take their parameters',
    ({ template, trade, data }) => {
      const context = contextOf(data, { trade });
      const notebook = notebookOf(template, context);
      for (const cell of notebook.cells) {
        if (cell.kind !== 'analysis' && cell.kind !== 'metric') continue;
        const analysis = findAnalysis(cell.kind === 'metric' ? 'metric' : cell.analysis);
        const params = v.parse(analysis.params, filled(cell.params, inputsOf(notebook)));
        const bound = { ...context, orderLines: data.roles.includes('orderId') };
        expect(analysis.checks.flatMap((check) => check(bound, params) ?? [])).toEqual([]);
      }
    },
  );

  it.each(LOCALES)('speak %s, with every word of the trade filled in', async (locale) => {
    const translate = createTranslate(locale, await loadMessages(locale));
    for (const { template, trade, data } of cases) {
      const text = writeNotebook(notebookOf(template, contextOf(data, { trade, translate })));
      expect(text).not.toMatch(/\{\w+\}/u);
      expect(text).not.toMatch(/"(?:label|title)": ""/u);
      const back = readNotebook(text);
      expect(isError(back)).toBe(false);
    }
  });

  it('need what they read', () => {
    expect(TEMPLATES.filter((each) => isReady(each, ['customerId'])).map(({ id }) => id)).toEqual([]);
    expect(
      TEMPLATES.filter((each) => isReady(each, ['customerId', 'orderedAt'])).map(({ id }) => id),
    ).toEqual(['cohort-deep-dive', 'privacy-audit']);
  });
});
