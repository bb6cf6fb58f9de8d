/** Texts of the analysis `kpi`. */
export const enKpi = {} as const;
