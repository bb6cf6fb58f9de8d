/** Texts of the analysis `clv`. */
export const enClv = {} as const;
