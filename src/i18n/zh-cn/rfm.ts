import type { Catalogue } from '../messages.ts';
import type { enRfm } from '../en/rfm.ts';

/** Messages in Chinese: rfm. */
export const zhRfm: Catalogue<typeof enRfm> = {};
