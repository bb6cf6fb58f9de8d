import type { Catalogue } from '../messages.ts';
import type { enKpi } from '../en/kpi.ts';

/** Texts of the analysis `kpi` in Chinese. */
export const zhKpi: Catalogue<typeof enKpi> = {};
