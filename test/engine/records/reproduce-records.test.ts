import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import { UsageError } from '../../../workers/cli/usage-error.ts';
import { anonymise } from '../../../workers/cli/records-anonymise.ts';
import { anonymity } from '../../../workers/cli/records-anonymity.ts';
import { reproduceRecords } from '../../../workers/cli/reproduce-records.ts';
import { DecisionLog } from '../../../src/privacy/decision-log.ts';
import { policyOf } from '../../privacy/tables.ts';
import { startWorkbench } from '../import/workbench.ts';
import { takeText } from './records-workbench.ts';

const ROWS = Array.from({ length: 60 }, (_, index) => {
  const town = index < 30 ? 'Bath' : 'York';
  return `${index === 59 ? 71 : 20 + (index % 2)},${town},${['flu', 'cold', 'cough'][index % 3] ?? ''}`;
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'records-'));
  await writeFile(path.join(folder, 'people.csv'), ['age,town,illness', ...ROWS, ''].join('\n'));
  await writeFile(path.join(folder, 'age.csv'), '20;20s;*\n21;20s;*\n71;70s;*\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function reproduce(params: unknown): ReturnType<typeof reproduceRecords> {
  const data = [path.join(folder, 'people.csv')] as const;
  const out = path.join(folder, 'out');
  return reproduceRecords(
    { kind: 'reproduce', data, tables: [], recipes: [], analysis: 'anonymity', params, out },
    anonymity,
  );
}

async function readJson(name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(path.join(folder, 'out', name), 'utf8')) as Record<string, unknown>;
}

describe('npm run reproduce -- --analysis anonymity', () => {
  test('writes figures and tables of a file without customers, and what the gate lets out', async () => {
    const params = {
      quasiIdentifiers: ['age', 'town'],
      sensitive: 'illness',
      hierarchies: { age: 'age.csv' },
      levels: { age: 1 },
      samplingFraction: 0.1,
    };
    const { rows, customers, decisions } = await reproduce(params);
    expect({ rows, customers }).toEqual({ rows: 60, customers: null });
    const result = await readJson('result.json');
    expect(result).toMatchObject({ private: true, analysis: 'anonymity', version: 1 });
    expect(result['facts']).toMatchObject({
      records: 60,
      classes: 3,
      k: 1,
      maxClass: 30,
      uniques: 1,
      distinctL: 1,
    });
    expect(Object.keys(result['tables'] ?? {})).toContain('classSizes');
    expect(await readJson('receipt.json')).toMatchObject({
      records: 60,
      columns: ['age', 'town', 'illness'],
    });
    // A single unique record is fewer than the policy's threshold: what isolates it stays.
    const released = await readdir(path.join(folder, 'out', 'released'));
    expect(released).not.toContain('uniques.csv');
    expect(released).toContain('attributes.csv');
    expect(decisions.find(({ subject }) => subject === 'anonymity/uniques')?.outcome).toBe('refused');
  });

  test('says which parameter is wrong', async () => {
    const bench = await startWorkbench();
    try {
      const taken = await takeText(bench, 'age,town\n20,Bath\n21,York\n');
      const ask = (params: unknown) =>
        anonymity.run(
          { db: bench.db, run: bench.run, compute: computeHere },
          { taken, params, folder, take: () => Promise.reject(new Error('no other file')) },
        );
      await expect(ask({ quasiIdentifiers: [] })).rejects.toThrow(UsageError);
      await expect(ask({ quasiIdentifiers: ['age'], levels: { age: 1 } })).rejects.toThrow(/levels\.age/u);
      await expect(ask({ quasiIdentifiers: ['height'] })).rejects.toMatchObject({
        error: { code: 'records.unknownColumn', params: { column: 'height' } },
      });
    } finally {
      await bench.close();
    }
  });
});

describe('the analysis anonymise', () => {
  const bins = { kind: 'bins', origin: 0, widths: [10, 100], bottom: null, top: null };
  const params = {
    quasiIdentifiers: ['age', 'town'],
    hierarchies: { age: bins, town: { kind: 'flat' } },
    models: { k: 15 },
    suppressionLimit: 0.05,
  };

  async function run(changes: object, population = '') {
    const bench = await startWorkbench();
    try {
      const taken = await takeText(bench, ['age,town,illness', ...ROWS, ''].join('\n'));
      const take = () => takeText(bench, population);
      const desk = { db: bench.db, run: bench.run, compute: computeHere };
      const question = { taken, params: { ...params, ...changes }, folder, take };
      const answer = await anonymise.run(desk, question);
      const policy = policyOf({ formats: ['csv'], rows: { deidentified: { k: 10 }, lists: null } });
      const log = new DecisionLog();
      return { answer, files: (await answer.release?.({ policy, log })) ?? [], decisions: log.entries() };
    } finally {
      await bench.close();
    }
  }

  test('describes the table that was made, and writes its manifest beside it', async () => {
    for (const method of ['local', 'mondrian']) {
      const { answer, files, decisions } = await run({ method });
      const sizes = new Map<string, number>();
      const [ages, towns] = answer.tables['table']?.columns ?? [];
      ages?.values.forEach((age, row) => {
        const label = `${String(age)} ${String(towns?.values[row])}`;
        if (age !== '*' || towns?.values[row] !== '*') sizes.set(label, (sizes.get(label) ?? 0) + 1);
      });
      const kept = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      expect(answer.facts).toMatchObject({
        classes: sizes.size,
        k: Math.min(...sizes.values()),
        maxClass: Math.max(...sizes.values()),
        averageRisk: sizes.size / kept,
        suppressed: ROWS.length - kept,
      });
      expect(files.map(({ name }) => name)).toEqual(['table.csv', 'table.csv.manifest.json']);
      const manifest = JSON.parse(new TextDecoder().decode(files[1]?.bytes)) as Record<string, unknown>;
      expect(manifest).toMatchObject({
        method,
        source: { fingerprint: decisions[0]?.fingerprint },
        file: { name: 'table.csv', sha256: decisions[0]?.digest },
      });
    }
  });

  test('takes a population for k-map', async () => {
    const rare = Array.from({ length: 30 }, () => ['21,York,flu', '71,York,flu']).flat();
    const people = [...ROWS, ...ROWS, ...rare];
    const population = ['age,town,illness', ...people, ''].join('\n');
    const asked = { models: { kMap: 30 }, population: 'everybody.csv', suppressionLimit: 0 };
    const { answer } = await run(asked, population);
    // Who is alone here has company in the population, so nothing needs to change.
    expect(answer.facts).toMatchObject({ k: 1, loss: 0, suppressed: 0 });
    await expect(run({ models: { kMap: 30 } })).rejects.toMatchObject({
      error: { code: 'deidentify.populationMissing' },
    });
  });
});
