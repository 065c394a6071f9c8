import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { wakeEnforcement } from "./internal/ask-enforcement";
import type { CommandIdInput } from "./enforcement/schema";

/** Makes an open command due now, whatever it was waiting for but a panic switch. Throws `NotFound` when it is not open here. */
export function retryCommand(ctx: Ctx, { commandId }: CommandIdInput): Promise<void> {
  authorize(ctx, "service.enforce");
  return inTenant(ctx, async (tx) => {
    const { rowCount } = await tx.execute(sql`update enforcement_commands set next_attempt_at = null
      where tenant_id = ${ctx.tenantId} and id = ${commandId} and status in ('pending', 'applied') and held_at is null and capped_at is null`);
    if (rowCount === 0) throw new NotFound("enforcementCommand");
    wakeEnforcement(ctx);
  });
}
