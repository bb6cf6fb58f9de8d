import type { Catalogue } from '../messages.ts';
import type { enTiers } from '../en/tiers.ts';

/** Texts of the analysis `tiers` in Chinese. */
export const zhTiers: Catalogue<typeof enTiers> = {};
