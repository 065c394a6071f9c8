import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { enqueue } from "@/server/jobs/enqueue";
import { NotFound } from "@/server/kernel/errors";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { askGateways } from "./ask-gateways";
import type { AttemptIdInput } from "./gateway-schema";

/**
 * Staff want to know now: the gateway is asked by the next job what became of a try that is not decided; one that is
 * decided is left alone. Throws `NotFound`.
 */
export function askNow(ctx: Ctx, { attemptId }: AttemptIdInput): Promise<AttemptIdInput> {
  authorize(ctx, "payment.record");
  const reach = ofCustomersWithinReach(ctx, "payment.record", sql`payment_attempts.customer_id`);
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ open: boolean }>(sql`
      select ask_at is not null as open from payment_attempts
      where tenant_id = ${ctx.tenantId} and id = ${attemptId} and ${reach}`);
    if (!rows[0]) throw new NotFound("attempt");
    if (!rows[0].open) return { attemptId };
    await tx.execute(sql`
      update payment_attempts set ask_at = least(ask_at, ${ctx.now.toISOString()}::timestamptz)
      where tenant_id = ${ctx.tenantId} and id = ${attemptId} and ask_at is not null`);
    enqueue(ctx, askGateways, {}, { key: "staff" });
    return { attemptId };
  });
}
