import { fileURLToPath } from 'node:url';
import { figure, type Figure } from './figures.ts';
import type { ValueRequest, ValueTimes } from './measure-value.ts';
import { runChild } from './run-child.ts';
import { cdnowFile } from './value-orders.ts';

const MEASURE = fileURLToPath(new URL('./measure-value.ts', import.meta.url));

/** Refits of the bootstrap that are measured. */
const REFITS = 500;
/** Most that the likelihood of collapsed statistics may differ from that of the customers, relative. */
const SAME_LIKELIHOOD = 1e-6;

interface Case {
  readonly title: string;
  readonly request: ValueRequest;
  /** Seconds that fits and value may take. */
  readonly goal: number;
}

function figuresOf({ title, goal }: Case, times: readonly ValueTimes[]): Figure[] {
  const of = (
    key: 'firstPath' | 'path' | 'kernels' | 'rows' | 'analysis' | 'refits' | 'plainRefits',
  ): number[] => times.flatMap((each) => each[key] ?? []);
  const [first] = times;
  if (first === undefined) return [figure(`${title}: value of every customer`, 's', [], { note: 'failed' })];
  const gap = Math.max(...times.map(({ likelihoodGap }) => likelihoodGap));
  const verdict = gap <= SAME_LIKELIHOOD ? 'same log-likelihood' : 'ANOTHER LOG-LIKELIHOOD';
  const likelihood = `${verdict} ${first.logLikelihood.toFixed(4)}, relative difference ${gap.toExponential(1)}`;
  const sizes = `${first.entries} distinct of ${first.customers} customers`;
  const found = [
    figure(`${title}: value of every customer, SQL and kernels, first run`, 's', of('firstPath'), {
      note: sizes,
    }),
    figure(`${title}: value of every customer, SQL and kernels`, 's', of('path'), { goal, note: sizes }),
    figure(`${title}: fits and predictions, kernels alone`, 's', of('kernels'), { goal, note: likelihood }),
    figure(`${title}: the kernels, to the same on one row per customer`, 's', of('kernels'), {
      baselines: of('rows'),
      note: likelihood,
    }),
    figure(`${title}: the whole analysis with its health card`, 's', of('analysis')),
  ];
  if (first.refits === null) return found;
  return [
    ...found,
    figure(`${title}: ${REFITS} bootstrap refits, to full fits`, 's', of('refits'), {
      baselines: of('plainRefits'),
      note: 'full fits reckoned from 10',
    }),
  ];
}

/**
 * Measures BG/NBD, Gamma-Gamma and value of every customer under Node: CDNOW (where ../shared is there), with the
 * refits of a bootstrap, and simulated customers.
 *
 * @param customers how many are simulated
 */
export async function benchValue(repeats: number, customers: number): Promise<Figure[]> {
  const cases: Case[] = [
    {
      title: `${customers.toLocaleString('en')} simulated customers`,
      request: { customers, refits: 0 },
      goal: 3,
    },
  ];
  if (cdnowFile() === null) console.error('CDNOW is left out: ../shared is not there');
  else cases.unshift({ title: 'CDNOW', request: { customers: 'cdnow', refits: REFITS }, goal: 0.1 });
  const figures: Figure[] = [];
  for (const each of cases) {
    const times: ValueTimes[] = [];
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      const measured = (await runChild(MEASURE, each.request)) as ValueTimes | null;
      console.error(`${each.title} ${repeat} of ${repeats}: ${JSON.stringify(measured)}`);
      if (measured !== null) times.push(measured);
    }
    figures.push(...figuresOf(each, times));
  }
  return figures;
}
