import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Actor, Role, UserActor } from "@/server/tenancy/context";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { CustomGrants } from "./grants";
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
  membership_id: string | null;
  customer_id: string | null;
  user_id: string | null;
  role: string;
  team_id: string | null;
  custom_role_id: string | null;
  custom_grants: CustomGrants | null;
  audience: string;
  proved_at: string;
  view_as: string | null;
  view_as_based_on: string | null;
  view_as_grants: CustomGrants | null;
  impersonation_id: string | null;
  by_user_id: string | null;
  by_tenant_id: string | null;
  seen_long_ago: boolean;
};

async function load(claims: SessionClaims, now: Date): Promise<Actor | undefined> {
  const { tenantId, sessionId } = claims;
  const at = now.toISOString();
  const row = await inTenant(systemCtx(tenantId, "auth.session"), async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      select s.membership_id, s.customer_id, m.user_id, m.role, m.team_id, s.audience, s.proved_at::text,
        r.id as custom_role_id, r.grants as custom_grants,
        s.view_as, v.based_on as view_as_based_on, v.grants as view_as_grants,
        i.id as impersonation_id, i.by_user_id, i.by_tenant_id,
        s.last_seen_at < ${at}::timestamptz - interval '1 minute' as seen_long_ago
      from sessions s
      left join memberships m on m.id = s.membership_id and m.tenant_id = s.tenant_id
      left join users u on u.id = m.user_id
      left join custom_roles r on r.id = m.custom_role_id and r.tenant_id = s.tenant_id
      left join custom_roles v on v.id::text = s.view_as and v.tenant_id = s.tenant_id
      left join customers c on c.id = s.customer_id and c.tenant_id = s.tenant_id
      left join impersonations i on i.id = s.impersonation_id and i.tenant_id = s.tenant_id
      where s.id = ${sessionId} and s.tenant_id = ${tenantId} and s.audience = ${claims.audience}
        and s.revoked_at is null and s.idle_expires_at > ${at} and s.expires_at > ${at}
        and (case when s.audience = 'customer' then c.portal_access and c.archived_at is null
          else m.status = 'active' and u.status = 'active' end)
        and (s.impersonation_id is null or (i.ended_at is null and i.expires_at > ${at}))
        and (s.audience <> 'platform' or app.is_platform_admin(u.id))`);
    if (rows[0]?.seen_long_ago) await keepAlive(tx, claims, now);
    return rows[0];
  });
  return row && actorOf(row, sessionId);
}

function actorOf(row: Row, sessionId: string): Actor | undefined {
  if (row.customer_id) return { kind: "customer", customerId: row.customer_id, sessionId };
  const provedAt = new Date(row.proved_at);
  if (!row.user_id || !row.membership_id) return undefined;
  if (row.audience === "platform")
    return { kind: "platform", userId: row.user_id, sessionId, provedAt };
  return {
    kind: "user",
    userId: row.user_id,
    membershipId: row.membership_id,
    sessionId,
    role: row.role as Role,
    provedAt,
    ...(row.team_id && { teamId: row.team_id }),
    ...(row.custom_role_id && {
      customRole: { id: row.custom_role_id, grants: row.custom_grants ?? {} },
    }),
    ...(row.view_as && { viewAs: seenRole(row) }),
    ...(row.impersonation_id && {
      impersonatedBy: {
        userId: row.by_user_id ?? "",
        tenantId: row.by_tenant_id ?? "",
        impersonationId: row.impersonation_id,
      },
    }),
  };
}

function seenRole(row: Row): NonNullable<UserActor["viewAs"]> {
  if (!row.view_as_based_on) return { role: row.view_as as Role };
  return {
    role: row.view_as_based_on as Role,
    customRole: { id: row.view_as ?? "", grants: row.view_as_grants ?? {} },
  };
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
