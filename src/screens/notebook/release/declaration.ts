import type { CatalogRelation, SqlDeclaration } from '../../../contract/notebook.ts';

/**
 * A declaration with another column that counts customers. What is no number, or was said to be a group before, names
 * groups; the writer can say otherwise.
 */
export function declarationWith(
  relation: CatalogRelation,
  contributors: string,
  before: SqlDeclaration | null,
): SqlDeclaration {
  const groups = relation.columns.flatMap(({ name, type }) => {
    if (name === contributors) return [];
    const isFigure = type === 'integer' || type === 'number';
    return (before === null ? !isFigure : before.groups.includes(name)) ? [name] : [];
  });
  return { contributors, groups };
}
