/** Texts of the analysis `cohorts`. */
export const enCohorts = {} as const;
