import type { Catalogue } from '../messages.ts';
import type { enMigration } from '../en/migration.ts';

/** Texts of the analysis `migration` in Chinese. */
export const zhMigration: Catalogue<typeof enMigration> = {};
