import { numbersOf, textsOf, type KernelOutput, type KernelTable } from '../../src/contract/kernel.ts';
import type { MeasureReport, MeasureRequest } from '../../src/contract/records.ts';
import type { ColumnType, ResultColumn, ResultSet, Unit, Value } from '../../src/contract/result-set.ts';
import { POPULATION_MODELS } from '../../src/privacy/anonymity/kernels/measure-kernel.ts';
import { attributesIn } from '../../src/privacy/anonymity/minimal-uniques.ts';

/** What models of population uniqueness are called in print. */
const MODEL_NAMES: Readonly<Record<(typeof POPULATION_MODELS)[number], string>> = {
  pitman: 'Pitman',
  zayatz: 'Zayatz',
  slideNegativeBinomial: 'Slide negative binomial',
};

/** Figures that count, and are whole. */
const WHOLE = new Set(['size', 'classes', 'records', 'uniques', 'values', 'distinctL']);

function column(name: string, type: ColumnType, values: readonly Value[], unit?: Unit): ResultColumn {
  return unit === undefined ? { name, type, values } : { name, type, unit, values };
}

function table(columns: readonly ResultColumn[]): ResultSet {
  return { columns, rowCount: columns[0]?.values.length ?? 0 };
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Columns of a kernel's table as they stand, counts as whole numbers. */
function figures(of: KernelTable | undefined, names: readonly string[]): ResultColumn[] {
  return names.map((name) => {
    const values = of === undefined || !(name in of) ? [] : [...numbersOf(of, name)];
    return column(name, WHOLE.has(name) ? 'integer' : 'number', values.map(known));
  });
}

function factsOf(output: KernelOutput): Record<string, number | null> {
  const names = textsOf(output['figures'], 'name');
  const values = numbersOf(output['figures'], 'value');
  return Object.fromEntries(names.map((name, place) => [name, known(values[place] ?? Number.NaN)]));
}

/** Names of the columns in each set of bits. */
function setNames(of: KernelTable | undefined, names: readonly string[]): ResultColumn {
  const sets = of === undefined ? [] : [...numbersOf(of, 'set')];
  const texts = sets.map((set) =>
    attributesIn(set)
      .map((place) => names[place] ?? '')
      .join(', '),
  );
  return column('columns', 'text', texts);
}

const SENSITIVE_FIGURES = [
  'values',
  'distinctL',
  'entropyL',
  'recursiveC2',
  'recursiveC3',
  'recursiveC5',
  'alpha',
  'tEqual',
  'tOrdered',
  'tHierarchical',
  'deltaDisclosure',
  'basicBeta',
  'enhancedBeta',
] as const;

function attributesTable(
  request: MeasureRequest,
  records: number,
  of: KernelTable | undefined,
  contributions: KernelTable | undefined,
): ResultSet {
  const shares = contributions === undefined ? [] : [...numbersOf(contributions, 'share')];
  const sets = of === undefined ? [] : [...numbersOf(of, 'set')];
  const own = sets.map((set) => {
    const [place = -1, ...more] = attributesIn(set);
    return more.length === 0 ? (shares[place] ?? null) : null;
  });
  return table([
    setNames(of, request.quasiIdentifiers),
    ...figures(of, ['size', 'distinction', 'separation', 'uniques']),
    column('contribution', 'number', own, 'share'),
    column(
      'records',
      'integer',
      sets.map(() => records),
    ),
  ]);
}

function populationTable(request: MeasureRequest, records: number, of: KernelTable | undefined): ResultSet {
  const models = of === undefined || !('model' in of) ? [] : [...numbersOf(of, 'model')];
  const names = models.map((place) => {
    const model = POPULATION_MODELS[place];
    return model === undefined ? null : MODEL_NAMES[model];
  });
  const chosen = models.length === 0 ? [] : [...numbersOf(of, 'chosen')];
  return table([
    column('model', 'text', names),
    column(
      'samplingFraction',
      'number',
      models.map(() => request.samplingFraction),
      'share',
    ),
    ...figures(of, ['share']),
    column(
      'chosen',
      'boolean',
      chosen.map((each) => each === 1),
    ),
    column(
      'records',
      'integer',
      models.map(() => records),
    ),
  ]);
}

/**
 * Puts what the kernels have computed into a report.
 *
 * @param measured output of `anonymity.measure`
 * @param uniques output of `anonymity.uniques`
 */
export function reportOf(
  request: MeasureRequest,
  measured: KernelOutput,
  uniques: KernelOutput,
): MeasureReport {
  const facts = { ...factsOf(measured), ...factsOf(uniques) };
  const records = facts['records'] ?? 0;
  const model = POPULATION_MODELS[facts['populationModel'] ?? -1];
  const sensitive = table([
    column('column', 'text', request.sensitive),
    ...figures(measured['sensitive'], SENSITIVE_FIGURES),
    column(
      'records',
      'integer',
      request.sensitive.map(() => records),
    ),
  ]);
  return {
    facts: {
      ...facts,
      ...(request.sensitive.length === 1 ? rowFacts(sensitive) : {}),
      populationModel: model === undefined ? null : MODEL_NAMES[model],
      nulls: request.nulls,
      riskThreshold: request.riskThreshold,
      samplingFraction: request.samplingFraction,
    },
    tables: {
      classSizes: table(figures(measured['classSizes'], ['size', 'classes', 'records'])),
      sensitive,
      attributes: attributesTable(request, records, measured['attributes'], uniques['contributions']),
      uniques: table([
        setNames(uniques['sets'], request.quasiIdentifiers),
        ...figures(uniques['sets'], ['size', 'records']),
      ]),
      populationUniqueness: populationTable(request, records, measured['models']),
    },
  };
}

/** Of a single sensitive column the measures are figures of the report, too. */
function rowFacts(sensitive: ResultSet): Record<string, Value> {
  const measures = sensitive.columns.filter(({ name }) => name !== 'column' && name !== 'records');
  return Object.fromEntries(measures.map(({ name, values }) => [name, values[0] ?? null]));
}
