import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** The caller's customer and session; throws Unauthenticated for anybody else. */
export function ownCustomer(ctx: Pick<Ctx, "actor">): { customerId: string; sessionId: string } {
  const { actor } = ctx;
  if (actor.kind !== "customer") throw new Unauthenticated();
  return actor;
}

/** The caller's own record, locked where it is to be changed. */
export async function ownRecord(
  ctx: Ctx,
  tx: Tx,
  lock = false,
): Promise<typeof customers.$inferSelect> {
  const query = tx
    .select()
    .from(customers)
    .where(
      and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, ownCustomer(ctx).customerId)),
    );
  const [row] = await (lock ? query.for("update") : query);
  if (!row) throw new Unauthenticated();
  return row;
}
