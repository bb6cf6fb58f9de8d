import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CellId } from '../../../src/contract/ids.ts';
import type { CatalogColumn, InputValue, ScriptCell } from '../../../src/contract/notebook.ts';
import { asObjects, newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { NotebookInEngine } from './notebook-in-engine.ts';
import { shop } from './shop.ts';

let notebook: NotebookInEngine;
let folder: string;
beforeAll(async () => {
  notebook = await NotebookInEngine.start(policyOf({ formats: ['script'] }));
  folder = await mkdtemp(path.join(tmpdir(), 'script-'));
});
afterAll(async () => {
  await notebook.close();
  await rm(folder, { recursive: true, force: true });
});

/** Orders with everything that cleaning looks at: copies, negative and unreadable amounts, guests, ragged rows. */
function messy(): string {
  const [head = '', ...rows] = shop(80).split('\n');
  const [one = '', two = '', three = ''] = rows;
  const bad = [
    one,
    one,
    two.replace(/,\d+\./u, ',-5.'),
    three.replace(/^[^,]+/u, ''),
    three.replace(/\d{4}-/u, 'x-'),
  ];
  return [head, ...rows, ...bad, 'cut', '"quoted, name",2024-01-01,12.5,DE,web'].join('\n');
}

interface Step {
  readonly name: string;
  readonly run: ScriptCell;
}

const inputs: Readonly<Record<string, InputValue>> = {
  least: { type: 'number', value: 2500 },
  from: { type: 'date', value: '2023-06-01' },
  places: { type: 'texts', values: ['DE', "O'Hara"] },
};

function sqlStep(name: string, sql: string): Step {
  const { datasetId } = notebook;
  return {
    name,
    run: { kind: 'run', run: { kind: 'sql', cell: name as CellId, datasetId, name, sql, inputs } },
  };
}

function analysisStep(name: string, analysisId: string, params: object, relation: string | null): Step {
  const { datasetId } = notebook;
  const roles = { customerId: 'customer_key', orderedAt: 'ordered_at', amount: 'amount', country: 'country' };
  const source = relation === null ? null : { relation, roles };
  const run = {
    kind: 'analysis',
    cell: name as CellId,
    datasetId,
    name,
    analysisId,
    params: { ...params },
    source,
  } as const;
  return { name, run: { kind: 'run', run } };
}

async function inEngine(relation: string): Promise<unknown[]> {
  const window = { relation, order: [], filters: [], offset: 0, limit: 5000 };
  return asObjects((await notebook.desk.rows(newRun(), window)).rows);
}

/** Numbers to twelve digits, whatever types the two builds hand them out as; rows in one order. */
function comparable(rows: readonly unknown[]): string[] {
  const plain = (value: unknown): unknown => {
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'number') return Number(value.toPrecision(12));
    return value;
  };
  return rows.map((row) => JSON.stringify(row, (_, value: unknown) => plain(value))).sort();
}

/** A column as the engine hands it out. */
function asRead({ name, type }: CatalogColumn): string {
  if (type === 'timestamp' || type === 'date') return `epoch_ms("${name}"::TIMESTAMP)::DOUBLE AS "${name}"`;
  if (type === 'text') return `"${name}"::VARCHAR AS "${name}"`;
  return type === 'boolean' ? `"${name}"` : `"${name}"::DOUBLE AS "${name}"`;
}

it.each(['messy', 'numbers'])(
  'runs in DuckDB beside the file and gives the same figures: %s',
  { timeout: 60_000 },
  async (kind) => {
    const csv =
      kind === 'messy'
        ? messy()
        : shop(60).replaceAll(/^QZ\w+XK/gmu, (id) => String(Number.parseInt(id.slice(2, -2), 36) % 9973));
    await notebook.load(csv);
    const steps = [
      sqlStep(
        'large',
        'SELECT *, amount > $least AS is_large FROM orders WHERE ordered_at >= $from -- $least',
      ),
      sqlStep(
        'places',
        'SELECT country, count(*) AS n, sum(amount) AS paid FROM large WHERE country IN $places GROUP BY ALL',
      ),
      analysisStep('rfm', 'rfm', {}, null),
      analysisStep('late', 'metric', { dimensions: ['country'], measures: ['revenue', 'orders'] }, 'large'),
      analysisStep('kept', 'cohorts', { period: 'quarter' }, null),
      sqlStep('by_segment', 'SELECT segment, customers, revenue FROM rfm.segments'),
      analysisStep('value', 'clv', {}, null),
    ];
    for (const { run } of steps) if (run.kind === 'run') await notebook.desk.run(newRun(), run.run);
    const released = await notebook.desk.releaseDocument(newRun(), {
      form: 'script',
      title: 'Figures\nDROP TABLE orders',
      datasetId: notebook.datasetId,
      cells: [
        { kind: 'input', name: 'least', value: { type: 'number', value: 2500 } },
        ...steps.map(({ run }) => run),
      ],
      locale: 'en',
    });
    if (!released.ok) throw new Error(JSON.stringify(released.error));
    const fileName = notebook.bench.ground.loaded?.fileName ?? '';
    await writeFile(path.join(folder, fileName), csv);
    const script = new TextDecoder()
      .decode(released.value.bytes)
      .replaceAll(`'${fileName}'`, `'${path.join(folder, fileName)}'`);
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const native = await instance.connect();
    await native.run(script);
    const compared: string[] = [];
    for (const { name: relation, columns } of await notebook.desk.catalog(newRun())) {
      const mine = comparable(await inEngine(relation));
      const [table = '', schema = 'main'] = relation.split('.').reverse();
      const exists = await native.runAndReadAll(
        `SELECT 1 FROM information_schema.tables WHERE table_catalog = 'notebook' AND table_schema = '${schema}' AND table_name = '${table}'`,
      );
      if (exists.currentRowCount === 0) {
        expect(script, relation).toContain(relation);
        continue;
      }
      const read = await native.runAndReadAll(
        `SELECT ${columns.map(asRead).join(', ')} FROM notebook."${schema}"."${table}"`,
      );
      expect(comparable(read.getRowObjectsJS()), relation).toEqual(mine);
      compared.push(relation);
    }
    expect(compared).toEqual(
      expect.arrayContaining([
        'orders',
        'customers',
        'large',
        'places',
        'by_segment',
        'rfm.segments',
        'late.cells',
      ]),
    );
    native.closeSync();
    instance.closeSync();
  },
);

it('says which cures of the text it does not do, and of none where there are none', async () => {
  const scriptFor = async (csv: string): Promise<string> => {
    await notebook.load(csv);
    const request = { form: 'script', title: 'Figures', cells: [], locale: 'en' } as const;
    const { datasetId } = notebook;
    const released = await notebook.desk.releaseDocument(newRun(), { ...request, datasetId });
    if (!released.ok) throw new Error(JSON.stringify(released.error));
    return new TextDecoder().decode(released.value.bytes);
  };
  const wrapped = shop(80)
    .split('\n')
    .map((line, place) => (place % 2 === 0 && place > 0 ? `"${line}"` : line));
  const script = await scriptFor([...wrapped, 'QZ1AXK,2024-01'].join('\n'));
  const line = script.split('\n').find((each) => each.includes('npm run reproduce'));
  expect(line).toMatch(/^-- .*: Rows quoted twice, Cut last row\./u);
  expect(await scriptFor(shop(80))).not.toContain('npm run reproduce');
});
