import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { version } from '../../../package.json';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Classification, DisclosureRole } from '../../../src/contract/classification.ts';
import { AppFailure } from '../../../src/contract/error.ts';
import type { DeidentifyRequest, Hierarchy, RecodeRequest } from '../../../src/contract/records.ts';
import { column, row, texts, type ResultSet } from '../../../src/contract/result-set.ts';
import { unclassified } from '../../../src/privacy/classify/unclassified.ts';
import { DecisionLog } from '../../../src/privacy/decision-log.ts';
import { makeFromRecipe } from '../../../src/privacy/hierarchies/make-hierarchy.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import { memoryShelf } from '../../../workers/engine/register-shelf.ts';
import { recodeRecords, type RecodedRecords } from '../../../workers/records/recode-records.ts';
import { recordsFingerprint } from '../../../workers/records/records-fingerprint.ts';
import { releaseRecords } from '../../../workers/records/release-records.ts';
import type { TakenRecords } from '../../../workers/records/taken-records.ts';
import { policyOf } from '../../privacy/tables.ts';
import { startWorkbench, type Workbench } from '../import/workbench.ts';
import { takeText } from './records-workbench.ts';

let bench: Workbench;
let taken: TakenRecords;

/** Sixty people: ages 20 to 49 twice, an empty town here and there, a name each. */
const PEOPLE = Array.from({ length: 60 }, (_, place) => ({
  name: `Person Number${place}`,
  age: String(20 + (place % 30)),
  town: place % 20 === 7 ? '' : place % 3 === 0 ? 'Bath' : 'York',
  ill: ['flu', 'cold', '=cough'][place % 3] ?? '',
}));

const ROLES: Readonly<Record<string, DisclosureRole>> = {
  name: 'directIdentifier',
  age: 'quasiIdentifier',
  town: 'quasiIdentifier',
  ill: 'sensitive',
};

const classification: Classification = {
  records: PEOPLE.length,
  complete: true,
  columns: Object.entries(ROLES).map(([name, role]) => ({ ...unclassified(name), role })),
};

const AGE: Hierarchy = makeFromRecipe(
  'age',
  { kind: 'bins', origin: 0, widths: [10, 20], bottom: null, top: null },
  PEOPLE.map(({ age }) => age)
    .filter((age, place, ages) => ages.indexOf(age) === place)
    .map((value) => ({ value, records: 2 })),
);
const TOWN: Hierarchy = makeFromRecipe('town', { kind: 'flat' }, [
  { value: 'Bath', records: 1 },
  { value: 'York', records: 1 },
]);

beforeAll(async () => {
  bench = await startWorkbench();
  const lines = PEOPLE.map(({ name, age, town, ill }) => [name, age, town, ill].join(','));
  taken = await takeText(bench, ['name,age,town,ill', ...lines, ''].join('\n'));
});
afterAll(() => bench.close());

function recodeOf(changes: Partial<RecodeRequest>, request: Partial<DeidentifyRequest> = {}): RecodeRequest {
  return {
    request: {
      recordsId: taken.recordsId,
      population: null,
      quasiIdentifiers: ['age', 'town'],
      hierarchies: { age: AGE, town: TOWN },
      bounds: {},
      models: [{ model: 'kAnonymity', k: 4 }],
      suppressionLimit: 0.1,
      metric: 'loss',
      aggregate: 'geometric',
      method: 'lattice',
      timeBudgetMs: 10_000,
      ...request,
    },
    levels: null,
    others: { ill: 'keep', name: 'pseudonymise' },
    purpose: 'a study',
    ...changes,
  };
}

const engine = () => ({ db: bench.db, run: bench.run, compute: computeHere });
const recode = (request: RecodeRequest): Promise<RecodedRecords> =>
  recodeRecords(engine(), { taken, population: null }, classification, request);

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof AppFailure) return thrown.error.code;
    throw thrown;
  }
  return 'nothing';
}

function rows(table: ResultSet): string[] {
  return Array.from({ length: table.rowCount }, (_, index) => JSON.stringify(row(table, index)));
}

const policy = policyOf({
  formats: ['csv', 'parquet', 'xlsx'],
  rows: { deidentified: { k: 4 }, lists: null },
});

const release = (recoded: RecodedRecords, format: 'csv' | 'parquet' | 'xlsx', under = policy) => {
  const log = new DecisionLog();
  const asked = { recordsId: taken.recordsId, format, purpose: 'a study', locale: 'en' as const };
  return releaseRecords(engine(), { taken, classification, recoded }, asked, { policy: under, log });
};

