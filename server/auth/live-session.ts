import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Actor, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { SessionClaims } from "./session";
import { sessionActors } from "./session-actors";
import { sessionCache } from "./session-cache";
import { sessionLimits } from "./session-limits";

/** Name of a session in the cache. */
export const sessionName = (tenantId: string, sessionId: string): string =>
  `session:${tenantId}:${sessionId}`;

/** The actor of a session that still lives (not revoked, idle or absolute limit not passed, person and membership active). */
export function liveSession(claims: SessionClaims, now: Date): Promise<Actor | undefined> {
  const name = sessionName(claims.tenantId, claims.sessionId);
  return sessionCache.get(name, () => load(claims, now));
}

async function load(claims: SessionClaims, now: Date): Promise<Actor | undefined> {
  const { tenantId, sessionId, audience } = claims;
  return inTenant(systemCtx(tenantId, "auth.session"), async (tx) => {
    const found = (await sessionActors(tx, tenantId, [sessionId], now)).get(sessionId);
    if (found?.audience !== audience) return undefined;
    if (found.seenLongAgo) await keepAlive(tx, claims, now);
    return found.actor;
  });
}

/** Use extends the idle limit; written at most once a minute, never beyond the absolute limit. */
async function keepAlive(tx: Tx, claims: SessionClaims, now: Date): Promise<void> {
  const { tenantId, sessionId, audience } = claims;
  const { sessionIdleMinutes } = await sessionLimits(tx, tenantId, audience);
  const idle = new Date(now.getTime() + sessionIdleMinutes * 60_000).toISOString();
  await tx.execute(sql`
    update sessions set last_seen_at = ${now.toISOString()}, idle_expires_at = least(${idle}::timestamptz, expires_at)
    where id = ${sessionId} and tenant_id = ${tenantId}`);
}
