import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CustomerBase } from '../../src/stats/btyd/customer-base.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';

export const shared = sharedFolder();

export function readShared(...names: string[]): string {
  return readFileSync(path.join(shared ?? '', ...names), 'utf8');
}

export function golden(name: string): unknown {
  return JSON.parse(readShared('golden', name));
}

export interface Purchase {
  readonly customer: string;
  /** Days since 1970. */
  readonly day: number;
  readonly amount: number;
}

export interface Window {
  readonly calibrationEnd: string;
  readonly observationEnd: string;
  readonly unitDays: number;
}

/** Customers in the order of their ids, with what the goldens' definitions make of their purchases. */
export interface Summary {
  readonly customers: readonly string[];
  readonly base: CustomerBase;
  /** Mean amount of the repeat purchase days. */
  readonly m: Float64Array;
  /** Purchase days after the calibration. */
  readonly later: Float64Array;
  /** Days of all purchases, per customer. */
  readonly days: readonly (readonly number[])[];
}

export const dayOf = (date: string) => Date.parse(date.slice(0, 10)) / 86_400_000;

export function summarise(purchases: readonly Purchase[], window: Window): Summary {
  const end = dayOf(window.calibrationEnd);
  const last = dayOf(window.observationEnd);
  const byCustomer = new Map<string, Map<number, number>>();
  for (const { customer, day, amount } of purchases) {
    const days = byCustomer.get(customer) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + amount);
    byCustomer.set(customer, days);
  }
  const rows = [...byCustomer]
    .map(([customer, amounts]) => {
      const days = [...amounts.keys()].sort((one, other) => one - other);
      const known = days.filter((day) => day <= end);
      const first = known[0] ?? Infinity;
      const repeats = known.slice(1);
      return {
        customer,
        days,
        x: repeats.length,
        tx: ((known.at(-1) ?? first) - first) / window.unitDays,
        T: (end - first) / window.unitDays,
        m: repeats.reduce((sum, day) => sum + (amounts.get(day) ?? 0), 0) / Math.max(repeats.length, 1),
        later: days.filter((day) => day > end && day <= last).length,
      };
    })
    .filter((row) => Number.isFinite(row.T))
    .sort((one, other) => Number(one.customer) - Number(other.customer));
  const column = (key: 'x' | 'tx' | 'T' | 'm' | 'later') => Float64Array.from(rows, (row) => row[key]);
  return {
    customers: rows.map((row) => row.customer),
    base: { x: column('x'), tx: column('tx'), T: column('T'), weight: new Float64Array(rows.length).fill(1) },
    m: column('m'),
    later: column('later'),
    days: rows.map((row) => row.days),
  };
}

const CDNOW: Window = { calibrationEnd: '1997-09-30', observationEnd: '1998-06-30', unitDays: 7 };

const compactDay = (text: string) => dayOf(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`);

export function cdnowSample(): Summary {
  const rows = readShared('data', 'cdnow', 'CDNOW_sample.txt')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells.length === 5);
  return summarise(
    rows.map(([, customer = '', day = '', , amount = '']) => ({
      customer: String(Number(customer)),
      day: compactDay(day),
      amount: Number(amount),
    })),
    CDNOW,
  );
}

export function cdnowMaster(): Summary {
  const rows = readShared('data', 'cdnow', 'CDNOW_master.txt')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells.length === 4 && /^\d+$/.test(cells[0] ?? ''));
  return summarise(
    rows.map(([customer = '', day = '', , amount = '']) => ({
      customer,
      day: compactDay(day),
      amount: Number(amount),
    })),
    CDNOW,
  );
}

/** Rows of a file with a header and no quotes. */
export function csvRows(...names: string[]): Record<string, string>[] {
  const [header = '', ...lines] = readShared(...names)
    .trim()
    .split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

export const sumOf = (values: Iterable<number>) => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};
