/** Where the portal begins on this host: at the root of its own, below /portal on the staff's. */
export const portalBase = (opens: "staff" | "portal"): string =>
  opens === "portal" ? "" : "/portal";

/** An address of the portal on this host. */
export const portalPath = (opens: "staff" | "portal", path: string): string =>
  `${portalBase(opens)}${path === "/" ? "" : path}` || "/";
