import {
  numbersOf,
  type Kernel,
  type KernelCall,
  type KernelTable,
  type Tell,
} from '../../../contract/kernel.ts';
import { populationRisks, prosecutorRisks } from '../attacker-risks.ts';
import { attributeRisk, attributeSets } from '../attribute-risks.ts';
import { totalsOf, valueTree, type ValueTree } from '../class-measures.ts';
import { equivalenceClasses, sizeDistribution, type Classes, type SizeCount } from '../classes.ts';
import { denseKeys } from '../dense-keys.ts';
import { individualRisks } from '../individual-risk.ts';
import { populationUniqueness } from '../population-uniqueness.ts';
import { measureSensitive, type SensitiveMeasures } from '../sensitive-measures.ts';
import { tuplesOf, type Tuples } from '../tuples.ts';
import { withWildcards } from '../wildcard-matches.ts';
import { figureColumn, figuresTable } from './figures.ts';
import { fromKernelOptions, type AnonymityOptions } from './kernel-options.ts';

/** Attributes up to which all their sets are ranked; of more, single ones and pairs. */
const ALL_SETS = 5;
/** Codes that models have in the tables of a kernel, which carry numbers. */
export const POPULATION_MODELS = ['pitman', 'zayatz', 'slideNegativeBinomial'] as const;

/** The tree over a sensitive attribute's values, from the groups of each value by level; null where none is given. */
function treeOf(table: KernelTable | undefined): ValueTree | null {
  if (table === undefined) return null;
  const groups = Object.keys(table).map((name) => Int32Array.from(numbersOf(table, name)));
  const sizes = groups.map((codes) => codes.reduce((most, code) => Math.max(most, code + 1), 0));
  return valueTree({ groups, sizes, leaves: [] });
}

/** Records of the population in each class of the table. */
function populationOf(tuples: Tuples, classes: Classes, population: Tuples): Float64Array {
  const rows = tuples.counts.length + population.counts.length;
  const columns = tuples.quasi.map((codes, place) => {
    const both = new Int32Array(rows);
    both.set(codes);
    both.set(population.quasi[place] ?? new Int32Array(), codes.length);
    return both;
  });
  // Classes are numbered as they appear, so that those of the table keep their numbers.
  const { ids } = denseKeys(columns, rows);
  const records = new Float64Array(classes.sizes.length);
  for (const [place, count] of population.counts.entries()) {
    const id = ids[tuples.counts.length + place] ?? 0;
    if (id < records.length) records[id] = (records[id] ?? 0) + count;
  }
  return records;
}

/** Figures against a population; its classes have at least the records of the table. */
function againstPopulation(
  tuples: Tuples,
  classes: Classes,
  population: Tuples,
  threshold: number,
): Record<string, number> {
  const records = populationOf(tuples, classes, population);
  let missing = 0;
  for (const [place, size] of classes.sizes.entries()) {
    const short = size - (records[place] ?? 0);
    if (short <= 0) continue;
    missing += short;
    records[place] = size;
  }
  return { ...populationRisks(classes, records, threshold), missingInPopulation: missing };
}

function fractionFigures(
  classes: Classes,
  sizes: readonly SizeCount[],
  fraction: number | null,
): { readonly figures: Record<string, number | null>; readonly table: KernelTable } {
  if (fraction === null || classes.records === 0) return { figures: {}, table: {} };
  const estimate = populationUniqueness(sizes, fraction);
  const individual = individualRisks(classes, fraction, false);
  const exact = individualRisks(classes, fraction, true);
  const models = POPULATION_MODELS.map((model) => estimate[model]);
  return {
    figures: {
      populationUniques: estimate.chosen,
      populationModel: estimate.model === null ? null : POPULATION_MODELS.indexOf(estimate.model),
      expectedReidentifications: individual.expected,
      highestIndividualRisk: individual.highest,
      expectedReidentificationsExact: exact.expected,
    },
    table: {
      model: figureColumn(models.map((_, place) => place)),
      share: figureColumn(models),
      chosen: figureColumn(POPULATION_MODELS.map((model) => (model === estimate.model ? 1 : 0))),
    },
  };
}

