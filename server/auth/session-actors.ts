import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Actor, Role, UserActor } from "@/server/tenancy/context";
import type { CustomGrants } from "./grants";
import type { SessionAudience } from "./session";

/** Who acts in a living session. */
export type SessionActor = { actor: Actor; audience: SessionAudience; seenLongAgo: boolean };

type Row = {
  id: string;
  membership_id: string | null;
  customer_id: string | null;
  user_id: string | null;
  role: string;
  team_id: string | null;
  custom_role_id: string | null;
  custom_grants: CustomGrants | null;
  audience: SessionAudience;
  proved_at: string;
  view_as: string | null;
  view_as_based_on: string | null;
  view_as_grants: CustomGrants | null;
  impersonation_id: string | null;
  by_user_id: string | null;
  by_tenant_id: string | null;
  seen_long_ago: boolean;
};

/**
 * The actors of those sessions of the tenant that still live: not revoked, idle and absolute limit not passed, person,
 * membership and impersonation active. Requests and live streams both ask here, so that a custom role, another role's
 * eyes and an impersonation mean the same in both.
 */
export async function sessionActors(
  tx: Tx,
  tenantId: string,
  sessionIds: readonly string[],
  now: Date,
): Promise<Map<string, SessionActor>> {
  if (sessionIds.length === 0) return new Map();
  const at = now.toISOString();
  const { rows } = await tx.execute<Row>(sql`
    select s.id, s.membership_id, s.customer_id, m.user_id, m.role, m.team_id, s.audience, s.proved_at::text,
      m.custom_role_id, r.grants as custom_grants,
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
    where s.id = any (${sql.param([...new Set(sessionIds)])}::uuid[]) and s.tenant_id = ${tenantId}
      and s.revoked_at is null and s.idle_expires_at > ${at} and s.expires_at > ${at}
      and (case when s.audience = 'customer' then c.portal_access and c.archived_at is null
        else m.status = 'active' and u.status = 'active' end)
      and (s.impersonation_id is null or (i.ended_at is null and i.expires_at > ${at}))
      and (s.audience <> 'platform' or app.is_platform_admin(u.id))`);
  const living = rows.flatMap((row): [string, SessionActor][] => {
    const actor = actorOf(row);
    const { audience, seen_long_ago: seenLongAgo } = row;
    return actor ? [[row.id, { actor, audience, seenLongAgo }]] : [];
  });
  return new Map(living);
}

function actorOf(row: Row): Actor | undefined {
  const { id: sessionId } = row;
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
  // A custom role that is gone leaves its id here, which no permission names: they see nothing.
  if (!row.view_as_based_on) return { role: row.view_as as Role };
  return {
    role: row.view_as_based_on as Role,
    customRole: { id: row.view_as ?? "", grants: row.view_as_grants ?? {} },
  };
}
