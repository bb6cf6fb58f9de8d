/** Messages in English: rfm. */
export const enRfm = {} as const;
