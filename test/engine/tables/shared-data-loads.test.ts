import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type FileId, type TableId } from '../../../src/contract/ids.ts';
import type { FilePreview } from '../../../src/contract/import.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { sideMapping, TablesInEngine } from './tables-in-engine.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared/data');

/**
 * Every table of the shared data with its rows, counted by another reader of CSV; of baskets, their items. Second: rows that
 * are set aside, by what rule is said beside it.
 */
const ROWS: Readonly<Record<string, readonly [rows: number, setAside: number]>> = {
  'adult/adult.csv': [30_162, 0],
  'adult/adult_hierarchy_age.csv': [100, 0],
  'adult/adult_hierarchy_education.csv': [16, 0],
  'adult/adult_hierarchy_marital-status.csv': [7, 0],
  'adult/adult_hierarchy_native-country.csv': [41, 0],
  'adult/adult_hierarchy_occupation.csv': [14, 0],
  'adult/adult_hierarchy_race.csv': [5, 0],
  'adult/adult_hierarchy_salary-class.csv': [2, 0],
  'adult/adult_hierarchy_sex.csv': [2, 0],
  'adult/adult_hierarchy_workclass.csv': [8, 0],
  'arx-small/test.csv': [7, 0],
  'arx-small/test2.csv': [9, 0],
  'arx-small/test2_hierarchy_Age.csv': [9, 0],
  'arx-small/test2_hierarchy_Disease.csv': [6, 0],
  'arx-small/test2_hierarchy_ZIPCode.csv': [9, 0],
  'arx-small/test_hierarchy_age.csv': [100, 0],
  'arx-small/test_hierarchy_gender.csv': [2, 0],
  'attribution/ChannelAttribution_Data.csv': [10_000, 0],
  'attribution/mta_data.csv.gz': [10_000, 0],
  'cdnow/BTYD_cdnowElog.csv': [6919, 0],
  'cdnow/CDNOW_master.txt': [69_659, 0],
  'cdnow/CDNOW_sample.txt': [6919, 0],
  'cdnow/cdnow_customers_summary.csv': [2357, 0],
  'cdnow/cdnow_customers_summary_with_transactions.csv': [2357, 0],
  'cdnow/example_transactions.csv': [15_273, 0],
  'cookie_cats.csv.gz': [90_189, 0],
  'donor/donations.csv': [22, 0],
  'dp-customer/restaurants_week_data.csv': [2850, 0],
  'dp-customer/synthetic_customer_journeys.csv': [100, 0],
  'groceries/groceries.csv': [43_367, 0],
  'groceries/groceries_item_hierarchy.csv': [169, 0],
  'groceries/groceries_long.csv': [43_367, 0],
  'msweb/msweb_visits.csv': [98_653, 0],
  'nps/nps_pkg_testdata.csv': [1000, 0],
  'nps/sudzilla_expected_output_01.csv': [1, 0],
  'nps/sudzilla_input_01.csv': [39, 0],
  'nps/sudzilla_input_02.csv': [39, 0],
  'pii/header_semantic_labels.csv': [8644, 0],
  'pii/people_800.csv': [799, 0],
  'rfm_r/rfm_data_customer.csv': [39_999, 0],
  'rfm_r/rfm_data_orders.csv': [4906, 0],
  'sim/sim_bgnbd_orders.csv': [19_558, 0],
  'sim/sim_bgnbd_truth.csv': [4000, 0],
  'telco/Telco-Customer-Churn.csv': [7043, 0],
};

let engine: TablesInEngine;
beforeAll(async () => {
  engine = await TablesInEngine.start();
}, 60_000);
afterAll(() => engine.close());

/** What became of the rows of a file that is loaded as what it is taken for, with all of its columns. */
async function loaded(preview: FilePreview): Promise<readonly [rows: number, setAside: number]> {
  const { fileId, kinds, columns } = preview;
  const kind = kinds[0]?.kind ?? 'orders';
  if (kind !== 'orders') {
    const tableId = newId<TableId>();
    const mapping = sideMapping(preview, kind);
    const table = await engine.desk.load(newRun(), { fileId, tableId, mapping, appendTo: null });
    await engine.desk.drop(newRun(), tableId);
    expect(table.columns).toHaveLength(columns.length);
    return [table.rows + table.setAside, table.setAside];
  }
  const mapping = suggestMapping(preview);
  const request = { fileId, datasetId: newId<never>(), mapping, rules: {} };
  const receipt = await engine.bench.load(newRun(), request);
  expect(receipt.loaded + receipt.setAside + receipt.malformed).toBe(receipt.read);
  expect(receipt.malformed).toBe(0);
  return [receipt.read, receipt.setAside];
}

describe.skipIf(!existsSync(shared))('all of the shared data (skipped without it)', () => {
  it.each(Object.entries(ROWS))(
    'loads %s, every row accounted for',
    async (file, rows) => {
      const source = await fileOnDisk(path.join(shared, file));
      const preview = await engine.bench.open(newRun(), newId<FileId>(), source);
      expect(await loaded(preview)).toEqual(rows);
    },
    60_000,
  );
});
