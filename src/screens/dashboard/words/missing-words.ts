import { labelText } from '../../../charts/labels.ts';
import type { DashboardMeasure } from '../../../contract/dashboard.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { dimensionLabel } from '../../../dashboard/drawing/dimension-words.ts';
import { measureKey } from '../../../dashboard/drawing/measure-names.ts';

/** What the data have not, as a list in running text; empty for nothing. */
export function missingWords(
  missing: { readonly dimensions: readonly string[]; readonly measures: readonly DashboardMeasure[] },
  { t, locale }: Workspace,
): string {
  const names = [
    ...missing.dimensions.map((name) => labelText(dimensionLabel(name), { locale, translate: t })),
    ...missing.measures.map((measure) => t(measureKey(measure))),
  ];
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
