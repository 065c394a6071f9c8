import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import { dayIn } from "@/server/kernel/day";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { postRun } from "../post-run";
import { lockRun, type RunRow, writeRun } from "./run-row";

/** The tenant lets the daily run post what it planned. */
export const approveByPolicy = (ctx: Ctx, runId: string): Promise<void> =>
  inTenant(ctx, async (tx) => {
    const run = await lockRun(ctx, tx, runId);
    if (run.status === "planned") await approve(ctx, tx, run);
  });

/** Approves a locked run and asks for its posting. Throws `Conflict` when it is no longer of today, or not planned. */
export async function approve(ctx: Ctx, tx: Tx, run: RunRow): Promise<void> {
  if (run.status !== "planned") throw new Conflict("run_not_planned", { status: run.status });
  // Taxes, rates and due dates were taken as of the day that the documents bear.
  if (dayIn(run.policy.timeZone, ctx.now) !== run.issuedOn)
    throw new Conflict("run_stale", { day: run.issuedOn });
  await writeRun(ctx, tx, run.id, {
    status: "approved",
    approvedAt: ctx.now,
    approvedByMembershipId: ctx.actor.kind === "user" ? ctx.actor.membershipId : null,
  });
  const { billThrough, invoices, lines, exceptions } = run;
  record(ctx, "billingRun.approved", {
    entity: { type: "billingRun", id: run.id },
    payload: { billThrough, invoices, lines, exceptions },
  });
  enqueue(ctx, postRun, { runId: run.id });
}
