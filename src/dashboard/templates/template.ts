import type { RoleRequirement } from '../../data/readiness.ts';
import type { PlainKey } from '../../i18n/messages.ts';
import type { DashboardDraft } from './draft.ts';

/** A dashboard to begin with. It builds itself from what the data have, and leaves out what they cannot fill. */
export interface DashboardTemplate {
  /** Permanent. */
  readonly id: string;
  readonly title: PlainKey;
  readonly summary: PlainKey;
  /** What the data must have. */
  readonly required: RoleRequirement;
  /** Puts its pages and tiles together. */
  build(draft: DashboardDraft): void;
}
