import { parquetReadObjects } from 'hyparquet';
import readXlsxFile from 'read-excel-file/universal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choicesFor } from '../../src/charts/builder/offers.ts';
import { choiceOfKind, defaultChoice } from '../../src/charts/builder/default-choice.ts';
import type { CellId } from '../../src/contract/ids.ts';
import type {
  CatalogRelation,
  CellReleaseRequest,
  ChartChoice,
  ReportPart,
  SqlDeclaration,
} from '../../src/contract/notebook.ts';
import type { ExportFormat, Policy, ReleasedFile } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import type { Result } from '../../src/contract/result.ts';
import { RegisterDesk } from '../../workers/engine/register-desk.ts';
import { memoryShelf } from '../../workers/engine/register-shelf.ts';
import { newRun } from '../analyses/orders-in-engine.ts';
import { NotebookInEngine } from '../engine/notebook/notebook-in-engine.ts';
import { idOf, seeded, shop } from '../engine/notebook/shop.ts';
import { policyOf } from './tables.ts';

const DOCUMENTS = 200;
const PEOPLE = 110;
/** A register is begun anew after so many, so that the search is for values and not for conflicts. */
const EACH = 8;

const next = seeded(Number(process.env['FUZZ_SEED'] ?? 20_261_122));

function oneOf<T>(values: readonly T[]): T {
  const value = values[Math.floor(next() * values.length)];
  if (value === undefined) throw new RangeError('there is nothing to choose from');
  return value;
}

const FORMATS: readonly ExportFormat[] = [
  'csv',
  'svg',
  'xlsx',
  'parquet',
  'clipboard',
  'print',
  'document',
  'script',
];

function randomPolicy(): Policy {
  return policyOf({
    threshold: 3 + Math.floor(next() * 20),
    formats: FORMATS,
    dominance: next() < 0.5 ? { n: 2, k: 60 + next() * 30 } : null,
    groupDisclosure: next() < 0.5,
    unverified: next() < 0.8,
  });
}

let notebook: NotebookInEngine;
beforeAll(async () => {
  notebook = await NotebookInEngine.start();
  await notebook.load(shop(PEOPLE));
  const { datasetId } = notebook;
  for (const [name, analysisId, params] of [
    ['rfm', 'rfm', {}],
    ['coarse', 'rfm', { bins: 3, monetary: 'mean' }],
    ['kept', 'cohorts', { period: 'quarter', measure: 'revenue' }],
    ['months', 'kpi', { groupBy: 'country' }],
    ['cells', 'metric', { dimensions: ['country', 'orderQuarter'], measures: ['revenue', 'orders'] }],
  ] as const) {
    const run = {
      kind: 'analysis',
      cell: name as CellId,
      datasetId,
      name,
      analysisId,
      params,
      source: null,
    } as const;
    await notebook.desk.run(newRun(), run);
  }
}, 60_000);
afterAll(() => notebook.close());

/** A table of figures on groups, or one that has customers in it, as somebody may write it. */
function randomSql(): { readonly sql: string; readonly declaration: SqlDeclaration } {
  const dimension = oneOf([
    'country',
    'channel',
    "strftime(ordered_at, '%Y-%m')",
    'customer_id',
    "'of ' || customer_id",
  ]);
  const filter = oneOf([
    'amount > 5000',
    "country <> 'DE'",
    `customer_id <> '${idOf(3)}'`,
    "ordered_at > DATE '2023-09-01'",
    'TRUE',
  ]);
  const counted = oneOf(['count(DISTINCT customer_key)', 'count(DISTINCT customer_key)', '50', 'count(*)']);
  const figure = oneOf(['sum(amount)', 'avg(amount)', 'max(amount)', 'median(amount)']);
  return {
    sql: `SELECT ${dimension} AS grp, ${counted}::INTEGER AS n, ${figure} AS figure
      FROM orders JOIN customers USING (customer_key) WHERE ${filter} GROUP BY ALL ORDER BY ALL`,
    declaration: { contributors: 'n', groups: ['grp'] },
  };
}

function randomChoice({ columns, rowCount }: CatalogRelation): ChartChoice {
  const { kind } = oneOf(choicesFor(columns));
  const choice = choiceOfKind(kind, defaultChoice(columns, rowCount), columns, rowCount);
  return { ...choice, most: 2 + Math.floor(next() * 8), order: oneOf(['x', 'y', 'table']) };
}

const CENTS = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

function written(value: number): string[] {
  return [String(Number(value.toPrecision(15))), value.toFixed(2), CENTS.format(value), SHORT.format(value)];
}

