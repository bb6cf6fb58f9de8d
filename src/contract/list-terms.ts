import type { ConsentWish } from './consent.ts';
import type { ExportFormat } from './privacy.ts';

/** How a list of customers is to leave, whatever it is taken from. */
export interface ListTerms {
  /** Columns to hand out besides the customer, e.g. a segment. */
  readonly columns: readonly string[];
  readonly purpose: string;
  /** Ids leave as pseudonyms of the purpose. */
  readonly pseudonymised: boolean;
  /** Which consent it needs; must be said where consents are loaded, absent or null where none are. */
  readonly consent?: ConsentWish | null;
  readonly format: Extract<ExportFormat, 'csv' | 'xlsx'>;
  readonly locale: 'en' | 'zh-CN';
}
