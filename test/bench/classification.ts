import { RECOGNISERS } from '../../src/privacy/identifiers/index.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';
import {
  judgeHeaders,
  judgeTable,
  scores,
  sharedHeaders,
  sharedTables,
  type Judged,
} from '../fixtures/labelled-columns.ts';
import { peopleTables } from '../fixtures/people-tables.ts';

function share(part: number, whole: number): string {
  return whole === 0 ? '   –' : (part / whole).toFixed(2).padStart(4);
}

function print(title: string, judged: readonly Judged[]): void {
  console.log(`\n${title}: ${judged.length} columns`);
  console.log('  kind              meant  found  precision  recall');
  for (const { kind, meant, found, right } of scores(judged)) {
    const counts = `${String(meant).padStart(5)}  ${String(found).padStart(5)}`;
    console.log(`  ${kind.padEnd(16)}  ${counts}       ${share(right, found)}    ${share(right, meant)}`);
  }
  const wrong = judged.filter(({ truth, found }) => truth !== found).slice(0, 40);
  for (const { column, truth, found, confidence } of wrong) {
    console.log(`  ! ${column}: meant ${truth ?? '–'}, found ${found ?? '–'} (${confidence.toFixed(2)})`);
  }
}

const generated = Object.entries(peopleTables(20_251_122));
const shared = sharedFolder();
const tables = [...generated, ...(shared === null ? [] : Object.entries(sharedTables(shared)))];
const judged = tables.map(([name, columns]) => [name, judgeTable(columns, RECOGNISERS)] as const);
for (const [name, columns] of judged) print(name, columns);
print(
  'all tables with values',
  judged.flatMap(([, columns]) => columns),
);
if (shared === null) {
  console.log('\nThe labelled headers are not beside this repository.');
} else {
  const headers = judgeHeaders(sharedHeaders(shared));
  print(
    'labelled headers alone',
    headers.filter(({ labelled }) => labelled),
  );
  const unlabelled = headers.filter(({ labelled }) => !labelled);
  const named = unlabelled.filter(({ found }) => found !== null).length;
  console.log(`\nheaders without a label: ${named} of ${unlabelled.length} look personal`);
}
