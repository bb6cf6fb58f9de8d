import { describe, expect, expectTypeOf, test } from 'vitest';
import { AppFailure } from '../../src/contract/error.ts';
import { newId } from '../../src/contract/ids.ts';
import { asPrivate, type Decision, type Private, type ReleasedFile } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { DecisionLog, toJsonLines } from '../../src/privacy/decision-log.ts';
import {
  ask,
  isReleased,
  openReleased,
  receiveReleased,
  release,
  Released,
  type GateRequest,
  type ReleasedTable,
} from '../../src/privacy/gate.ts';
import type { ReleaseShape } from '../../src/privacy/shape.ts';
import { exportReleased } from '../../workers/export/release-file.ts';
import { policy, rowsOf, shape, tableOf } from './tables.ts';

const request: GateRequest = {
  table: tableOf(rowsOf([4, 6, 60, 70])),
  shape,
  policy,
  format: 'csv',
  subject: 'rfm/segments',
};

const make = async () => ({
  name: 'rfm-segments.csv',
  mime: 'text/csv',
  bytes: new TextEncoder().encode('a,b'),
});

async function releasedFile(log: DecisionLog): Promise<ReleasedFile> {
  const { result } = await release(request, make, log);
  if (!result.ok) throw new AppFailure(result.error);
  return result.value;
}

async function released(): Promise<Released<ReleasedTable>> {
  const { result } = await ask(request);
  if (!result.ok) throw new AppFailure(result.error);
  return result.value;
}

const notReleased = { error: { code: 'gate.notReleased' } };

describe('the gate refuses', () => {
  const withColumns = (columns: ReleaseShape['columns']): ReleaseShape => ({ kind: 'aggregate', columns });
  const [segment, customers, revenue] = shape.columns as [
    ReleaseShape['columns'][number],
    ReleaseShape['columns'][number],
    ReleaseShape['columns'][number],
  ];

  test.each<[string, Partial<GateRequest>, string]>([
    ['a table of one row per customer', { shape: { ...shape, kind: 'rows' } }, 'rowLevel'],
    [
      'a table that names customers',
      { shape: withColumns([...shape.columns, { name: 'segment', meaning: 'identifier' }]) },
      'rowLevel',
    ],
    ['a table without customer counts', { shape: withColumns([segment, revenue]) }, 'noContributors'],
    [
      'a table with two customer counts',
      { shape: withColumns([segment, customers, { ...revenue, meaning: 'contributors' }]) },
      'noContributors',
    ],
    ['a table with nothing left to show', { table: tableOf(rowsOf([4, 5])) }, 'allSuppressed'],
    ['a format the policy leaves out', { policy: { ...policy, formats: ['svg'] } }, 'kindNotAllowed'],
  ])('%s', async (_, change, reason) => {
    const log = new DecisionLog();
    const never = () => Promise.reject(new Error('an exporter ran'));
    const { result } = await release({ ...request, ...change }, never, log);
    expect(result).toMatchObject({ ok: false, error: { code: `gate.${reason}` } });
    expect(log.entries()).toMatchObject([{ outcome: 'refused', reasons: [reason], digest: null }]);
  });

  test('a table that rules withhold as a whole is refused in their names', async () => {
    const { columns, rowCount } = tableOf(rowsOf([40, 50]));
    const top = { name: 'top', type: 'number' as const, values: [1_000_000, 1_000_900] };
    const question = {
      ...request,
      table: asPrivate({ columns: [...columns, top], rowCount }),
      shape: withColumns([
        segment,
        customers,
        { ...revenue, disclosure: { kind: 'sum', largest: ['top'] } },
        { name: 'top', meaning: 'contribution' },
      ]),
      policy: { ...policy, dominance: { n: 1, k: 90 } },
    };
    expect((await ask(question)).result).toMatchObject({
      ok: false,
      error: { code: 'gate.allWithheld', params: { threshold: 10, rules: 'dominance' } },
    });
    const small = await ask({
      ...question,
      table: asPrivate({ columns: [...tableOf(rowsOf([4, 50])).columns, top], rowCount }),
    });
    expect(small.result).toMatchObject({
      error: { code: 'gate.allWithheld', params: { rules: 'belowThreshold,dominance' } },
    });
  });
});

