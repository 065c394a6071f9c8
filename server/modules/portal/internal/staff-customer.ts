import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import type { PermissionName } from "@/server/auth/permissions";
import { NotFound } from "@/server/kernel/errors";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";

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
