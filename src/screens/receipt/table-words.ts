import type { SchemaDifference, SideTable } from '../../contract/tables.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

/** How a table is tied to the orders, in sentences; what is nothing is not said. */
export function matchWords({ t, formats }: Workspace, { match }: SideTable): string[] {
  if (match === null) return [t('tables.match.none')];
  const { customers, matched, orphanRows, withoutCustomer, missing } = match;
  const words: string[] = [];
  if (customers > 0) {
    words.push(
      matched === customers
        ? t('tables.match.all', { customers })
        : t('tables.match.share', { share: formats.share(matched / customers), customers }),
    );
  }
  if (orphanRows > 0) words.push(t('tables.match.orphans', { count: orphanRows }));
  if (withoutCustomer > 0) words.push(t('tables.match.withoutCustomer', { count: withoutCustomer }));
  if (missing > 0) words.push(t('tables.match.missing', { count: missing }));
  return words;
}

const TYPES = ['text', 'number', 'timestamp', 'boolean'] as const;

function typeName({ t }: Workspace, name: string): string {
  if (name === 'date') return t('tables.type.timestamp');
  const type = TYPES.find((each) => each === name);
  return type === undefined ? name : t(`tables.type.${type}`);
}

/** How the columns of a further file differ, in a sentence. */
export function differenceWords(workspace: Workspace, difference: SchemaDifference): string {
  const { t } = workspace;
  const { column } = difference;
  switch (difference.code) {
    case 'renamed':
      return t('tables.difference.renamed', { column, to: difference.to });
    case 'retyped':
      return t('tables.difference.retyped', {
        column,
        from: typeName(workspace, difference.from),
        to: typeName(workspace, difference.to),
      });
    default:
      return t(`tables.difference.${difference.code}`, { column });
  }
}
