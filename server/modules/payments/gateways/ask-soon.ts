import { sql } from "drizzle-orm";
import { enqueue } from "@/server/jobs/enqueue";
import { Unauthenticated } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { askGateways } from "./ask-gateways";

/**
 * The customer came back from the gateway's page: a reason to ask the gateway now, and nothing more. What the browser
 * brings decides nothing; another customer's attempt, and one that is decided, are left alone.
 */
export async function askSoon(ctx: Ctx, { attemptId }: { attemptId: string }): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "customer") throw new Unauthenticated();
  await inTenant(ctx, async (tx) => {
    const { rowCount } = await tx.execute(sql`
      update payment_attempts set ask_at = ${ctx.now.toISOString()}::timestamptz
      where tenant_id = ${ctx.tenantId} and id = ${attemptId} and customer_id = ${actor.customerId}
        and ask_at > ${ctx.now.toISOString()}::timestamptz`);
    if (rowCount) enqueue(ctx, askGateways, {}, { key: "return" });
  });
}
