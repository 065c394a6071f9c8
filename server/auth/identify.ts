import type { HostResolution } from "@/server/tenancy/host";
import type { Actor } from "@/server/tenancy/context";
import { liveApiKey } from "./live-api-key";
import { liveSession } from "./live-session";
import { sessionCookies } from "./next-auth";
import { cookieOf, type SessionAudience } from "./session";

const ANONYMOUS: Actor = { kind: "anonymous" };

/**
 * Who calls. An API key in `Authorization` wins over a cookie; either counts only when it belongs to the
 * tenant that the host names, so a cookie tossed over from another host is nobody's.
 */
export async function identify(from: {
  host: HostResolution;
  /** Whose cookie counts here (`audienceOf`); a session of another audience is nobody's. */
  audience: SessionAudience;
  cookies: ReadonlyMap<string, string>;
  authorization: string | null;
  now: Date;
  ip: string;
}): Promise<Actor> {
  const { host, audience, cookies, authorization, now, ip } = from;
  if (host.kind !== "tenant" && host.kind !== "platform") return ANONYMOUS;
  if (authorization !== null) {
    const key = /^Bearer (trama_[a-z]+_[A-Za-z0-9_-]{43})$/.exec(authorization)?.[1];
    if (!key || host.kind !== "tenant") return ANONYMOUS;
    return (await liveApiKey(host.tenantId, key, { now, ip })) ?? ANONYMOUS;
  }
  const cookie = cookies.get(cookieOf(audience));
  const claims = cookie ? await sessionCookies.read(cookie) : undefined;
  if (!claims || claims.tenantId !== host.tenantId) return ANONYMOUS;
  if (claims.audience !== audience) return ANONYMOUS;
  return (await liveSession(claims, now)) ?? ANONYMOUS;
}
