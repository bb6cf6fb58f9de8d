import type { Role } from '../../contract/import.ts';
import { missingRoles } from '../../data/readiness.ts';
import type { Notebook } from '../cell.ts';
import { clvBudget } from './clv-budget.ts';
import { cohortDeepDive } from './cohort-deep-dive.ts';
import { monthlyReview } from './monthly-review.ts';
import { privacyAudit } from './privacy-audit.ts';
import { rfmWinBack } from './rfm-win-back.ts';
import type { Template, TemplateContext } from './template.ts';
import { tradeWords } from './trades.ts';

/** Every template, in the order they are offered. */
export const TEMPLATES: readonly Template[] = [
  monthlyReview,
  rfmWinBack,
  clvBudget,
  cohortDeepDive,
  privacyAudit,
];

/** Whether data with these roles can fill a template. */
export function isReady(template: Template, roles: readonly Role[]): boolean {
  return missingRoles(roles, template.required).length === 0;
}

/** The notebook of a template, for the data at hand and in the reader's language. */
export function notebookOf(template: Template, context: TemplateContext): Notebook {
  const title = (context.translate as (key: Template['title']) => string)(template.title);
  const { trade } = tradeWords(context.trade, context.translate);
  return {
    title: context.trade === 'general' ? title : `${title} · ${trade}`,
    cells: template.cells(context),
  };
}
