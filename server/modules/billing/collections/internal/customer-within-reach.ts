import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { NotFound } from "@/server/kernel/errors";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { overdueSql } from "./owed-sql";

/** The customer whom `collection.manage` reaches, and what they owe that is overdue; throws `NotFound`. */
export async function customerWithinReach(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  today: string,
): Promise<{ id: string; owedMinor: number }> {
  const [row] = await tx
    .select({ id: customers.id, owedMinor: overdueSql("customers", today) })
    .from(customers)
    .where(
      and(
        eq(customers.tenantId, ctx.tenantId),
        eq(customers.id, customerId),
        withinReach(ctx, "collection.manage"),
      ),
    );
  if (!row) throw new NotFound("customer");
  return row;
}
