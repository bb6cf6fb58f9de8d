import type { ReleasePreview } from '../../contract/engine-api.ts';
import type { AppError } from '../../contract/error.ts';
import type { Result } from '../../contract/result.ts';

/** How the last request to the gate went. */
export type ReleaseOutcome =
  | { readonly kind: 'working' }
  | { readonly kind: 'released'; readonly name: string; readonly suppressedRows: number }
  | { readonly kind: 'refused'; readonly error: AppError };

/** What would leave of a result, as screens show it. */
export interface ReleaseShown {
  /** The gate's answer for each table; empty while it is being asked. */
  readonly previews: Readonly<Record<string, Result<ReleasePreview>>>;
  readonly last: ReleaseOutcome | null;
  /** A table as it would leave, or null while it is not known or when it would not. */
  table(name: string): ReleasePreview['table'] | null;
  /** What can be inferred of the counts that would be withheld of a table. */
  withheld(name: string): ReleasePreview['withheld'];
  /** Earlier releases that a table is too close to. */
  conflicts(name: string): ReleasePreview['conflicts'];
}
