import type { Catalogue } from '../messages.ts';
import type { enImport } from '../en/import.ts';

/** Messages in Chinese: import. */
export const zhImport: Catalogue<typeof enImport> = {};
