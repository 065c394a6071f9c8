import { or, type SQL, sql } from "drizzle-orm";
import { collectionTasks } from "@/db/schema/dunning";
import { reachOf } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";

/** Tasks that the actor's permission reaches: one's own (or the team's), and those of customers within reach. */
export function withinTaskReach(ctx: Ctx, permission: PermissionName): SQL {
  const { actor } = ctx;
  const customersReach = withinReach(ctx, permission);
  if (reachOf(actor, permission) === "all" || actor.kind !== "user") return customersReach;
  const own = sql`${collectionTasks.ownerMembershipId} = ${actor.membershipId}`;
  return or(own, customersReach) ?? own;
}
