// Stands in for "server-only" under vitest; nothing to do.
export const nothing = undefined;
