import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";

/** Takes back that services were throttled or cut for a customer's open invoices, so that the ladder may do it again. */
export async function undoForce(
  ctx: Ctx,
  tx: Tx,
  { customerId, reason }: { customerId: string; reason: "promise" | "reopened" },
): Promise<void> {
  await tx.execute(sql`update dunning_steps set outcome = 'undone', reason = ${reason}
    where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and kind in ('softStep', 'cut')
      and outcome in ('done', 'skipped')`);
}
