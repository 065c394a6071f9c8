import { type SQL, sql } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { reachOf } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import type { Ctx } from "@/server/tenancy/context";

/** The rows that the actor's permission reaches: own, of the team's members, or all. */
export function withinReach({ actor, tenantId }: Ctx, permission: PermissionName): SQL {
  const reach = reachOf(actor, permission);
  if (reach === "all") return sql`true`;
  if (reach === undefined || actor.kind !== "user") return sql`false`;
  const own = sql`${customers.ownerMembershipId} = ${actor.membershipId}`;
  if (reach === "own" || !actor.teamId) return own;
  return sql`${customers.ownerMembershipId} in (select m.id from memberships m
    where m.tenant_id = ${tenantId} and (m.team_id = ${actor.teamId} or m.id = ${actor.membershipId}))`;
}
