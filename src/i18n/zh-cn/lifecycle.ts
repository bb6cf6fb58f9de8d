import type { Catalogue } from '../messages.ts';
import type { enLifecycle } from '../en/lifecycle.ts';

/** Texts of the analysis `lifecycle` in Chinese. */
export const zhLifecycle: Catalogue<typeof enLifecycle> = {};
