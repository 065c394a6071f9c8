import { record } from "@/server/events/record";
import { authorize } from "@/server/auth/authorize";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRun } from "./internal/run-dto";
import { lockRun, writeRun } from "./internal/run-row";
import type { RunDto, RunIdInput } from "./schema";

const OPEN = new Set(["planning", "planned", "approved", "running"]);

/**
 * Stops a run between two chunks. What was posted stays posted (void or credit it); what was not stays due and the next
 * run takes it up. Throws `NotFound`, `Conflict` when it is over already.
 */
export function cancelRun(ctx: Ctx, { runId }: RunIdInput): Promise<RunDto> {
  authorize(ctx, "billingRun.manage");
  return inTenant(ctx, async (tx) => {
    const run = await lockRun(ctx, tx, runId);
    if (!OPEN.has(run.status)) throw new Conflict("run_over", { status: run.status });
    await writeRun(ctx, tx, runId, { status: "cancelled" });
    const { billThrough, invoices, lines, exceptions } = run;
    record(ctx, "billingRun.cancelled", {
      entity: { type: "billingRun", id: runId },
      payload: { billThrough, invoices, lines, exceptions },
    });
    return readRun(ctx, tx, runId);
  });
}
