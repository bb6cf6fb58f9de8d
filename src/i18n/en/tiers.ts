/** Texts of the analysis `tiers`. */
export const enTiers = {} as const;
