import { and, asc, eq } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { OwnerDto } from "./schema";

const MOST = 500;

/** Who may own a customer: names of the active staff, nothing else of them. */
export function listOwners(ctx: Ctx): Promise<OwnerDto[]> {
  authorize(ctx, "customer.read");
  return inTenant(ctx, (tx) =>
    tx
      .select({ membershipId: memberships.id, name: users.name })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.status, "active")))
      .orderBy(asc(users.name), asc(memberships.id))
      .limit(MOST),
  );
}
