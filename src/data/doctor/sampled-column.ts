import type { FindingCode, ValueCure } from '../../contract/doctor.ts';

/** A column of the sample as the doctor looks at it. */
export interface SampledColumn {
  /** Place in the file, from 0. */
  readonly index: number;
  /** Name in the app. */
  readonly name: string;
  /** Its texts, row by row; null where empty. */
  readonly texts: readonly (string | null)[];
}

/** What is wrong with the values of one column. */
export interface ColumnFinding {
  readonly code: FindingCode;
  readonly column: SampledColumn;
  /** Places of the values it is about, in the order of the sample. */
  readonly places: readonly number[];
  /** Words and values that the sentence names. */
  readonly named: readonly string[];
  /** How they are rewritten; null where they are read right as they stand. */
  readonly cure: ValueCure | null;
  /** What takes the place of texts where the sample alone tells it; absent: the cure does, text by text. */
  readonly replaced?: ReadonlyMap<string, string>;
}

/** Places of the texts that a test holds for. */
export function placesWhere(
  texts: readonly (string | null)[],
  test: (text: string) => boolean,
): readonly number[] {
  const places: number[] = [];
  for (const [place, text] of texts.entries()) if (text !== null && test(text)) places.push(place);
  return places;
}
