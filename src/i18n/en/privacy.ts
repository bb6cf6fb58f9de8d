/** Messages in English: privacy. */
export const enPrivacy = {} as const;