/** Large figures with cents: they cannot be a coordinate, a year or a count. */
function figuresOf(table: ResultSet): ReadonlySet<string> {
  const telling = (value: unknown): value is number =>
    typeof value === 'number' && Math.abs(value) > 2000 && Math.abs(value) < 1e9 && !Number.isInteger(value);
  return new Set(table.columns.flatMap(({ values }) => values.filter(telling).flatMap(written)));
}

async function contentOf({ bytes }: ReleasedFile, format: ExportFormat): Promise<string> {
  if (format === 'xlsx') return JSON.stringify(await readXlsxFile(bytes.buffer));
  if (format !== 'parquet') return new TextDecoder().decode(bytes);
  const rows = await parquetReadObjects({ file: bytes.buffer });
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

/** What all ids look like, and nothing else does. */
const ID = /QZ[0-9A-Z]+XK/u;
const NUMBER = /-?\d[\d,]*(?:\.\d+)?/gu;

interface Asked {
  readonly relation: CatalogRelation;
  readonly request: CellReleaseRequest;
}

async function randomResult(place: number): Promise<Asked> {
  let declaration: SqlDeclaration | null = null;
  if (next() < 0.5) {
    const random = randomSql();
    await notebook.run(`free_${place % 5}`, random.sql);
    if (next() < 0.9) ({ declaration } = random);
  }
  const all = await notebook.desk.catalog(newRun());
  const wanted = declaration === null ? oneOf(all) : all.find(({ name }) => name === `free_${place % 5}`);
  const relation = wanted ?? oneOf(all);
  const draws = next() < 0.5 && choicesFor(relation.columns).length > 0;
  const choice = draws ? randomChoice(relation) : null;
  const request: CellReleaseRequest = {
    cell: 'any' as CellId,
    relation: relation.name,
    format: choice === null ? oneOf(['csv', 'clipboard', 'xlsx', 'parquet']) : oneOf(['svg', 'csv']),
    choice,
    view: null,
    declaration,
    range: next() < 0.3 ? { from: 0, to: 4, columns: relation.columns.map(({ name }) => name) } : null,
    locale: oneOf(['en', 'zh-CN']),
    theme: oneOf(['light', 'dark']),
  };
  return { relation, request };
}

/**
 * Figures of rows that fewer customers stand behind than the policy asks for, by their own count: they may not leave
 * whatever the gate says of them.
 */
function figuresOfFew(rows: ResultSet, counted: string | null): ReadonlySet<string> {
  const counts = rows.columns.find(({ name }) => name === counted)?.values;
  if (counts === undefined) return new Set();
  const { threshold } = notebook.policy ?? policyOf({});
  const part = (few: boolean): ReadonlySet<string> => {
    const taken = counts.flatMap((count, row) => (Number(count ?? 0) < threshold === few ? [row] : []));
    const columns = rows.columns.map((column) => ({
      ...column,
      values: taken.map((row) => column.values[row] ?? null),
    }));
    return figuresOf({ columns, rowCount: taken.length });
  };
  const others = part(false);
  return new Set([...part(true)].filter((figure) => !others.has(figure)));
}

/** Figures of a result that may not leave: those of its rows, or of its chart, which the released table lacks. */
async function hiddenIn({
  relation,
  request,
}: Asked): Promise<{ hidden: Set<string>; shown: ReadonlySet<string> }> {
  const { datasetId, desk } = notebook;
  const window = { relation: relation.name, order: [], filters: [], offset: 0, limit: 3000 };
  const { rows } = await desk.rows(newRun(), window);
  const chart =
    request.choice === null
      ? null
      : await desk.run(newRun(), {
          kind: 'chart',
          cell: 'c' as CellId,
          datasetId,
          relation: relation.name,
          choice: request.choice,
        });
  const preview = await desk.preview(newRun(), request);
  const contributions = /_largest$|_second$/u;
  const shown = preview.ok
    ? figuresOf({
        ...preview.value.table,
        columns: preview.value.table.columns.filter(({ name }) => !contributions.test(name)),
      })
    : new Set<string>();
  const figures = [...figuresOf(rows), ...(chart?.kind === 'chart' ? figuresOf(chart.data.result) : [])];
  // A chart may put rows together, so that another group has the figure of a small row.
  const counted = request.declaration?.contributors ?? (relation.kind === 'aggregate' ? 'customers' : null);
  const few = request.choice === null ? figuresOfFew(rows, counted) : [];
  return { hidden: new Set([...figures.filter((each) => !shown.has(each)), ...few]), shown };
}

function expectClean(content: string, hidden: Iterable<string>, what: string): void {
  expect(ID.exec(content), `${what} names a customer`).toBeNull();
  const found = new Set(content.match(NUMBER));
  expect(
    [...hidden].filter((each) => found.has(each)),
    what,
  ).toEqual([]);
}

interface Told {
  released: number;
  refused: number;
  hidden: number;
}

async function tell(
  told: Told,
  file: Result<ReleasedFile>,
  hidden: ReadonlySet<string>,
  what: string,
): Promise<void> {
  if (!file.ok) {
    told.refused += 1;
    expect(JSON.stringify(file.error)).not.toMatch(ID);
    return;
  }
  told.released += 1;
  told.hidden += hidden.size;
  expectClean(await contentOf(file.value, file.value.decision.format), hidden, what);
}

async function tryResult(told: Told, place: number): Promise<void> {
  const asked = await randomResult(place);
  const { hidden } = await hiddenIn(asked);
  const { relation, format, choice } = asked.request;
  const what = `${place}: ${relation} as ${format} ${JSON.stringify(choice)}`;
  await tell(told, await notebook.desk.release(newRun(), asked.request), hidden, what);
}

async function tryReport(told: Told, place: number): Promise<void> {
  const results = [await randomResult(place), await randomResult(place + 1)];
  const found: Awaited<ReturnType<typeof hiddenIn>>[] = [];
  for (const { relation, request } of results) {
    const print: CellReleaseRequest = { ...request, format: request.choice === null ? 'print' : 'svg' };
    found.push(await hiddenIn({ relation, request: print }));
  }
  const shown = new Set(found.flatMap((each) => [...each.shown]));
  const hidden = new Set(found.flatMap((each) => [...each.hidden]).filter((each) => !shown.has(each)));
  const word = next() < 0.2 ? idOf(Math.floor(next() * PEOPLE)) : 'nobody';
  const parts: ReportPart[] = [
    { kind: 'text', markdown: `# Findings\n\nAbout **${word}** & others` },
    ...results.map(({ request }, index): ReportPart => {
      const { cell, relation, choice, declaration } = request;
      return { kind: 'result', title: `Result ${index}`, cell, relation, view: null, choice, declaration };
    }),
  ];
  const { datasetId } = notebook;
  const file = await notebook.desk.releaseDocument(newRun(), {
    form: 'report',
    title: 'Report',
    datasetId,
    parts,
    locale: oneOf(['en', 'zh-CN']),
    theme: 'light',
  });
  expect(file.ok).toBe(word === 'nobody');
  await tell(told, file, hidden, `${place}: report`);
}

async function tryText(told: Told, place: number, form: 'document' | 'script'): Promise<void> {
  const { sql } = randomSql();
  const { datasetId } = notebook;
  const names = ID.test(sql);
  const cell = { id: 'a', kind: 'sql', name: 'free', sql: sql.split('\n') };
  const text = JSON.stringify({ cloister: 'notebook', version: 1, title: 'T', cells: [cell] }, null, 2);
  const run = { kind: 'sql', cell: 'a' as CellId, datasetId, name: 'free', sql, inputs: {} } as const;
  const file = await notebook.desk.releaseDocument(
    newRun(),
    form === 'document'
      ? { form, title: 'T', text, locale: 'en' }
      : { form, title: 'T', datasetId, cells: [{ kind: 'run', run }], locale: oneOf(['en', 'zh-CN']) },
  );
  expect(file.ok ? null : file.error.code).toBe(names ? 'document.namesCustomer' : null);
  await tell(told, file, new Set(), `${place}: ${form}`);
}

test(
  'no notebook has a withheld figure or a customer in what leaves of it',
  { timeout: 120_000 },
  async () => {
    const told: Told = { released: 0, refused: 0, hidden: 0 };
    for (let place = 0; place < DOCUMENTS; place += 1) {
      if (place % EACH === 0) notebook.register = new RegisterDesk(notebook.files.db, memoryShelf());
      notebook.policy = randomPolicy();
      const way = next();
      if (way < 0.7) await tryResult(told, place);
      else if (way < 0.8) await tryReport(told, place);
      else await tryText(told, place, way < 0.9 ? 'document' : 'script');
    }
    // Enough has left, and enough was withheld of it, for the search to mean something.
    expect(told.released).toBeGreaterThan(DOCUMENTS / 4);
    expect(told.refused).toBeGreaterThan(DOCUMENTS / 10);
    expect(told.hidden).toBeGreaterThan(DOCUMENTS);
  },
);
