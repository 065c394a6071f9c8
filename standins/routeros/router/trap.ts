/** What the router answers instead of doing it. Categories: 0 missing item or command, 1 bad value, 2 interrupted, 5 API. */
export class Trap extends Error {
  constructor(
    message: string,
    readonly category?: number,
    /** Said before it in a trap of its own. */
    readonly first?: Trap,
  ) {
    super(message);
  }
}

export const noSuchItem = (): Trap => new Trap("no such item", 0);
export const denied = (): Trap => new Trap("not enough permissions (9)");

/** An attribute that no such menu has; the older versions do not say which. */
export const unknownParameter = (version: number, name: string): Trap =>
  new Trap(version >= 7000 ? `unknown parameter ${name}` : "unknown parameter");
