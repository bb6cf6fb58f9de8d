import type { Catalogue } from '../messages.ts';
import type { enClv } from '../en/clv.ts';

/** Texts of the analysis `clv` in Chinese. */
export const zhClv: Catalogue<typeof enClv> = {};
