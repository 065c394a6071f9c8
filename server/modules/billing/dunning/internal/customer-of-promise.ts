import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";

/** Whose promise one may speak of: a customer only of its own, staff and keys within reach. Throws `Forbidden`, `NotFound`. */
export async function requireCustomer(ctx: Ctx, tx: Tx, customerId: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "customer") {
    if (actor.customerId !== customerId) throw new NotFound("customer");
    return;
  }
  authorize(ctx, "collection.manage");
  const [row] = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.tenantId, ctx.tenantId),
        eq(customers.id, customerId),
        withinReach(ctx, "collection.manage"),
      ),
    );
  if (!row) throw new NotFound("customer");
}
