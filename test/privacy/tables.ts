import fc from 'fast-check';
import { asPrivate, type Policy, type Private } from '../../src/contract/privacy.ts';
import type { ResultSet, Value } from '../../src/contract/result-set.ts';
import type { ReleaseShape } from '../../src/privacy/shape.ts';

/** One row of the table the gate is tried on. */
export interface TestRow {
  readonly segment: string;
  readonly customers: Value;
  readonly revenue: Value;
  readonly share: Value;
}

export const shape: ReleaseShape = {
  kind: 'aggregate',
  columns: [
    { name: 'segment', meaning: 'group' },
    { name: 'customers', meaning: 'contributors' },
    { name: 'revenue', meaning: 'measure' },
    { name: 'share', meaning: 'measure' },
  ],
};

/** A policy that asks for a threshold and nothing more. */
export function policyOf(asked: Partial<Policy>): Policy {
  return {
    threshold: 10,
    formats: ['csv', 'svg', 'png'],
    dominance: null,
    estimation: null,
    groupDisclosure: false,
    protection: 0,
    rounding: null,
    differencing: false,
    rows: { deidentified: null, lists: null },
    unverified: false,
    noise: null,
    ...asked,
  };
}

export const policy: Policy = policyOf({});

/** Puts rows into columns. */
export function tableOf(rows: readonly TestRow[]): Private<ResultSet> {
  return asPrivate({
    rowCount: rows.length,
    columns: [
      { name: 'segment', type: 'text', values: rows.map((row) => row.segment) },
      { name: 'customers', type: 'integer', unit: 'customers', values: rows.map((row) => row.customers) },
      { name: 'revenue', type: 'number', unit: 'currency', values: rows.map((row) => row.revenue) },
      { name: 'share', type: 'number', unit: 'share', values: rows.map((row) => row.share) },
    ],
  });
}

/** Rows with the given customer counts; every figure of every row is a number of its own. */
export function rowsOf(counts: readonly number[]): TestRow[] {
  return counts.map((customers, index) => ({
    segment: `segment ${index}`,
    customers,
    revenue: customers === 0 ? 0 : 1_000_000 + index * 1000 + customers,
    share: customers === 0 ? 0 : (123 + index) / 1000,
  }));
}

/** Customer counts round the thresholds that are tried, with many small and some large. */
export const counts = fc.array(fc.oneof(fc.nat(15), fc.nat(60), fc.nat(5000)), { maxLength: 12 });
