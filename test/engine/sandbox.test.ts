import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../src/contract/error.ts';
import { newId, type RunId } from '../../src/contract/ids.ts';
import { Sql } from '../../src/contract/sql.ts';
import { bootNode } from '../../workers/engine/boot-node.ts';
import { Run, type Database } from '../../workers/engine/database.ts';
import { testSandbox } from '../../workers/engine/self-test.ts';

let database: Database;
const run = new Run(newId<RunId>());

beforeAll(async () => {
  database = await bootNode();
});
afterAll(() => database.close());

describe('the engine’s sandbox', () => {
  it('passes its own self-test', async () => {
    const failed = (await testSandbox(database)).filter((check) => !check.passed);
    expect(failed).toEqual([]);
  });

  it.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('package.json')",
    "SELECT * FROM read_blob('import/../package.json')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM read_parquet('https://probe.invalid/x.parquet')",
    "SELECT * FROM 'https://probe.invalid/x.csv'",
    "COPY (SELECT 1) TO 'https://probe.invalid/x.csv'",
    "ATTACH 'leak.db'",
    "EXPORT DATABASE 'leak'",
    'LOAD json',
    "SET custom_extension_repository = 'https://probe.invalid'",
    'RESET lock_configuration',
    'SET allowed_directories = []',
  ])('refuses %s', async (statement) => {
    await expect(database.query(new Sql(statement), run)).rejects.toBeInstanceOf(AppFailure);
  });

  it('goes on after a refusal', async () => {
    const result = await database.query(new Sql('SELECT 42 AS answer'), run);
    expect(result.columns[0]?.values).toEqual([42]);
  });
});
