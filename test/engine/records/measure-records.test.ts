import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type RecordsId } from '../../../src/contract/ids.ts';
import type { MeasureRequest } from '../../../src/contract/records.ts';
import { column, row } from '../../../src/contract/result-set.ts';
import { readHierarchy } from '../../../src/privacy/hierarchies/hierarchy-file.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import { fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { measureRecords } from '../../../workers/records/measure-records.ts';
import { takeRecords, type TakenRecords } from '../../../workers/records/taken-records.ts';
import { sharedFolder } from '../../analyses/orders-in-engine.ts';
import { startWorkbench, type Workbench } from '../import/workbench.ts';
import { takeText } from './records-workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.close());

function asked(taken: TakenRecords, changes: Partial<MeasureRequest>): MeasureRequest {
  return {
    recordsId: taken.recordsId,
    quasiIdentifiers: [],
    sensitive: [],
    hierarchies: {},
    levels: {},
    nulls: 'value',
    samplingFraction: null,
    population: null,
    riskThreshold: 0.2,
    ...changes,
  };
}

function measure(
  taken: TakenRecords,
  changes: Partial<MeasureRequest>,
  population: TakenRecords | null = null,
) {
  const { db, run } = bench;
  return measureRecords({ db, run, compute: computeHere }, taken, population, asked(taken, changes));
}

const PEOPLE = [
  'sex,town,ill',
  'm,Bath,flu',
  'm,Bath,cold',
  'f,Bath,flu',
  'f,York,flu',
  'f,York,flu',
  '',
].join('\n');

describe('records measured', () => {
  test('figures, class sizes, what isolates people', async () => {
    const taken = await takeText(bench, PEOPLE);
    const report = await measure(taken, {
      quasiIdentifiers: ['sex', 'town'],
      sensitive: ['ill'],
      samplingFraction: 0.5,
    });
    expect(report.facts).toMatchObject({
      records: 5,
      classes: 3,
      k: 1,
      largestClass: 2,
      sampleUniques: 1,
      averageRisk: 0.6,
      highestRisk: 1,
      recordsAtRisk: 1,
      distinctL: 1,
      alpha: 1,
      minimalUniques: 1,
      recordsWithUniques: 1,
      nulls: 'value',
    });
    const { classSizes, uniques, attributes, sensitive } = report.tables;
    if (!classSizes || !uniques || !attributes || !sensitive) throw new Error('a table is missing');
    expect([row(classSizes, 0), row(classSizes, 1)]).toEqual([
      [1, 1, 1],
      [2, 2, 4],
    ]);
    expect(row(uniques, 0)).toEqual(['sex, town', 2, 1]);
    expect(column(attributes, 'columns').values).toEqual(['sex', 'town', 'sex, town']);
    expect(column(sensitive, 'column').values).toEqual(['ill']);
  });

  test('an empty value is a value of its own, or any value', async () => {
    const taken = await takeText(bench, 'sex,town\nm,Bath\nm,\nf,Bath\nf,Bath\n');
    const quasiIdentifiers = ['sex', 'town'];
    const { facts: own } = await measure(taken, { quasiIdentifiers });
    expect(own).toMatchObject({ k: 1, sampleUniques: 2, nulls: 'value' });
    const { facts: matched } = await measure(taken, { quasiIdentifiers, nulls: 'wildcard' });
    expect(matched).toMatchObject({ k: 2, sampleUniques: 0, nulls: 'wildcard' });
  });

  test('a level of a hierarchy, and a population that has further values', async () => {
    const taken = await takeText(bench, 'town,age\nBath,20\nBath,31\nYork,20\n');
    const population = await takeText(
      bench,
      'age,town\n20,Bath\n31,Bath\n39,Bath\n20,York\n25,York\n31,Hull\n',
    );
    const hierarchy = readHierarchy('20;20s;*\n25;20s;*\n31;30s;*\n39;30s;*\n', 'age');
    const request = {
      quasiIdentifiers: ['town', 'age'],
      hierarchies: { age: hierarchy },
      levels: { age: 1 },
    };
    const { facts } = await measure(taken, request, population);
    expect(facts).toMatchObject({ classes: 3, k: 1, kMap: 1, journalistHighest: 1, missingInPopulation: 0 });
    expect(facts['marketer']).toBeCloseTo((1 + 0.5 + 0.5) / 3, 12);
    const { facts: top } = await measure(taken, { ...request, levels: { age: 2 } }, population);
    expect(top).toMatchObject({ classes: 2, k: 1, kMap: 2 });
  });
});

const shared = sharedFolder();

describe.skipIf(shared === null)('records of Adult measured', () => {
  test('equal ARX, the engine and the kernels together', async () => {
    const at = (...parts: readonly string[]): string => path.join(shared ?? '', ...parts);
    const source = await fileOnDisk(at('data', 'adult', 'adult.csv'));
    const preview = await bench.open(source);
    const taken = await takeRecords(bench.db, bench.run, newId<RecordsId>(), {
      kind: 'file',
      source,
      preview,
    });
    const names = ['sex', 'age', 'race', 'marital-status', 'education'];
    const hierarchy = (name: string) =>
      readHierarchy(readFileSync(at('data', 'adult', `adult_hierarchy_${name}.csv`), 'utf8'), name);
    const report = await measure(taken, {
      quasiIdentifiers: names,
      sensitive: ['occupation'],
      hierarchies: { occupation: hierarchy('occupation') },
      samplingFraction: 0.1,
    });
    expect(report.facts).toMatchObject({ records: 30_162, classes: 6072, k: 1, sampleUniques: 3187 });
    expect(report.facts['populationUniques']).toBeCloseTo(0.03146261308135865, 10);
    expect(report.facts['populationModel']).toBe('Pitman');
    expect(report.facts['tHierarchical']).toBeCloseTo(0.8296532060208208, 10);
    expect(report.facts['expectedReidentifications']).toBeCloseTo(1204.8023184670778, 6);
    expect(report.facts['highestIndividualRisk']).toBeCloseTo(0.2558427881104496, 10);
  });
});
