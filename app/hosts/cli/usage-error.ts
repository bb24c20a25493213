/** The words on the command line make no sense; `message` says which. Exit code 2. */
export class UsageError extends Error {}
