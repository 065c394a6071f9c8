import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { overdueSuspend } from "./climb-ladder";
import type { AskedLadderDto } from "./run-schema";

/**
 * Has the ladder look at everybody now instead of at the next quarter of an hour. It is the same job under the same
 * rules, hours and panic switches: asking earlier cuts nobody whom the next look would not cut.
 */
export function runLadder(ctx: Ctx): Promise<AskedLadderDto> {
  authorize(ctx, "billingPolicy.manage");
  return inTenant(ctx, async () => {
    const at = ctx.now.toISOString();
    enqueue(
      ctx,
      overdueSuspend,
      { schedule: "overdue.suspend", period: at, at },
      { key: "by-hand" },
    );
    record(ctx, "dunning.runAsked", {
      entity: { type: "tenant", id: ctx.tenantId },
      payload: {},
    });
    return { asked: true };
  });
}
