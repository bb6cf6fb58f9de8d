import type { CureSwitches } from '../contract/doctor.ts';
import type { ColumnFormat, LoadPart, PreviewColumn, RuleSwitches } from '../contract/import.ts';
import type { CustomerMerge } from '../contract/merge.ts';
import type { ReadingWish } from '../contract/reading.ts';
import type { TableKind } from '../contract/tables.ts';

/** How the user wants a file to be read, with the cures that are switched. */
export type KeptReading = Pick<
  ReadingWish,
  'dialect' | 'encoding' | 'format' | 'sheet' | 'headerRow' | 'unroll'
> & {
  readonly cures?: CureSwitches;
};

/**
 * How a file was loaded, kept in this browser for the next file of the same shape. It holds names of columns and what
 * the user has chosen, and nothing out of the rows.
 */
export interface KeptRecipe {
  readonly cloister: 'recipe';
  readonly version: 1;
  /** Shape of the files it is for, as {@link shapeOf} has it. */
  readonly shape: string;
  /** Name of the file it was made with. */
  readonly name: string;
  /** When it was kept, ISO 8601. */
  readonly savedAt: string;
  readonly kind: TableKind;
  readonly reading: KeptReading;
  readonly roles: Readonly<Record<string, string>>;
  readonly extras: readonly string[];
  readonly formats: Readonly<Record<string, ColumnFormat>>;
  readonly currency: string | null;
  /** Minutes from UTC. */
  readonly utcOffset: number | null;
  readonly cancellations: 'net' | 'setAside' | 'keep' | null;
  /** What is loaded of the file; absent: all of it. */
  readonly part?: LoadPart;
  /** Cleaning rules that were switched; absent: none. */
  readonly rules?: Partial<RuleSwitches>;
  readonly pseudonyms: readonly string[];
  readonly purpose: string;
  /** Rules by which customers were merged once orders were loaded; absent or null: they were not. */
  readonly merge?: CustomerMerge | null;
}

/**
 * The shape of a file: names of its columns and what kind of values stand in them, in an order of their own, so that
 * moved columns make no other shape. Case and blanks round names do not matter.
 *
 * @param columns of the file as it is found, before anything is chosen
 */
export function shapeOf(
  columns: readonly Pick<PreviewColumn, 'sourceName' | 'name' | 'format' | 'stored'>[],
): string {
  const parts = columns.map(({ sourceName, name: own, format, stored }) => [
    (sourceName === '' ? own : sourceName).trim().toLowerCase(),
    format.kind,
    stored,
  ]);
  return JSON.stringify(parts.map((part) => part.join('\u{1f}')).sort());
}

/** Leaves out what is undefined, which JSON has no word for. */
export function withoutGaps<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Writes a recipe as the text that `readKeptRecipe` reads. */
export function writeKeptRecipe(recipe: KeptRecipe): string {
  return `${JSON.stringify(recipe, null, 2)}\n`;
}

/** What of a wish is kept: not the path inside an archive, which is another in the next one. */
export function keptReading(wish: KeptReading): KeptReading {
  const { dialect, encoding, format, sheet, headerRow, unroll, cures } = wish;
  return withoutGaps({ dialect, encoding, format, sheet, headerRow, unroll, cures }) as KeptReading;
}

/** Whether a file has every column that a recipe names. */
export function fits(recipe: KeptRecipe, columns: readonly Pick<PreviewColumn, 'name'>[]): boolean {
  const known = new Set(columns.map((column) => column.name));
  const { roles, extras, formats, pseudonyms } = recipe;
  return [...Object.values(roles), ...extras, ...Object.keys(formats), ...pseudonyms].every((each) =>
    known.has(each),
  );
}
