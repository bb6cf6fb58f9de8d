/** Messages in English: import. */
export const enImport = {} as const;
