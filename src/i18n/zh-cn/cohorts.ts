import type { Catalogue } from '../messages.ts';
import type { enCohorts } from '../en/cohorts.ts';

/** Texts of the analysis `cohorts` in Chinese. */
export const zhCohorts: Catalogue<typeof enCohorts> = {};
