/** Texts of the analysis `lifecycle`. */
export const enLifecycle = {} as const;
