import type { HostResolution } from "@/server/tenancy/host";
import type { SessionAudience } from "./session";

/** By which the portal's own calls say that they are the portal's: `trama-face: portal`. */
export const FACE_HEADER = "trama-face";

/**
 * Which of a visitor's own cookies speaks here: on a tenant's host the portal's pages, and calls that say they are
 * the portal's, read the customer's cookie alone; everything else the staff's. A header chooses, it never grants.
 */
export function audienceOf(host: HostResolution, headers: Pick<Headers, "get">): SessionAudience {
  if (host.kind === "platform") return "platform";
  if (host.kind !== "tenant") return "staff";
  if (host.face === "portal" || headers.get(FACE_HEADER) === "portal") return "customer";
  // Written by middleware for pages (it overwrites what a client sends); doors under /api have none.
  const path = headers.get("x-trama-path") ?? "";
  return path === "/portal" || path.startsWith("/portal/") ? "customer" : "staff";
}