describe('the log', () => {
  test('holds what was decided and nothing of the data', async () => {
    const log = new DecisionLog();
    await releasedFile(log);
    expect(log.entries()).toEqual([
      {
        id: expect.any(String) as string,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u) as string,
        subject: 'rfm/segments',
        format: 'csv',
        outcome: 'released',
        threshold: 10,
        rows: 4,
        suppressedRows: 2,
        reasons: ['belowThreshold'],
        kind: 'aggregate',
        purpose: null,
        unverified: false,
        fingerprint: null,
        // printf 'a,b' | sha256sum
        digest: '1eb7c54d52831bbfe8942af0b1c56b7409523a59ed6ca99c1174fef7eb32c1b5',
      },
    ]);
  });

  test('drops fields it does not know', async () => {
    const log = new DecisionLog();
    const { decision } = await ask(request);
    log.append({ ...decision, value: 'secret' } as Decision);
    expect(toJsonLines(log)).not.toContain('secret');
  });

  test('is written as one line for each decision', async () => {
    const log = new DecisionLog();
    await releasedFile(log);
    await release({ ...request, shape: { ...shape, kind: 'rows' } }, make, log);
    const lines = toJsonLines(log).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(log.entries());
  });

  test('cannot be rewritten', async () => {
    const log = new DecisionLog();
    const { decision } = await ask(request);
    log.append(decision);
    expect(() => {
      log.append(decision);
    }).toThrow(RangeError);
    expect(() => Object.assign(log.entries()[0] ?? {}, { outcome: 'refused' })).toThrow(TypeError);
  });

  test('has no entry when the file could not be made', async () => {
    const log = new DecisionLog();
    await expect(release(request, () => Promise.reject(new Error('disk')), log)).rejects.toThrow('disk');
    expect(log.entries()).toEqual([]);
  });
});

describe('only the gate makes released values', () => {
  const secret = { table: request.table, contributors: 'customers', format: 'csv', threshold: 0 };
  const forgeries: [string, () => unknown][] = [
    ['a plain object of the same form', () => ({ value: secret })],
    ['an object with its prototype', () => Object.create(Released.prototype) as unknown],
    ['a proxy of a released value', async () => new Proxy(await released(), {})],
    ['a clone', async () => structuredClone(await released())],
    ['nothing', () => null],
  ];

  test.each(forgeries)('an exporter does not take %s', async (_, forge) => {
    const forged = await forge();
    const context = { params: {}, currency: null };
    const look = {
      locale: 'en',
      theme: 'light',
      size: null,
      view: null,
      shape: null,
      context,
      synthetic: false,
    };
    expect(isReleased(forged)).toBe(false);
    await expect(
      exportReleased(
        forged as Released<ReleasedTable>,
        'rfm/segments',
        look as Parameters<typeof exportReleased>[2],
      ),
    ).rejects.toMatchObject(notReleased);
  });

  test('neither the class nor the constructor of a released value makes another', async () => {
    const Maker = (await released()).constructor as new (key: unknown, value: unknown) => object;
    class Forged extends (Released as unknown as typeof Maker) {}
    expect(() => new Maker(Symbol('release gate'), secret)).toThrow(AppFailure);
    expect(() => new Forged(undefined, secret)).toThrow(AppFailure);
  });

  test('a released table cannot be filled up again', async () => {
    const { table } = openReleased(await released());
    expect(() => {
      (table.columns[1]?.values as unknown[])[0] = 4;
    }).toThrow(TypeError);
  });

  test('private data do not compile where released data are asked for', () => {
    expectTypeOf<Private<ResultSet>>().not.toExtend<Released<ResultSet>>();
    expectTypeOf<Private<ReleasedTable>>().not.toExtend<Released<ReleasedTable>>();
    // @ts-expect-error -- a private table is not a released one
    expect(() => openReleased(request.table)).toThrow(AppFailure);
    // @ts-expect-error -- neither is an object of the same public form
    expect(() => openReleased({ value: secret })).toThrow(AppFailure);
  });
});

describe('the page takes in a released file', () => {
  test('whose decision stands in the log and whose bytes are the ones decided on', async () => {
    const log = new DecisionLog();
    const file = await releasedFile(log);
    const received = await receiveReleased(structuredClone(file), log);
    expect(received.ok && openReleased(received.value)).toEqual(file);
  });

  test.each<[string, (file: ReleasedFile) => ReleasedFile]>([
    ['other bytes', (file) => ({ ...file, bytes: new TextEncoder().encode('a,c') })],
    ['another decision', (file) => ({ ...file, decision: { ...file.decision, id: newId() } })],
    [
      'a digest of its own',
      (file) => ({
        ...file,
        bytes: new Uint8Array(0),
        decision: {
          ...file.decision,
          digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        },
      }),
    ],
  ])('but not one with %s', async (_, change) => {
    const log = new DecisionLog();
    const file = change(await releasedFile(log));
    expect(await receiveReleased(file, log)).toMatchObject({ ok: false, ...notReleased });
  });

  test('but not one that was refused', async () => {
    const log = new DecisionLog();
    const { decision } = await release({ ...request, shape: { ...shape, kind: 'rows' } }, make, log);
    const file = { ...(await make()), decision };
    expect(await receiveReleased(file, log)).toMatchObject({ ok: false, ...notReleased });
  });

  test('as it was when it came: later changes of the bytes do not reach it', async () => {
    const log = new DecisionLog();
    const file = await releasedFile(log);
    const received = await receiveReleased(file, log);
    file.bytes.fill(0);
    expect(received.ok && new TextDecoder().decode(openReleased(received.value).bytes)).toBe('a,b');
  });
});
