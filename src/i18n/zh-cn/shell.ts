import type { Catalogue } from '../messages.ts';
import type { enShell } from '../en/shell.ts';

/** Messages in Chinese: shell. */
export const zhShell: Catalogue<typeof enShell> = {};
