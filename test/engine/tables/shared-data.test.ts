import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilePreview } from '../../../src/contract/import.ts';
import type { AnyRole, TableKind } from '../../../src/contract/tables.ts';
import { fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { startWorkbench, type Workbench } from '../import/workbench.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared/data');

/** What a file is, and the columns that mean something in it; several names where the file has the same twice. */
interface Truth {
  readonly kind: TableKind;
  readonly roles: Partial<Readonly<Record<AnyRole, string | readonly string[]>>>;
}

/** Attributes of people without an id: customers, as far as they are anything. */
const PEOPLE = {
  'adult/adult.csv': { gender: 'sex', country: 'native-country' },
  'arx-small/test.csv': { gender: 'gender', postcode: 'zipcode' },
  'arx-small/test2.csv': { postcode: 'ZIPCode' },
} as const;

const CONVERSIONS = { converted: 'total_conversions', conversionValue: 'total_conversion_value' } as const;
const SUDZILLA = {
  answeredAt: 'Timestamp',
  score: 'On a scale of 0-10, how would you rate Sudzilla?',
  comment: '...why?',
} as const;

/**
 * Every file with a column that has a role, as somebody reads it who knows the data. Columns that are left out have none
 * in our model: ages, incomes, test outcomes, times of day without a date, second ids, summaries of other columns.
 */
const TRUTH: Readonly<Record<string, Truth>> = {
  ...Object.fromEntries(
    Object.entries(PEOPLE).map(([file, roles]) => [file, { kind: 'customers', roles } as const]),
  ),
  'attribution/ChannelAttribution_Data.csv': { kind: 'touches', roles: CONVERSIONS },
  'attribution/mta_data.csv.gz': { kind: 'touches', roles: CONVERSIONS },
  'cdnow/BTYD_cdnowElog.csv': {
    kind: 'orders',
    roles: { customerId: 'masterid', orderedAt: 'date', quantity: 'cds', amount: 'sales' },
  },
  'cdnow/CDNOW_master.txt': {
    kind: 'orders',
    roles: {
      customerId: 'customer_id',
      orderedAt: 'date',
      quantity: 'number_of_cds',
      amount: 'dollar_value',
    },
  },
  'cdnow/CDNOW_sample.txt': {
    kind: 'orders',
    roles: { customerId: 'column_1', orderedAt: 'column_3', quantity: 'column_4', amount: 'column_5' },
  },
  'cdnow/cdnow_customers_summary.csv': { kind: 'customers', roles: { customerId: 'ID' } },
  'cdnow/cdnow_customers_summary_with_transactions.csv': { kind: 'customers', roles: { customerId: 'ID' } },
  'cdnow/example_transactions.csv': { kind: 'orders', roles: { customerId: 'id', orderedAt: 'date' } },
  'cookie_cats.csv.gz': { kind: 'customers', roles: { customerId: 'userid', segment: 'version' } },
  'dp-customer/restaurants_week_data.csv': {
    kind: 'purchases',
    roles: { customerId: 'VisitorId', amount: 'Money spent (euros)' },
  },
  'dp-customer/synthetic_customer_journeys.csv': {
    kind: 'touches',
    roles: { customerId: 'user_id', converted: 'has_conversion', conversionValue: 'conversion_value' },
  },
  'groceries/groceries.csv': { kind: 'purchases', roles: { orderId: 'order_id', product: 'product' } },
  'groceries/groceries_long.csv': { kind: 'purchases', roles: { orderId: 'tid', product: 'item' } },
  'msweb/msweb_visits.csv': { kind: 'events', roles: { customerId: 'user', item: 'area' } },
  'nps/nps_pkg_testdata.csv': {
    kind: 'answers',
    roles: { score: 'REC', answeredAt: 'date', customerId: 'Account', segment: ['BU', 'Region'] },
  },
  'nps/sudzilla_input_01.csv': { kind: 'answers', roles: SUDZILLA },
  'nps/sudzilla_input_02.csv': { kind: 'answers', roles: SUDZILLA },
  'nps/sudzilla_expected_output_01.csv': { kind: 'answers', roles: { score: 'NPS Score' } },
  'pii/people_800.csv': {
    kind: 'customers',
    roles: {
      customerId: 'Number',
      name: ['GivenName', 'Surname'],
      email: 'EmailAddress',
      phone: 'TelephoneNumber',
      birthDate: 'Birthday',
      gender: 'Gender',
      city: 'City',
      region: ['State', 'StateFull'],
      country: ['Country', 'CountryFull'],
      postcode: 'ZipCode',
    },
  },
  'rfm_r/rfm_data_customer.csv': {
    kind: 'customers',
    roles: { customerId: 'customer_id', name: ['first_name', 'last_name'], email: 'email' },
  },
  'rfm_r/rfm_data_orders.csv': {
    kind: 'orders',
    roles: { customerId: 'customer_id', orderedAt: 'order_date', amount: 'revenue' },
  },
  'sim/sim_bgnbd_orders.csv': {
    kind: 'orders',
    roles: { orderId: 'order_id', customerId: 'customer_id', orderedAt: 'order_ts', amount: 'amount' },
  },
  'sim/sim_bgnbd_truth.csv': { kind: 'customers', roles: { customerId: 'customer_id' } },
  'telco/Telco-Customer-Churn.csv': {
    kind: 'orders',
    roles: { customerId: 'customerID', tenure: 'tenure', churned: 'Churn' },
  },
};

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

async function preview(file: string): Promise<FilePreview> {
  return bench.open(await fileOnDisk(path.join(shared, file)));
}

describe.skipIf(!existsSync(shared))(
  'kinds and roles by suggestion alone (skipped without the shared data)',
  () => {
    let right = 0;
    let all = 0;
    const wrong: string[] = [];

    it.each(Object.entries(TRUTH).filter(([file]) => existsSync(path.join(shared, file))))(
      'knows what %s is',
      async (file, { kind, roles }) => {
        const { kinds } = await preview(file);
        expect(kinds[0]?.kind).toBe(kind);
        for (const [role, columns] of Object.entries(roles)) {
          const found = Object.entries(kinds[0]?.roles ?? {}).find(([name]) => name === role)?.[1];
          all += 1;
          if (found !== undefined && [columns].flat().includes(found)) right += 1;
          else wrong.push(`${file} ${role}: ${found ?? 'none'}`);
        }
      },
      30_000,
    );

    it('has nine in ten of the columns that have a role right', () => {
      expect(right / all, wrong.join('\n')).toBeGreaterThanOrEqual(0.9);
      expect(all).toBeGreaterThan(50);
    });
  },
);
