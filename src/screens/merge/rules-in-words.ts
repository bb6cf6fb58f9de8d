import { type CustomerMerge, RULE_OF_USE } from '../../contract/merge.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** The rules of a merge that have columns to compare, as a list. */
export function rulesInWords({ t, locale }: Workspace, { rules, columns }: CustomerMerge): string {
  const used = new Set(columns.map(({ use }) => RULE_OF_USE[use]));
  const names = rules.filter((rule) => used.has(rule)).map((rule) => t(`merge.rule.${rule}`));
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
