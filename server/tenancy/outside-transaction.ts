import { scopes } from "./scope";

/**
 * Throws inside `inTenant` / `asPlatform`. For what one driver does over a network (cache, limits, files, mail):
 * asked of every driver alike, so that a verb that works in a test works with the other driver too.
 */
export function outsideTransaction(what: string): void {
  if (scopes.getStore()) throw new Error(`${what} inside a transaction: do it before or after`);
}
