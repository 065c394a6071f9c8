import type { Face } from "./face";

/** A path that no folder has: typed segments of another face end here, in a 404. */
const NOWHERE = "/nowhere";

/**
 * The folder behind an address: `/x` of the root host is `/site/x`, of the admin host `/platform/x`, of a portal
 * host `/portal/x`. A real segment typed on a host that does not own it leads nowhere.
 */
export function pagePath(face: Pick<Face, "kind" | "opens">, path: string): string {
  // Next decodes before it looks for a folder; none of ours begins with anything that needs a percent sign.
  if (/^\/[^/]*%/.test(path)) return NOWHERE;
  // The brand's pictures have one address on every host; main.ts answers them before Next, elsewhere a route file does.
  if (/^\/brand\/[a-z0-9-]+$/.test(path)) return `/api${path}`;
  // Pages for developers are the same on every host; each closes itself in production.
  if (within("/dev", path)) return path;
  if (face.kind === "site") return under("/site", path);
  if (face.kind === "platform") return path === "/sign-in" ? path : under("/platform", path);
  if (face.opens === "portal" && !within("/portal", path)) return under("/portal", path);
  return within("/site", path) || within("/platform", path) ? NOWHERE : path;
}

function under(segment: string, path: string): string {
  return path === "/" ? segment : `${segment}${path}`;
}

function within(segment: string, path: string): boolean {
  return path === segment || path.startsWith(`${segment}/`);
}
