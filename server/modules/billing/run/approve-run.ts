import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { approve } from "./internal/approve-by-policy";
import { readRun } from "./internal/run-dto";
import { lockRun } from "./internal/run-row";
import type { RunDto, RunIdInput } from "./schema";

/**
 * Approves what was planned: a job posts it. Throws `NotFound`, `Conflict` (not planned; planned on another day, when
 * taxes and rates may be others: plan again).
 */
export function approveRun(ctx: Ctx, { runId }: RunIdInput): Promise<RunDto> {
  authorize(ctx, "billingRun.manage");
  return inTenant(ctx, async (tx) => {
    await approve(ctx, tx, await lockRun(ctx, tx, runId));
    return readRun(ctx, tx, runId);
  });
}
