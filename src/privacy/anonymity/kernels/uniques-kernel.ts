import type { Kernel } from '../../../contract/kernel.ts';
import { classTuples, equivalenceClasses } from '../classes.ts';
import { minimalUniques } from '../minimal-uniques.ts';
import { sudaReport } from '../suda.ts';
import { tuplesOf } from '../tuples.ts';
import { figureColumn, figuresTable } from './figures.ts';
import { fromKernelOptions } from './kernel-options.ts';

/** Records that stand in classes of a size. */
function recordsIn(sizes: Float64Array, size: number): number {
  let records = 0;
  for (const each of sizes) if (each === size) records += each;
  return records;
}

/**
 * Kernel `anonymity.uniques`: from `tuples` the tables `figures` (name, value), `sets` (minimal sample uniques by
 * set of attributes, as bits) and `contributions` of each attribute.
 */
export const uniquesKernel: Kernel = (call, tell) => {
  const { quasi, fraction } = fromKernelOptions(call.options);
  const given = tuplesOf(call.inputs['tuples'], quasi, 0);
  const classes = equivalenceClasses(given);
  const tuples = classTuples(classes, given);
  const found = minimalUniques(tuples, quasi, tell);
  const sample = { uniques: recordsIn(classes.sizes, 1), paired: recordsIn(classes.sizes, 2) };
  const report = sudaReport(found, quasi, sample, fraction);
  return {
    figures: figuresTable({
      minimalUniques: report.minimalUniques,
      recordsWithUniques: report.records,
      recordsInPairs: sample.paired,
      sudaScore: report.score,
      highestSudaScore: report.highestScore,
      dis: report.dis,
      highestDisSuda: report.highestDisSuda,
    }),
    sets: {
      set: figureColumn(
        report.sets.map(({ attributes }) => attributes.reduce((bits, place) => bits + 2 ** place, 0)),
      ),
      size: figureColumn(report.sets.map(({ attributes }) => attributes.length)),
      records: figureColumn(report.sets.map(({ records }) => records)),
    },
    contributions: { share: figureColumn(report.contributions) },
  };
};
