const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * May this request act with the browser's cookies? Safe methods always (they never mutate); others only from
 * our own pages: `Origin` must be exactly the request's host. A cookie without any `Origin` is refused too.
 * Requests without cookies (API keys, webhooks) carry no ambient authority, but a foreign `Origin` is refused still.
 */
export function isSameOrigin(
  method: string,
  headers: Pick<Headers, "get">,
  scheme: "http" | "https",
): boolean {
  if (SAFE.has(method)) return true;
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  if (origin === null) return headers.get("cookie") === null || site === "same-origin";
  return origin === `${scheme}://${headers.get("host")?.toLowerCase()}`;
}
