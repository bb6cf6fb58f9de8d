/** Texts of the analysis `migration`. */
export const enMigration = {} as const;
