import type { CatalogColumn, ColumnProfile, RangeToCopy } from '../../contract/notebook.ts';
import type { Result } from '../../contract/result.ts';
import type { Value } from '../../contract/result-set.ts';
import type { ErrorText } from '../../i18n/translate.ts';

/** What a grid can do beyond showing and sorting rows. */
export interface GridTools {
  /** What is known of a column. */
  readonly columnOf: (name: string) => CatalogColumn | undefined;
  /** Writes a value of a column; of dates, numbers, … as cells have them. */
  readonly write: (column: CatalogColumn, value: Value) => string;
  /** Asked for when the panel of a column opens. */
  readonly profile: (column: string) => Promise<Result<ColumnProfile>>;
  /** Answers in words why the range could not be copied; null when it was. */
  readonly copy: (range: RangeToCopy) => Promise<ErrorText | null>;
}