function sensitiveTable(measures: readonly SensitiveMeasures[], values: readonly number[]): KernelTable {
  const of = (pick: (each: SensitiveMeasures) => number | null): Float64Array =>
    figureColumn(measures.map(pick));
  return {
    values: figureColumn(values),
    distinctL: of((each) => each.distinctL),
    entropyL: of((each) => each.entropyL),
    recursiveC2: of((each) => each.recursiveC[0] ?? null),
    recursiveC3: of((each) => each.recursiveC[1] ?? null),
    recursiveC5: of((each) => each.recursiveC[2] ?? null),
    alpha: of((each) => each.alpha),
    tEqual: of((each) => each.tEqual),
    tOrdered: of((each) => each.tOrdered),
    tHierarchical: of((each) => each.tHierarchical),
    deltaDisclosure: of((each) => each.deltaDisclosure),
    basicBeta: of((each) => each.basicBeta),
    enhancedBeta: of((each) => each.enhancedBeta),
  };
}

/** Measures all sensitive attributes, one after the other. */
function sensitiveMeasures(
  { inputs }: KernelCall,
  tuples: Tuples,
  classes: Classes,
  empties: readonly number[],
  tell: Tell,
): KernelTable {
  const values: number[] = [];
  const measures = tuples.sensitive.map((codes, place) => {
    const totals = totalsOf(codes, tuples.counts, empties[place] ?? -1);
    values.push(totals.counts.length);
    const column = { codes, counts: tuples.counts };
    const measured = measureSensitive(classes, column, totals, treeOf(inputs[`tree${place + 1}`]));
    tell(0.1 + (0.5 * (place + 1)) / tuples.sensitive.length);
    return measured;
  });
  return sensitiveTable(measures, values);
}

function attributesTable(tuples: Tuples, tell: Tell): KernelTable {
  const attributes = tuples.quasi.length;
  const sets = attributeSets(attributes, attributes <= ALL_SETS ? attributes : 2);
  const risks = sets.map((set, place) => {
    tell(0.6 + (0.4 * place) / sets.length);
    return attributeRisk(tuples, set);
  });
  return {
    set: figureColumn(sets.map((set) => set.reduce((bits, place) => bits + 2 ** place, 0))),
    size: figureColumn(sets.map((set) => set.length)),
    distinction: figureColumn(risks.map(({ distinction }) => distinction)),
    separation: figureColumn(risks.map(({ separation }) => separation)),
    uniques: figureColumn(risks.map(({ uniques }) => uniques)),
  };
}

function classFigures(
  classes: Classes,
  sizes: readonly SizeCount[],
  threshold: number,
): Record<string, number | null> {
  const empty = classes.records === 0;
  return {
    records: classes.records,
    classes: classes.sizes.length,
    k: sizes[0]?.size ?? null,
    largestClass: sizes.at(-1)?.size ?? null,
    averageClass: empty ? null : classes.records / classes.sizes.length,
    ...prosecutorRisks(classes, threshold),
  };
}

/**
 * Kernel `anonymity.measure`: from `tuples` (and `population`, tuples with the same codes; `tree1`…, the groups of
 * each sensitive value, a column for each level) the tables `figures` (name, value), `classSizes`, `sensitive`,
 * `attributes` (sets as bits) and `models` of population uniqueness.
 */
export const measureKernel: Kernel = (call, tell) => {
  const options: AnonymityOptions = fromKernelOptions(call.options);
  const tuples = tuplesOf(call.inputs['tuples'], options.quasi, options.sensitive);
  const classes = withWildcards(equivalenceClasses(tuples), tuples, options.wildcards);
  const sizes = sizeDistribution(classes);
  tell(0.1);
  const population = call.inputs['population'];
  const shares = fractionFigures(classes, sizes, options.fraction);
  return {
    figures: figuresTable({
      ...classFigures(classes, sizes, options.threshold),
      ...(population === undefined
        ? {}
        : againstPopulation(tuples, classes, tuplesOf(population, options.quasi, 0), options.threshold)),
      ...shares.figures,
    }),
    classSizes: {
      size: figureColumn(sizes.map(({ size }) => size)),
      classes: figureColumn(sizes.map(({ classes: many }) => many)),
      records: figureColumn(sizes.map(({ records }) => records)),
    },
    sensitive: sensitiveMeasures(call, tuples, classes, options.empties, tell),
    attributes: attributesTable(tuples, tell),
    models: shares.table,
  };
};
