import { z } from "zod";
import { sql } from "drizzle-orm";
import { defineJob } from "@/server/jobs/define-job";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ENFORCE_ONE, wakeEnforcement } from "./internal/ask-enforcement";

/** What releases one command that panic held back: it is due again, and the tenant's drain takes it. */
export const enforceOne = defineJob({
  name: ENFORCE_ONE,
  schema: z.object({ commandId: z.uuid() }),
  handle: (ctx, { commandId }) =>
    inTenant(ctx, async (tx) => {
      await tx.execute(sql`update enforcement_commands set held_at = null, next_attempt_at = null
        where tenant_id = ${ctx.tenantId} and id = ${commandId} and status in ('pending', 'applied')`);
      wakeEnforcement(ctx);
    }),
});
