import * as v from 'valibot';
import { FINDINGS } from '../contract/doctor.ts';
import { CLEANING_RULES, ROLES, type Mapping } from '../contract/import.ts';
import { MANIFEST, SPARE_MANIFEST, type KeptData, type KeptFile, type KeptLoad } from '../contract/kept.ts';
import { ENCODINGS, FILE_FORMATS, type ReadingWish } from '../contract/reading.ts';
import { SIDE_ROLES, TABLE_KINDS, type SideMapping } from '../contract/tables.ts';
import { withoutGaps } from './kept-recipe.ts';
import { mergeSchema } from './read-kept-recipe.ts';
import { dialectSchema, formatSchema, partSchema } from './recipe.ts';

/** One entry for each field of a type, so that a field that is added there is missed here by the compiler. */
type Entries<T> = Record<keyof T, v.GenericSchema>;

const name = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const cures = v.record(v.picklist(FINDINGS), v.boolean());
const pseudonymise = v.strictObject({ columns: v.array(name), purpose: name });
const currency = v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u)));
const utcOffset = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(-1440), v.maxValue(1440)));
const formats = v.record(v.string(), formatSchema);

/** How a file is read, as it stands in files. */
export const wishSchema = v.strictObject({
  gzip: v.optional(v.boolean()),
  entry: v.optional(v.nullable(v.string())),
  format: v.optional(v.picklist(FILE_FORMATS)),
  encoding: v.optional(v.picklist(ENCODINGS)),
  sheet: v.optional(v.nullable(v.string())),
  headerRow: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)))),
  unroll: v.optional(v.nullable(v.string())),
  dialect: v.optional(dialectSchema),
  cures: v.optional(cures),
} satisfies Entries<ReadingWish>);

const mapping = v.strictObject({
  roles: v.record(v.picklist(ROLES), name),
  extras: v.array(name),
  formats,
  currency,
  pseudonymise: v.optional(pseudonymise),
  cures: v.optional(cures),
  cancellations: v.optional(v.picklist(['net', 'setAside', 'keep'])),
  utcOffset: v.optional(utcOffset),
  part: v.optional(partSchema),
} satisfies Entries<Mapping>);

/** What a file becomes as a table beside the orders, as it stands in files. */
export const sideMappingSchema = v.strictObject({
  kind: v.picklist(TABLE_KINDS.filter((kind) => kind !== 'orders')),
  roles: v.record(v.picklist(Object.values(SIDE_ROLES).flat()), name),
  extras: v.array(name),
  formats,
  currency,
  utcOffset,
  pseudonymise: v.optional(pseudonymise),
  cures: v.optional(cures),
} satisfies Entries<SideMapping>);

const schema = v.strictObject({
  cloister: v.literal('kept'),
  version: v.literal(1),
  id: v.pipe(v.string(), v.uuid()),
  keptAt: v.pipe(v.string(), v.isoTimestamp()),
  until: v.pipe(v.string(), v.isoDate()),
  files: v.pipe(
    v.array(
      v.strictObject({
        name,
        size: count,
        modifiedAt: v.number(),
        sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
      } satisfies Entries<KeptFile>),
    ),
    v.minLength(1),
  ),
  load: v.strictObject({
    orders: v.nullable(
      v.strictObject({
        uses: v.pipe(v.array(v.strictObject({ file: count, wish: wishSchema })), v.minLength(1)),
        mapping,
        rules: v.record(v.picklist(CLEANING_RULES), v.boolean()),
        merge: v.nullable(mergeSchema),
      }),
    ),
    tables: v.array(
      v.strictObject({ file: count, wish: wishSchema, mapping: sideMappingSchema, apart: v.boolean() }),
    ),
  } satisfies Entries<KeptLoad>),
  figures: v.nullable(
    v.strictObject({ read: count, loaded: count, customers: count, orders: count, revenue: v.number() }),
  ),
} satisfies Entries<KeptData>);

/** Places of files in the list that a load names. */
function filesOfLoad({ orders, tables }: KeptLoad): readonly number[] {
  return [...(orders?.uses ?? []), ...tables].map(({ file }) => file);
}

/**
 * Reads the manifest of kept data.
 *
 * @returns null where it is none, or names a file that is not in its list
 */
export function readManifest(text: string): KeptData | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) return null;
  const kept = withoutGaps(parsed.output) as KeptData;
  return filesOfLoad(kept.load).every((file) => file < kept.files.length) ? kept : null;
}

/** Writes a manifest as the text that {@link readManifest} reads. */
export function writeManifest(kept: KeptData): string {
  return `${JSON.stringify(kept, null, 2)}\n`;
}

/**
 * Finds the manifest in a folder of kept data: where one could not be written to its end, its copy holds.
 *
 * @param textOf the text of a file of the folder; null where there is none
 */
export async function findManifest(
  textOf: (name: string) => Promise<string | null>,
): Promise<KeptData | null> {
  for (const name of [MANIFEST, SPARE_MANIFEST]) {
    const text = await textOf(name);
    const kept = text === null ? null : readManifest(text);
    if (kept !== null) return kept;
  }
  return null;
}