describe('a de-identified table', () => {
  test('has the generalised labels, pseudonyms, what is kept, and the risk before and after', async () => {
    const { report } = await recode(recodeOf({ levels: { age: 1, town: 0 } }));
    expect(report.preview.columns.map(({ name }) => name)).toEqual(['name', 'age', 'town', 'ill']);
    expect(report.records).toBe(60);
    // Towns are missing in three records, one in each ten years of age: they stay empty and alone, and are suppressed.
    expect(report.suppressed).toBe(3);
    expect(report.classes).toBe(6);
    expect(report.before.facts['k']).toBe(1);
    expect(report.after.facts['k']).toBeGreaterThanOrEqual(4);
    expect(report.after.facts['records']).toBe(57);
    const ages = new Set(texts(report.preview, 'age'));
    expect([...ages].sort()).toEqual(['*', '20–29', '30–39', '40–49']);
    for (const pseudonym of texts(report.preview, 'name')) expect(pseudonym).toMatch(/^[0-9a-f]{32}$/u);
    expect(rows(report.distributions)).toContain(JSON.stringify(['town', 'Bath', 19, 19]));
    expect(rows(report.distributions)).toContain(JSON.stringify(['age', '20–29', null, 19]));
    expect(rows(report.distributions)).toContain(JSON.stringify(['age', '20', 2, null]));
  });

  test('finds the best levels by itself, and what Mondrian makes of them', async () => {
    const best = await recode(recodeOf({}));
    expect(best.report.suppressed).toBeLessThanOrEqual(6);
    expect(best.report.after.facts['k']).toBeGreaterThanOrEqual(4);
    const regions = await recode(recodeOf({}, { method: 'mondrian' }));
    expect(regions.report.suppressed).toBe(0);
    expect(regions.report.after.facts['k']).toBeGreaterThanOrEqual(4);
    expect(regions.report.loss).toBeLessThan(1);
    expect(regions.nodes).toEqual([]);
    const local = await recode(recodeOf({}, { method: 'local' }));
    expect(local.report.after.facts['k']).toBeGreaterThanOrEqual(4);
    expect(local.report.suppressed).toBeLessThanOrEqual(best.report.suppressed);
  });

  test('is the same whatever the order of the records it was made from', async () => {
    const lines = PEOPLE.toReversed().map(({ name, age, town, ill }) => [name, age, town, ill].join(','));
    const reversed = await takeText(bench, ['name,age,town,ill', ...lines, ''].join('\n'));
    const request = recodeOf({ levels: { age: 1, town: 0 }, others: { ill: 'keep' } });
    const one = await recode(request);
    const other = await recodeRecords(engine(), { taken: reversed, population: null }, classification, {
      ...request,
      request: { ...request.request, recordsId: reversed.recordsId },
    });
    expect(rows(other.report.preview)).toEqual(rows(one.report.preview));
  });

  test('is refused with a direct identifier, without a purpose for pseudonyms, or when nothing would be left', async () => {
    expect(await failure(recode(recodeOf({ others: { name: 'keep' } })))).toBe('gate.directIdentifier');
    expect(await failure(recode(recodeOf({ purpose: ' ' })))).toBe('gate.purposeMissing');
    expect(await failure(recode(recodeOf({ others: { shoe: 'keep' } })))).toBe('records.unknownColumn');
    const strict = { models: [{ model: 'kAnonymity', k: 61 }] } as const;
    expect(await failure(recode(recodeOf({}, strict)))).toMatch(/^deidentify\./u);
  });
});

