import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { hierarchyTable, toSearchOptions } from '../../src/privacy/deidentify/kernels/search-tables.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';
import { launch } from '../browser/chromium.ts';
import { adultTuples } from '../golden/adult-tuples.ts';
import { figure, type Figure } from './figures.ts';
import type { PlainCall, SearchTimes } from './search-in-page.ts';

const IN_PAGE = fileURLToPath(new URL('./search-in-page.ts', import.meta.url));

const QI9 = [
  'sex',
  'age',
  'race',
  'marital-status',
  'education',
  'native-country',
  'workclass',
  'occupation',
  'salary-class',
];
const K = 5;
const LIMIT = 0.05;
const RECORDS = 30_162;
/** Seconds that a search may take. */
const GOAL = 1;

/** The search as one script that a page can load. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: IN_PAGE, formats: ['iife'], name: 'bench' } },
  });
  const output = Array.isArray(built) ? built.at(0) : built;
  if (output === undefined || !('output' in output)) throw new Error('the search could not be bundled');
  return output.output[0].code;
}

function callFor(columns: readonly string[]): PlainCall {
  const { tuples, hierarchies, bounds } = adultTuples(columns);
  const table = Object.fromEntries(tuples.quasi.map((codes, place) => [`q${place + 1}`, [...codes]]));
  const plain = hierarchies.map((hierarchy, place) => [
    `h${place + 1}`,
    Object.fromEntries(
      Object.entries(hierarchyTable(hierarchy)).map(([name, values]) => [name, Array.from(values, Number)]),
    ),
  ]);
  const options = toSearchOptions({
    columns,
    sensitive: [],
    models: [{ model: 'kAnonymity', k: K }],
    suppressible: Math.floor(RECORDS * LIMIT),
    bounds,
    metric: 'loss',
    aggregate: 'geometric',
    method: 'lattice',
    timeBudgetMs: 600_000,
    alternatives: false,
    levels: null,
  });
  const inputs = {
    tuples: { ...table, n: [...tuples.counts] },
    ...Object.fromEntries(plain),
  } as PlainCall['inputs'];
  return { kernel: 'deidentify.search', inputs, options, part: null };
}

function figuresOf(columns: readonly string[], times: readonly SearchTimes[]): Figure[] {
  const title = `Adult, ${columns.length} quasi-identifiers, k ${K}, 5 %`;
  const [first] = times;
  if (first === undefined) return [];
  const same = times.every(({ loss, leastLoss }) => Math.abs(loss - leastLoss) < 1e-12);
  const search = times.map((each) => each.search / 1000);
  const note = `${first.checked} of ${first.latticeSize} nodes looked at, loss ${first.loss.toFixed(6)}`;
  return [
    figure(`${title}: search in Chromium`, 's', search, { goal: GOAL, note }),
    figure(`${title}: the search, to looking at every node`, 's', search, {
      baselines: times.map((each) => each.everyNode / 1000),
      note: same ? 'same loss' : 'ANOTHER LOSS',
    }),
  ];
}

/** Measures the lattice search on Adult in Chromium, and looking at every node in the same page. */
export async function benchAnonymise(repeats: number): Promise<Figure[]> {
  if (sharedFolder() === null) {
    console.error('Adult is left out: ../shared is not there');
    return [];
  }
  const code = await bundled();
  const browser = await launch();
  try {
    const figures: Figure[] = [];
    for (const columns of [QI9.slice(0, -1), QI9]) {
      const call = JSON.stringify(callFor(columns));
      const times: SearchTimes[] = [];
      for (let repeat = 1; repeat <= repeats; repeat += 1) {
        // A page of its own each time: nothing is compiled or warm.
        const page = await browser.newPage();
        await page.addScriptTag({ content: code });
        const measured = await page.evaluate<SearchTimes>(`bench.timeSearch(${call})`);
        console.error(`${columns.length} attributes ${repeat} of ${repeats}: ${JSON.stringify(measured)}`);
        times.push(measured);
        await page.close();
      }
      figures.push(...figuresOf(columns, times));
    }
    return figures;
  } finally {
    await browser.close();
  }
}
