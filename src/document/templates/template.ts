import type { ExtraColumn } from '../../analyses/analysis.ts';
import type { Role } from '../../contract/import.ts';
import type { RoleRequirement } from '../../data/readiness.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Cell } from '../cell.ts';
import type { Trade } from './trades.ts';

/** What a template knows of the data and of its reader: what is there, never a value of a customer. */
export interface TemplateContext {
  readonly roles: readonly Role[];
  /** ISO dates of the first and last order; null where there are none. */
  readonly firstOrder: string | null;
  readonly lastOrder: string | null;
  /** ISO 4217 code; null where amounts carry none. */
  readonly currency: string | null;
  /** Columns without a role, under their names in `orders`. */
  readonly extraColumns: readonly ExtraColumn[];
  readonly translate: Translate;
  readonly trade: Trade;
}

/** A notebook to begin with. */
export interface Template {
  /** Permanent. */
  readonly id: string;
  readonly title: PlainKey;
  readonly summary: PlainKey;
  /** What the data must have. */
  readonly required: RoleRequirement;
  cells(context: TemplateContext): readonly Cell[];
}

/** What every template needs: customers and the dates of their orders. */
export const PLACED: RoleRequirement = [['customerId'], ['orderedAt']];
/** The same, with amounts. */
export const PAID: RoleRequirement = [...PLACED, ['amount', ['quantity', 'unitPrice']]];