describe('the release of a de-identified table', () => {
  test('leaves out suppressed records that are fewer than k, and carries what was done', async () => {
    const recoded = await recode(recodeOf({ levels: { age: 1, town: 0 } }));
    const answer = await release(recoded, 'parquet');
    if (!answer.ok) throw new AppFailure(answer.error);
    const { bytes, decision } = answer.value;
    const people = await parquetReadObjects({ file: bytes.buffer });
    expect(people).toHaveLength(57);
    const sizes = new Map<string, number>();
    for (const { age, town } of people) {
      sizes.set(`${String(age)} ${String(town)}`, (sizes.get(`${String(age)} ${String(town)}`) ?? 0) + 1);
    }
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(4);
    expect(decision).toMatchObject({
      kind: 'deidentified',
      outcome: 'released',
      rows: 57,
      purpose: 'a study',
    });
    const { key_value_metadata: metadata } = parquetMetadata(bytes.buffer);
    const manifest = metadata?.find(({ key }) => key === 'cloister.manifest')?.value ?? '';
    expect(JSON.parse(manifest)).toMatchObject({
      columns: [
        { name: 'name', fate: 'pseudonymised' },
        { name: 'age', fate: 'generalised', level: 1, levelName: 'width 10' },
        { name: 'town', level: 0 },
        { name: 'ill', role: 'sensitive', fate: 'kept' },
      ],
      program: version,
      source: { fingerprint: decision.fingerprint },
      result: { records: 57, suppressed: 0, leftOut: 3 },
      policy,
      policyInWords: {
        deidentified:
          'De-identified tables leave when every class of equal quasi-identifiers has at least 4 records.',
      },
      pseudonyms: { canonicalForm: 'c1' },
    });
    // Nothing of a person's name is anywhere in the file.
    expect(Buffer.from(bytes).includes('Person Number')).toBe(false);
  });

  test('leaves as CSV with its manifest, harmless to spreadsheets', async () => {
    const recoded = await recode(recodeOf({ levels: { age: 1, town: 1 }, others: { ill: 'keep' } }));
    const answer = await release(recoded, 'csv');
    if (!answer.ok) throw new AppFailure(answer.error);
    const text = new TextDecoder().decode(answer.value.bytes);
    expect(text.split('\r\n').slice(0, 2)).toEqual(['age,town,ill', "20–29,*,'=cough"]);
    expect(answer.value.attachments?.map(({ name }) => name)).toEqual([`${answer.value.name}.manifest.json`]);
  });

  test('names the records by what stands in them, not by the order of rows or columns', async () => {
    const turned = PEOPLE.toReversed().map(({ name, age, town, ill }) => [ill, town, age, name].join(','));
    const same = await takeText(bench, ['ill,town,age,name', ...turned, ''].join('\n'));
    const fewer = await takeText(bench, ['ill,town,age,name', ...turned.slice(1), ''].join('\n'));
    const known = await recordsFingerprint(engine(), taken);
    expect(known).toMatch(/^[0-9a-f]{64}$/u);
    expect(await recordsFingerprint(engine(), same)).toBe(known);
    expect(await recordsFingerprint(engine(), fewer)).not.toBe(known);
  });

  test('is refused when it cuts the classes of an earlier one into small groups; the same and a coarser one leave', async () => {
    const shelf = memoryShelf();
    const compared = { ...policy, differencing: true };
    const ask = async (levels: Readonly<Record<string, number>>, records = taken) => {
      const request = recodeOf({ levels, others: { ill: 'keep' } }, { suppressionLimit: 0.2 });
      const { request: inner, ...rest } = request;
      const table = await recodeRecords(engine(), { taken: records, population: null }, classification, {
        ...rest,
        request: { ...inner, recordsId: records.recordsId },
      });
      const asked = { recordsId: records.recordsId, format: 'csv', purpose: '', locale: 'en' } as const;
      const log = new DecisionLog();
      return releaseRecords(engine(), { taken: records, classification, recoded: table }, asked, {
        policy: compared,
        log,
        shelf,
      });
    };
    expect(await ask({ age: 1, town: 1 })).toMatchObject({ ok: true });
    expect(await ask({ age: 1, town: 1 })).toMatchObject({ ok: true });
    expect(await ask({ age: 2, town: 1 })).toMatchObject({ ok: true });
    const lines = PEOPLE.map(({ name, age, town, ill }) => [name, age, town, ill].join(','));
    const turned = await takeText(bench, ['name,age,town,ill', ...lines.toReversed(), ''].join('\n'));
    // Towns are missing in three records, which are suppressed and left out.
    expect(await ask({ age: 1, town: 0 }, turned)).toMatchObject({
      ok: false,
      error: { code: 'gate.jointClasses', params: { people: 1, k: 4 } },
    });
  });

  test('is refused under a higher k, under a policy without rows, and after a column turns out to name people', async () => {
    const recoded = await recode(recodeOf({ levels: { age: 1, town: 0 }, others: { ill: 'keep' } }));
    const stricter = policyOf({ formats: ['csv'], rows: { deidentified: { k: 20 }, lists: null } });
    expect(await release(recoded, 'csv', stricter)).toMatchObject({
      ok: false,
      error: { code: 'gate.notDeidentified', params: { k: 20 } },
    });
    const none = policyOf({ formats: ['csv'] });
    expect(await release(recoded, 'csv', none)).toMatchObject({
      ok: false,
      error: { code: 'gate.kindNotAllowed' },
    });
    const log = new DecisionLog();
    const columns = classification.columns.map((each) =>
      each.column === 'ill' ? { ...each, role: 'directIdentifier' as const } : each,
    );
    const later = { ...classification, columns };
    const asked = { recordsId: taken.recordsId, format: 'csv', purpose: '', locale: 'en' } as const;
    const answer = await releaseRecords(engine(), { taken, classification: later, recoded }, asked, {
      policy,
      log,
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'gate.directIdentifier' } });
    expect(log.entries()).toMatchObject([
      { outcome: 'refused', reasons: ['directIdentifier'], digest: null },
    ]);
    expect(column(recoded.report.preview, 'ill').values).toContain('flu');
  });
});
