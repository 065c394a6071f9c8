import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { enqueue } from "@/server/jobs/enqueue";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRun } from "./internal/run-dto";
import { lockRun, writeRun } from "./internal/run-row";
import { planRun } from "./plan-run";
import type { RunDto, RunIdInput } from "./schema";

/**
 * Plans anew the customers that were left out, after what they lacked was mended; the others' lines stay as they are.
 * Of a run that is posted already: begin a new one, it takes up what is still due. Throws `NotFound`, `Conflict`.
 */
export function retryExceptions(ctx: Ctx, { runId }: RunIdInput): Promise<RunDto> {
  authorize(ctx, "billingRun.manage");
  return inTenant(ctx, async (tx) => {
    const run = await lockRun(ctx, tx, runId);
    if (run.status !== "planned") throw new Conflict("run_not_planned", { status: run.status });
    await tx.execute(sql`
      delete from billing_run_lines where tenant_id = ${ctx.tenantId} and run_id = ${runId} and error is not null`);
    await writeRun(ctx, tx, runId, {
      status: "planning",
      checkpoint: null,
      customers: 0,
      lines: 0,
    });
    enqueue(ctx, planRun, { runId });
    return readRun(ctx, tx, runId);
  });
}
