/** Texts of the screen that analyses share. */
export const enAnalysisScreen = {} as const;
