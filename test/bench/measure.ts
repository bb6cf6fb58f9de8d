import { newId, type RunId } from '../../src/contract/ids.ts';
import { Run } from '../../workers/engine/database.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import { IMPORT_FOLDER } from '../../workers/engine/sandbox.ts';
import { runApp } from './measure-app.ts';
import { cpuSeconds } from './cpu-time.ts';
import { openNative } from './native.ts';
import { emptyFolder, leaveRecorded, readRecorded } from './recorded.ts';
import { replayImport, replayStatements, type RecordedImport } from './replay.ts';
import type { Statement } from './statements.ts';
import { NOTHING, type Request, type Times } from './times.ts';
import { loadColumns, loadEverything, TEXTBOOK_RFM } from './textbook-sql.ts';

/** Statements of the app, by what they were for. */
interface Recorded {
  readonly import: RecordedImport;
  readonly rfm: readonly Statement[];
}

async function app(request: Extract<Request, { kind: 'app' }>): Promise<Times> {
  const ran = await runApp(request.file, request.columns);
  const { openSeconds, importSeconds, rfmSeconds, importCpu, rfmCpu, bytes, rows, customers } = ran;
  return { openSeconds, importSeconds, rfmSeconds, importCpu, rfmCpu, bytes, rows, customers };
}

async function record({ file, columns, recorded }: Extract<Request, { kind: 'record' }>): Promise<Times> {
  await emptyFolder(recorded);
  const { imported, rfmStatements } = await runApp(file, columns, recorded);
  const statements: Recorded = { import: imported, rfm: rfmStatements };
  await leaveRecorded(recorded, statements);
  return NOTHING;
}

async function replay({ file, recorded }: Request): Promise<Times> {
  const statements = (await readRecorded(recorded)) as Recorded;
  const native = await openNative();
  const started = cpuSeconds();
  const importSeconds = await replayImport(native, statements.import, file, recorded);
  const importCpu = cpuSeconds() - started;
  const bytes = await native.bytes();
  const rfmSeconds = await replayStatements(native, statements.rfm, file, recorded);
  return { importSeconds, importCpu, bytes, rfmSeconds, rfmCpu: cpuSeconds() - started - importCpu };
}

async function native(request: Extract<Request, { kind: 'native' }>): Promise<Times> {
  const database = await openNative();
  const started = cpuSeconds();
  const importSeconds = await database.time(loadColumns(request.file, request.columns).text);
  const importCpu = cpuSeconds() - started;
  const bytes = await database.bytes();
  let rfmSeconds = 0;
  for (const { text } of TEXTBOOK_RFM) rfmSeconds += await database.time(text);
  return { importSeconds, importCpu, bytes, rfmSeconds, rfmCpu: cpuSeconds() - started - importCpu };
}

async function plain(request: Request): Promise<Times> {
  const database = await bootNode();
  const run = new Run(newId<RunId>());
  await database.attachFile('orders.csv', await fileOnDisk(request.file));
  const before = await database.memoryBytes();
  const cpu = cpuSeconds();
  const started = performance.now();
  await database.query(loadEverything(`${IMPORT_FOLDER}orders.csv`), run);
  const importSeconds = (performance.now() - started) / 1000;
  const importCpu = cpuSeconds() - cpu;
  const bytes = (await database.memoryBytes()) - before;
  const loaded = performance.now();
  for (const statement of TEXTBOOK_RFM) await database.query(statement, run);
  const rfmSeconds = (performance.now() - loaded) / 1000;
  return { importSeconds, importCpu, bytes, rfmSeconds, rfmCpu: cpuSeconds() - cpu - importCpu };
}

function measure(request: Request): Promise<Times> {
  switch (request.kind) {
    case 'app':
      return app(request);
    case 'record':
      return record(request);
    case 'replay':
      return replay(request);
    case 'native':
      return native(request);
    case 'plain':
      return plain(request);
  }
}

const request = JSON.parse(process.argv[2] ?? '{}') as Request;
try {
  console.log(JSON.stringify(await measure(request)));
} catch (thrown) {
  const failure = thrown instanceof Error ? thrown.message : String(thrown);
  const failed: Times = { ...NOTHING, failure };
  console.log(JSON.stringify(failed));
}
process.exit();
