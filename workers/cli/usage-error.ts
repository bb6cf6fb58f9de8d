/** The command line is not as its usage says. */
export class UsageError extends Error {}
