import type { Analysis } from '../../analyses/analysis.ts';
import type { ExportFormat } from '../../contract/privacy.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** Something the gate can be asked for: a table as a file of figures, or a view as a picture. */
export interface ExportItem {
  readonly title: string;
  readonly table: string;
  readonly view: string | null;
  readonly formats: readonly ExportFormat[];
}

/** Kinds of file that tables can be written as. */
const TABLE_FORMATS = ['csv', 'xlsx', 'parquet'] as const satisfies readonly ExportFormat[];

/**
 * What can be asked for of an analysis, tables first.
 *
 * @param tables those on offer
 * @param nameOf name of a table in the list
 */
export function exportItems(
  analysis: Pick<Analysis, 'views'>,
  tables: readonly string[],
  nameOf: (table: string) => string,
  workspace: Workspace,
): ExportItem[] {
  return [
    ...tables.map((table): ExportItem => ({
      title: nameOf(table),
      table,
      view: null,
      formats: TABLE_FORMATS,
    })),
    ...analysis.views.map((view): ExportItem => ({
      title: workspace.say(view.title),
      table: view.table,
      view: view.id,
      formats: ['png', 'svg'],
    })),
  ];
}
