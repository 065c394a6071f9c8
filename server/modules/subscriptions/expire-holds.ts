import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { liftHolds } from "./hold-services";
import { EXPIRE_HOLDS, wakeEnforcement } from "./internal/ask-enforcement";
import { nextDueAt } from "./internal/enforce/take-commands";
import type { HoldReason } from "./rules/desired-state";

/** Lifts the holds whose time is up, and wakes the enforcement where something is due that nobody asked for. */
export const expireHolds = defineJob({
  name: EXPIRE_HOLDS,
  schema: z.object({}).loose(),
  handle: (ctx) =>
    inTenant(ctx, async (tx) => {
      await liftExpired(ctx);
      const due = await nextDueAt(ctx, tx, ctx.now);
      if (due && due <= ctx.now) wakeEnforcement(ctx);
    }),
});

const liftExpired = (ctx: Ctx) =>
  inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ reason: HoldReason; ids: string[] }>(sql`
      select reason, array_agg(service_id) as ids from service_holds
      where tenant_id = ${ctx.tenantId} and lifted_at is null and expires_at <= ${ctx.now.toISOString()}::timestamptz
      group by reason`);
    for (const { reason, ids } of rows)
      await liftHolds(ctx, tx, { serviceIds: ids, reason, note: "expired" });
  });
