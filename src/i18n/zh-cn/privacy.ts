import type { Catalogue } from '../messages.ts';
import type { enPrivacy } from '../en/privacy.ts';

/** Messages in Chinese: privacy. */
export const zhPrivacy: Catalogue<typeof enPrivacy> = {};
