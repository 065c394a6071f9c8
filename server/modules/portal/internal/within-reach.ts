import { eq, or, type SQL, sql } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { reachOf } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import type { Ctx } from "@/server/tenancy/context";

/** Which customers the caller's permission reaches: all, those of their team, or their own. */
export function withinReach(ctx: Ctx, permission: PermissionName): SQL | undefined {
  const { actor } = ctx;
  const reach = reachOf(actor, permission);
  if (reach === "all") return undefined;
  if (reach === undefined || actor.kind !== "user") return sql`false`;
  const own = eq(customers.ownerMembershipId, actor.membershipId);
  if (reach === "own" || !actor.teamId) return own;
  const teams = sql`exists (select 1 from memberships m where m.id = ${customers.ownerMembershipId}
    and m.tenant_id = ${ctx.tenantId} and m.team_id = ${actor.teamId})`;
  return or(own, teams);
}
