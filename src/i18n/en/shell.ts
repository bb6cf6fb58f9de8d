/** Messages in English: shell. */
export const enShell = {} as const;
