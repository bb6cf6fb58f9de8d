import type { BoundData } from '../analysis.ts';
import type { ChurnParams, Setting } from './params.ts';

/** Whether the data tell when customers bought. */
export function hasOrderDates(data: Pick<BoundData, 'roles' | 'lastOrder'>): boolean {
  return data.roles.includes('orderedAt') && data.lastOrder !== null;
}

/** Whether the data tell how long customers have had a contract and whether it has ended. */
export function hasContracts(data: Pick<BoundData, 'roles'>): boolean {
  return data.roles.includes('tenure') && data.roles.includes('churned');
}

/** The setting as asked for; else by the data: non-contractual where there are dates. */
export function settingOf(data: BoundData, { setting }: Pick<ChurnParams, 'setting'>): Setting {
  if (setting !== null) return setting;
  return hasOrderDates(data) || !hasContracts(data) ? 'nonContractual' : 'contractual';
}
