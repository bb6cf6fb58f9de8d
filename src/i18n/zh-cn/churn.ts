import type { Catalogue } from '../messages.ts';
import type { enChurn } from '../en/churn.ts';

/** Texts of the analysis `churn` in Chinese. */
export const zhChurn: Catalogue<typeof enChurn> = {};
