import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fitModel } from '../../src/stats/btyd/fit.ts';
import { fitGammaGamma } from '../../src/stats/btyd/gamma-gamma.ts';
import { simulate, simulateSpend } from '../../src/stats/btyd/simulate.ts';
import { Random } from '../../src/stats/random/random.ts';

/**
 * Whether fits recover what made the data: customers are simulated again and again from known parameters, and a run
 * counts when every estimate lies within three of its own standard errors of the truth. Writes
 * `recovery-result.json` beside this file.
 *
 * Usage: npm run recovery
 */
const SEED = 20_261_122;
const RUNS = 100;
const CUSTOMERS = 20_000;
const WANTED = 95;
/** Weeks of observation: customers come evenly over the first half of a year and are watched until its end. */
const WEEKS = { shortest: 26, longest: 52 };
const SPEND = { names: ['p', 'q', 'v'], truth: [6.25, 3.74, 15.44] };
/** Near what CDNOW gives, in weeks. */
const MODELS = {
  bgnbd: { names: ['r', 'alpha', 'a', 'b'], truth: [0.243, 4.414, 0.793, 2.426] },
  paretonbd: { names: ['r', 'alpha', 's', 'beta'], truth: [0.553, 10.578, 0.606, 11.669] },
} as const;

interface Recovered {
  readonly parameters: Readonly<Record<string, number>>;
  recovered: number;
  /** Runs in which an estimate was further off, with the estimates in standard errors from the truth. */
  readonly missed: { run: number; deviations: number[] }[];
  /** Mean and root mean square of the deviations, in standard errors: near 0 and 1. */
  mean: number[];
  spread: number[];
}

const random = new Random();

function observationTimes(): Float64Array {
  const { shortest, longest } = WEEKS;
  return new Float64Array(CUSTOMERS).map(() => shortest + (longest - shortest) * random.uniform());
}

/** Four decimals: more would only be noise in the file. */
function short(value: number): number {
  return Number(value.toFixed(4));
}

function recover(
  names: readonly string[],
  truth: readonly number[],
  topic: number,
  estimate: (parameters: Float64Array) => { parameters: Float64Array; standardErrors: Float64Array },
): Recovered {
  const found: number[][] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    random.seed(SEED, run, topic);
    const { parameters, standardErrors } = estimate(Float64Array.from(truth));
    found.push(truth.map((value, i) => short(((parameters[i] ?? NaN) - value) / (standardErrors[i] ?? NaN))));
  }
  const within = found.map((deviations) => deviations.every((deviation) => Math.abs(deviation) <= 3));
  const over = (power: number) =>
    truth.map((_, i) => found.reduce((sum, deviations) => sum + (deviations[i] ?? NaN) ** power, 0) / RUNS);
  return {
    parameters: Object.fromEntries(names.map((name, i) => [name, truth[i] ?? NaN])),
    recovered: within.filter(Boolean).length,
    missed: found.flatMap((deviations, i) => (within[i] === true ? [] : [{ run: i + 1, deviations }])),
    mean: over(1).map(short),
    spread: over(2).map(Math.sqrt).map(short),
  };
}

const models: Record<string, Recovered> = {};
for (const [topic, name] of (['bgnbd', 'paretonbd'] as const).entries()) {
  const { names, truth } = MODELS[name];
  models[name] = recover(names, truth, topic, (parameters) =>
    fitModel(name, simulate(name, parameters, observationTimes(), random)),
  );
}
models['gamma-gamma'] = recover(SPEND.names, SPEND.truth, 2, (parameters) => {
  const { x } = simulate('bgnbd', Float64Array.from(MODELS.bgnbd.truth), observationTimes(), random);
  const weight = x.map(() => 1);
  return fitGammaGamma(x, simulateSpend(parameters, x, random), weight);
});

let enough = true;
for (const [name, result] of Object.entries(models)) {
  enough &&= result.recovered >= WANTED;
  const spread = result.spread.map((value) => value.toFixed(2)).join(' ');
  console.log(`${name}: ${result.recovered} of ${RUNS} runs within three standard errors (spread ${spread})`);
}
const figures = { seed: SEED, runs: RUNS, customers: CUSTOMERS, wanted: WANTED, weeks: WEEKS, models };
writeFileSync(
  path.join(import.meta.dirname, 'recovery-result.json'),
  `${JSON.stringify(figures, null, 2)}\n`,
);
if (!enough) process.exitCode = 1;
