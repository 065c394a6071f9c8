import { VendorFailure } from "./vendor-failure";

/** One request as it goes out. */
export type Hop = {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal | undefined;
};

export const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Credentials that must not travel to another origin. */
const PRIVATE_HEADERS = ["authorization", "cookie", "proxy-authorization", "x-api-key"];

/** The request that a redirect asks for (RFC 9110 §15.4): GET after 301–303, no credentials across origins. */
export function nextHop(hop: Hop, status: number, location: string): Hop {
  const url = URL.canParse(location, hop.url) ? new URL(location, hop.url) : undefined;
  if (!url) throw new VendorFailure("rejected", "redirect to an unreadable address");
  const headers = { ...hop.headers };
  if (url.origin !== hop.url.origin) for (const name of PRIVATE_HEADERS) delete headers[name];
  const keep = status === 307 || status === 308 || hop.method === "GET" || hop.method === "HEAD";
  if (keep) return { ...hop, url, headers };
  delete headers["content-type"];
  return { ...hop, url, headers, method: "GET", body: null };
}
