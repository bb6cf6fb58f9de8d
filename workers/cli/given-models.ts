import * as v from 'valibot';
import type { PrivacyModel } from '../../src/contract/records.ts';
import { UsageError } from './usage-error.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const atLeastOne = v.pipe(v.number(), v.minValue(1));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const positive = v.pipe(v.number(), v.gtValue(0));
const sensitive = v.string();

const Model = v.variant('model', [
  v.object({ model: v.literal('kAnonymity'), k: count }),
  v.object({ model: v.literal('kMap'), k: count }),
  v.object({ model: v.literal('distinctLDiversity'), sensitive, l: count }),
  v.object({ model: v.literal('entropyLDiversity'), sensitive, l: atLeastOne }),
  v.object({ model: v.literal('recursiveCLDiversity'), sensitive, c: positive, l: count }),
  v.object({ model: v.literal('alphaK'), sensitive, alpha: share, k: count }),
  v.object({
    model: v.literal('tCloseness'),
    sensitive,
    t: share,
    distance: v.optional(v.picklist(['equal', 'ordered', 'hierarchical']), 'equal'),
  }),
  v.object({ model: v.literal('deltaDisclosure'), sensitive, delta: positive }),
  v.object({
    model: v.literal('betaLikeness'),
    sensitive,
    beta: positive,
    enhanced: v.optional(v.boolean(), false),
  }),
]);

type ModelName = PrivacyModel['model'];
type Fields = Readonly<Record<string, unknown>>;

/** Names that models go by, in small letters and without hyphens, and the parameter that a bare number is. */
const NAMES: Readonly<
  Record<string, { readonly model: ModelName; readonly parameter: string; readonly more?: Fields }>
> = {
  k: { model: 'kAnonymity', parameter: 'k' },
  kanonymity: { model: 'kAnonymity', parameter: 'k' },
  kmap: { model: 'kMap', parameter: 'k' },
  l: { model: 'distinctLDiversity', parameter: 'l' },
  ldiversity: { model: 'distinctLDiversity', parameter: 'l' },
  distinctl: { model: 'distinctLDiversity', parameter: 'l' },
  distinctldiversity: { model: 'distinctLDiversity', parameter: 'l' },
  entropyl: { model: 'entropyLDiversity', parameter: 'l' },
  entropyldiversity: { model: 'entropyLDiversity', parameter: 'l' },
  recursivecl: { model: 'recursiveCLDiversity', parameter: 'l' },
  recursivecldiversity: { model: 'recursiveCLDiversity', parameter: 'l' },
  alpha: { model: 'alphaK', parameter: 'alpha' },
  alphak: { model: 'alphaK', parameter: 'alpha' },
  alphakanonymity: { model: 'alphaK', parameter: 'alpha' },
  t: { model: 'tCloseness', parameter: 't' },
  tcloseness: { model: 'tCloseness', parameter: 't' },
  delta: { model: 'deltaDisclosure', parameter: 'delta' },
  deltadisclosure: { model: 'deltaDisclosure', parameter: 'delta' },
  deltadisclosureprivacy: { model: 'deltaDisclosure', parameter: 'delta' },
  beta: { model: 'betaLikeness', parameter: 'beta' },
  betalikeness: { model: 'betaLikeness', parameter: 'beta' },
  basicbetalikeness: { model: 'betaLikeness', parameter: 'beta' },
  enhancedbetalikeness: { model: 'betaLikeness', parameter: 'beta', more: { enhanced: true } },
};

function isFields(given: unknown): given is Fields {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function nameOf(text: string): (typeof NAMES)[string] | undefined {
  return NAMES[text.toLowerCase().replaceAll(/[^a-z]/gu, '')];
}

/** An entry that says which model it is: `{ "model": "k-anonymity", "k": 5 }`; also `kind`, `type` or `name`. */
function namedModel(given: Fields): Fields | null {
  const { model, kind, type, name, ...rest } = given;
  const said = [model, kind, type, name].find((each) => typeof each === 'string');
  if (said === undefined) return null;
  const known = nameOf(said);
  if (known === undefined) throw new UsageError(`--params models: there is no model ${said}`);
  return { ...rest, ...known.more, model: known.model };
}

/** Entries that a model's parameter stands for: `{ "k": 5, "t": 0.2 }`, `{ "k-anonymity": 5 }`. */
function shortModels(given: Fields): readonly Fields[] {
  const { sensitive: of, distance, c, ...rest } = given;
  const shared = {
    ...(of === undefined ? {} : { sensitive: of }),
    ...(distance === undefined ? {} : { distance }),
  };
  return Object.entries(rest).map(([key, value]) => {
    const known = nameOf(key);
    if (known === undefined) throw new UsageError(`--params models: there is no model ${key}`);
    const own = isFields(value) ? value : { [known.parameter]: value };
    if (known.model === 'distinctLDiversity' && c !== undefined) {
      return { ...shared, ...own, c, model: 'recursiveCLDiversity' };
    }
    const k = known.model === 'alphaK' && rest['k'] !== undefined ? { k: rest['k'] } : {};
    return { ...shared, ...k, ...own, ...known.more, model: known.model };
  });
}

function parsed(entry: Fields): PrivacyModel {
  const result = v.safeParse(Model, entry);
  if (result.success) return result.output;
  const [problem] = result.issues;
  throw new UsageError(`--params models.${v.getDotPath(problem) ?? ''}: ${problem.message}`);
}

const WITHOUT_SENSITIVE: readonly unknown[] = ['kAnonymity', 'kMap'];

/**
 * Reads the models that parameters name: a list of models or one object of parameters, under the names of the
 * contract or of the field. A model on sensitive values that does not say of which column is asked of each of them.
 *
 * @param columns the sensitive columns
 * @throws UsageError
 */
export function givenModels(given: unknown, columns: readonly string[]): readonly PrivacyModel[] {
  const entries = (Array.isArray(given) ? (given as readonly unknown[]) : [given]).flatMap(
    (entry): readonly Fields[] => {
      if (!isFields(entry))
        throw new UsageError('--params models: takes objects such as {"model":"kAnonymity","k":5}');
      const named = namedModel(entry);
      return named === null ? shortModels(entry) : [named];
    },
  );
  return entries.flatMap((entry) => {
    if (WITHOUT_SENSITIVE.includes(entry['model']) || entry['sensitive'] !== undefined)
      return [parsed(entry)];
    if (columns.length === 0)
      throw new UsageError(`--params sensitive is missing for ${String(entry['model'])}`);
    return columns.map((column) => parsed({ ...entry, sensitive: column }));
  });
}
