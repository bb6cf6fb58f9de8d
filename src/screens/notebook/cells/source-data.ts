import type { BoundData } from '../../../analyses/analysis.ts';
import { extraColumnsOf } from '../../../analyses/extra-columns.ts';
import type { AnalysisSource, CatalogColumn, CatalogRelation } from '../../../contract/notebook.ts';
import type { Role } from '../../../contract/import.ts';
import { ROLES } from '../../../contract/import.ts';
import { nameScore } from '../../../data/role-names.ts';

/** What a form may offer of a relation that an analysis reads; of none, nothing. */
export function dataOfSource(source: AnalysisSource | null, relation: CatalogRelation | null): BoundData {
  const roles = ROLES.filter((role) => source?.roles[role] !== undefined);
  const extraColumns = extraColumnsOf(relation?.columns ?? [], new Set(Object.values(source?.roles ?? {})));
  return { roles, orderLines: false, firstOrder: null, lastOrder: null, currency: null, extraColumns };
}

/** The column of a relation that a role is most likely to be; undefined where none speaks for it. */
export function likelyColumn(role: Role, columns: readonly CatalogColumn[]): string | undefined {
  const given = columns.find((column) => column.role === role);
  if (given !== undefined) return given.name;
  const [best] = columns
    .map(({ name }) => ({ name, score: nameScore(role, name) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  return best?.name;
}

/** A source of a relation with the columns its roles are most likely to be, each column once. */
export function likelySource(relation: CatalogRelation, roles: readonly Role[]): AnalysisSource {
  const taken = new Set<string>();
  const found: Partial<Record<Role, string>> = {};
  for (const role of roles) {
    const column = likelyColumn(
      role,
      relation.columns.filter(({ name }) => !taken.has(name)),
    );
    if (column === undefined) continue;
    taken.add(column);
    found[role] = column;
  }
  return { relation: relation.name, roles: found };
}
