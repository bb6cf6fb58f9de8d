import { ANALYSES } from '../../src/analyses/index.ts';
import type { LostAnalysis } from '../../src/contract/compared-records.ts';
import type { Role } from '../../src/contract/import.ts';
import { missingRoles } from '../../src/data/readiness.ts';
import type { OutColumn } from './recode-columns.ts';
import type { RecodedRecords } from './recode-records.ts';
import type { RecordsReading } from './records-reading.ts';

/** Roles that only tell rows apart: pseudonyms do that as well. */
const KEYS: readonly Role[] = ['customerId', 'orderId'];
/** Roles that need the value itself. */
const VALUES: readonly Role[] = ['orderedAt', 'amount', 'quantity', 'unitPrice', 'cost', 'margin'];
/** Roles that divide orders: a coarser value divides them too. */
const GROUPS: readonly Role[] = ['country', 'channel', 'category', 'product', 'orderStatus'];

/** Why a role is lost; null while its column can still fill it. */
type Loss = Pick<LostAnalysis, 'column' | 'reason'> | null;

/** Level that every record of a column stands at; null where records differ or ranges have no levels. */
export function levelOf(column: OutColumn, { nodes, recode }: RecodedRecords): number | null {
  const place = recode.request.quasiIdentifiers.indexOf(column.name);
  const levels = new Set(nodes.map((node) => node[place] ?? 0));
  return levels.size === 1 ? ([...levels][0] ?? null) : null;
}

function lossOf(role: Role, recoded: RecodedRecords, { roles }: RecordsReading): Loss {
  const name = roles[role];
  if (name === undefined) return { column: null, reason: 'absent' };
  const column = recoded.columns.find((each) => each.name === name);
  if (column === undefined) return { column: name, reason: 'dropped' };
  if (GROUPS.includes(role) || column.fate === 'kept') return null;
  if (column.fate === 'pseudonymised') {
    return KEYS.includes(role) ? null : { column: name, reason: 'pseudonymised' };
  }
  return levelOf(column, recoded) === 0 ? null : { column: name, reason: 'generalised' };
}

/** Roles that a de-identified table still fills, with their columns. */
export function rolesLeft(
  recoded: RecodedRecords,
  reading: RecordsReading,
): Readonly<Partial<Record<Role, OutColumn>>> {
  const left = [...KEYS, ...VALUES, ...GROUPS].flatMap((role) => {
    const column = recoded.columns.find(({ name }) => name === reading.roles[role]);
    return column !== undefined && lossOf(role, recoded, reading) === null ? [[role, column] as const] : [];
  });
  return Object.fromEntries(left);
}

/** Analyses of orders that a de-identified table can still be given to, and why the others cannot. */
export function analysesLeft(
  recoded: RecodedRecords,
  reading: RecordsReading,
): { readonly analyses: readonly string[]; readonly lost: readonly LostAnalysis[] } {
  const roles = Object.keys(rolesLeft(recoded, reading)) as Role[];
  // Figures by any column stand beside the analyses and need no order.
  const asked = ANALYSES.filter(({ id }) => id !== 'metric');
  const lost = asked.flatMap(({ id, roles: { required } }): LostAnalysis[] => {
    const [role] = missingRoles(roles, required).flat();
    if (role === undefined) return [];
    const loss = lossOf(role, recoded, reading) ?? { column: null, reason: 'absent' };
    return [{ analysisId: id, role, ...loss }];
  });
  const gone = new Set(lost.map(({ analysisId }) => analysisId));
  return { analyses: asked.map(({ id }) => id).filter((id) => !gone.has(id)), lost };
}
