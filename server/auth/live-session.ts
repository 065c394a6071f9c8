import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Actor, Role } from "@/server/tenancy/context";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { SessionClaims } from "./session";
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

type Row = {
  membership_id: string;
  user_id: string;
  role: string;
  audience: string;
  seen_long_ago: boolean;
};

async function load(claims: SessionClaims, now: Date): Promise<Actor | undefined> {
  const { tenantId, sessionId } = claims;
  const at = now.toISOString();
  const row = await inTenant(systemCtx(tenantId, "auth.session"), async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      select s.membership_id, m.user_id, m.role, s.audience,
        s.last_seen_at < ${at}::timestamptz - interval '1 minute' as seen_long_ago
      from sessions s
      join memberships m on m.id = s.membership_id and m.tenant_id = s.tenant_id
      join users u on u.id = m.user_id
      where s.id = ${sessionId} and s.tenant_id = ${tenantId} and s.audience = ${claims.audience}
        and s.revoked_at is null and s.idle_expires_at > ${at} and s.expires_at > ${at}
        and m.status = 'active' and u.status = 'active'
        and (s.audience <> 'platform' or app.is_platform_admin(u.id))`);
    if (rows[0]?.seen_long_ago) await keepAlive(tx, claims, now);
    return rows[0];
  });
  if (!row) return undefined;
  if (row.audience === "platform") return { kind: "platform", userId: row.user_id, sessionId };
  return {
    kind: "user",
    userId: row.user_id,
    membershipId: row.membership_id,
    sessionId,
    role: row.role as Role,
  };
}

/** Use extends the idle limit; written at most once a minute, never beyond the absolute limit. */
async function keepAlive(tx: Tx, { tenantId, sessionId }: SessionClaims, now: Date): Promise<void> {
  const { sessionIdleMinutes } = await sessionLimits(tx, tenantId);
  const idle = new Date(now.getTime() + sessionIdleMinutes * 60_000).toISOString();
  await tx.execute(sql`
    update sessions set last_seen_at = ${now.toISOString()}, idle_expires_at = least(${idle}::timestamptz, expires_at)
    where id = ${sessionId} and tenant_id = ${tenantId}`);
}
