import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type FileId } from '../../../src/contract/ids.ts';

import { bootNode, fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import type { Database } from '../../../workers/engine/database.ts';
import { Workbench } from '../../../workers/engine/workbench.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policy } from '../../privacy/tables.ts';

let db: Database;
let folder: string;
let bench: Workbench;
beforeAll(async () => {
  db = await bootNode();
  folder = await mkdtemp(path.join(tmpdir(), 'people-'));
  bench = new Workbench({ db, compute: computeHere }, policy);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

describe('what leaves the worker of an open file', () => {
  it('is masked but for the columns that were asked for, and the log has those', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, row) => `C-${row},p${row}@example.org,+44 7911 1234${row + 10},9.50`,
    );
    const location = path.join(folder, 'people.csv');
    await writeFile(location, ['customer_id,email,phone,amount', ...rows].join('\n'));
    const fileId = newId<FileId>();
    const masked = JSON.stringify(await bench.open(newRun(), fileId, await fileOnDisk(location)));
    expect(masked).not.toMatch(/example\.org|7911|C-12/u);
    expect(masked).toContain('9.50');
    const shown = JSON.stringify(await bench.reveal(newRun(), fileId, ['email'], 'check of spelling'));
    expect(shown).toContain('p12@example.org');
    expect(shown).not.toMatch(/7911|C-12/u);
    const both = JSON.stringify(await bench.reveal(newRun(), fileId, ['phone'], null));
    expect(both).toMatch(/p12@example\.org.*7911/u);
    const noted = [...bench.audit].map(({ kind, subject, reason }) => [kind, subject, reason]);
    expect(noted).toEqual([
      ['revealed', 'people.csv: email', 'check of spelling'],
      ['revealed', 'people.csv: phone', null],
    ]);
  });

  it('has the end of the key behind pseudonyms in its log', async () => {
    await bench.destroyPseudonymKey();
    expect([...bench.audit].at(-1)?.kind).toBe('keyDestroyed');
  });
});
