/** Texts of the analysis `churn`. */
export const enChurn = {} as const;
