import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import type { PermissionName } from "@/server/auth/permissions";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { withinReach } from "./within-reach";

/** A customer whom the caller's permission reaches, locked; any other is NotFound. */
export async function staffCustomer(
  ctx: Ctx,
  tx: Tx,
  permission: PermissionName,
  customerId: string,
): Promise<typeof customers.$inferSelect> {
  const [row] = await tx
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.tenantId, ctx.tenantId),
        eq(customers.id, customerId),
        withinReach(ctx, permission),
      ),
    )
    .for("update");
  if (!row) throw new NotFound("customer");
  return row;
}
