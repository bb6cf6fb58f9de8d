import * as v from 'valibot';
import { appError, AppFailure } from '../contract/error.ts';
import { FINDINGS, type CureSwitches } from '../contract/doctor.ts';
import {
  CLEANING_RULES,
  ROLES,
  type Dialect,
  type FilePreview,
  type LoadPart,
  type Mapping,
  type RuleSwitches,
} from '../contract/import.ts';
import { suggestMapping } from './suggest-mapping.ts';

/** How a text file is cut, as it stands in recipes. */
export const dialectSchema = v.strictObject({
  delimiter: v.picklist([',', '\t', ';', '|', 'blanks']),
  quote: v.nullable(v.picklist(['"', "'"])),
  header: v.boolean(),
  skipLines: v.pipe(v.number(), v.integer(), v.minValue(0)),
  bom: v.optional(v.boolean(), false),
});

/** How a column is read, as it stands in recipes. */
export const formatSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('text') }),
  v.strictObject({
    kind: v.literal('number'),
    decimal: v.picklist(['.', ',']),
    group: v.nullable(v.picklist([',', '.', ' ', "'"])),
  }),
  v.strictObject({
    kind: v.literal('date'),
    order: v.picklist(['iso', 'dmy', 'mdy', 'compact', 'chinese', 'epochSeconds', 'epochMilliseconds']),
    time: v.optional(v.boolean(), true),
  }),
]);

const name = v.pipe(v.string(), v.nonEmpty());
const roleEntries = Object.fromEntries(ROLES.map((role) => [role, v.optional(name)]));
/** Switches of cleaning rules, as they stand in recipes. */
export const rulesSchema = v.strictObject(
  Object.fromEntries(CLEANING_RULES.map((rule) => [rule, v.optional(v.boolean())])),
);

const cureEntries = Object.fromEntries(FINDINGS.map((code) => [code, v.optional(v.boolean())]));

const day = v.pipe(v.string(), v.isoDate());
/** What is loaded of a file, as it stands in recipes. */
export const partSchema = v.strictObject({
  from: v.nullable(day),
  to: v.nullable(day),
  sample: v.nullable(
    v.strictObject({
      percent: v.pipe(v.number(), v.minValue(0.01), v.maxValue(100)),
      seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999_999)),
    }),
  ),
});

/** A recipe of orders as it stands in files. */
export const recipeSchema = v.strictObject({
  version: v.literal(1),
  dialect: v.optional(dialectSchema),
  roles: v.strictObject(roleEntries),
  extras: v.optional(v.array(name)),
  formats: v.optional(v.record(v.string(), formatSchema)),
  currency: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u, 'not an ISO 4217 code')))),
  rules: v.optional(rulesSchema),
  pseudonymise: v.optional(v.strictObject({ columns: v.array(name), purpose: name })),
  cures: v.optional(v.strictObject(cureEntries)),
  cancellations: v.optional(v.picklist(['net', 'setAside', 'keep'])),
  utcOffset: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(-840), v.maxValue(840)))),
  part: v.optional(partSchema),
});

/**
 * How a file is to be loaded, as JSON that can be kept and used again: which column plays which role, and
 * whatever else the user has changed. What it leaves out is found from the file.
 */
export interface Recipe {
  readonly version: 1;
  readonly dialect?: Dialect;
  readonly roles: Mapping['roles'];
  readonly extras?: Mapping['extras'];
  readonly formats?: Mapping['formats'];
  readonly currency?: string | null;
  readonly rules?: Partial<RuleSwitches>;
  readonly pseudonymise?: NonNullable<Mapping['pseudonymise']>;
  readonly cures?: CureSwitches;
  readonly cancellations?: NonNullable<Mapping['cancellations']>;
  readonly utcOffset?: number | null;
  readonly part?: LoadPart;
}

/** Leaves out what is undefined, which JSON cannot say and exact types do not allow. */
function defined<T extends object>(value: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/**
 * The recipe that loads a file the way it was loaded.
 *
 * @param preview the file
 * @param mapping its columns
 * @param rules its switches
 */
export function recipeOf(preview: FilePreview, mapping: Mapping, rules: RuleSwitches): Recipe {
  return { version: 1, dialect: preview.dialect, rules, ...mapping };
}

/**
 * The mapping a recipe gives for a file. Roles are taken from the recipe alone, so that a file with more columns
 * than the recipe knows is loaded as before; the currency it leaves out is found from the file.
 *
 * @throws AppFailure `mapping.unknownColumn` where the file has not got a column the recipe names
 */
export function mappingFromRecipe(preview: FilePreview, recipe: Recipe): Mapping {
  const known = new Set(preview.columns.map((column) => column.name));
  const { roles, extras = [], formats = {}, pseudonymise, cures, cancellations, utcOffset, part } = recipe;
  const named = [
    ...Object.values(roles),
    ...extras,
    ...Object.keys(formats),
    ...(pseudonymise?.columns ?? []),
  ];
  for (const column of named) {
    if (!known.has(column)) throw new AppFailure(appError('mapping.unknownColumn', { column }));
  }
  const currency = recipe.currency === undefined ? suggestMapping(preview, roles).currency : recipe.currency;
  const others = { pseudonymise, cures, cancellations, utcOffset, part };
  return { roles, extras, formats, currency, ...defined(others) };
}
