import { and, eq, inArray } from "drizzle-orm";
import { billingRuns } from "@/db/schema/billing-runs";
import { authorize } from "@/server/auth/authorize";
import { addDays, type Day } from "@/server/kernel/day";
import { Conflict, Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { enqueue } from "@/server/jobs/enqueue";
import { record } from "@/server/events/record";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { planRun } from "./plan-run";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { readPolicy } from "./policy";
import { readRun } from "./internal/run-dto";
import type { RunDto, StartRunInput } from "./schema";

/** How far ahead a run may look: what falls due next month can be billed this month, not next year. */
export const MAX_DAYS_AHEAD = 62;

/**
 * Begins a billing run: everything due on or before the day (today without one) is planned by a job. A run that was
 * planned and not approved gives way to it; one that is being posted does not. Throws `Invalid`, `Conflict`.
 */
export function startRun(ctx: Ctx, input: StartRunInput): Promise<RunDto> {
  authorize(ctx, "billingRun.manage");
  return inTenant(ctx, async (tx) => {
    const runId = await beginRun(ctx, tx, input.billThrough);
    return readRun(ctx, tx, runId);
  });
}

/** The same without asking who: the daily run of the tenant. */
export async function beginRun(
  ctx: Ctx,
  tx: Tx,
  day: Day | undefined,
  { autoApprove = false }: { autoApprove?: boolean } = {},
): Promise<string> {
  const id = newId();
  const { today: issuedOn } = await tenantFacts(ctx, tx);
  const billThrough = day ?? issuedOn;
  if (billThrough > addDays(issuedOn, MAX_DAYS_AHEAD))
    throw new Invalid("run_day_too_far", {}, { fields: { billThrough: "run_day_too_far" } });
  await replaceOpen(ctx, tx);
  await tx.insert(billingRuns).values({
    ...{ id, tenantId: ctx.tenantId, kind: "recurring", billThrough, issuedOn, status: "planning" },
    policy: await readPolicy(ctx, tx, issuedOn),
    startedByMembershipId: ctx.actor.kind === "user" ? ctx.actor.membershipId : null,
    ...{ createdAt: ctx.now, updatedAt: ctx.now },
  });
  enqueue(ctx, planRun, { runId: id, autoApprove });
  return id;
}

async function replaceOpen(ctx: Ctx, tx: Tx): Promise<void> {
  const open = await tx
    .select()
    .from(billingRuns)
    .where(
      and(
        eq(billingRuns.tenantId, ctx.tenantId),
        inArray(billingRuns.status, ["planning", "planned", "approved", "running"]),
      ),
    )
    .for("update");
  for (const run of open) {
    if (run.status === "approved" || run.status === "running")
      throw new Conflict("run_under_way", { day: run.billThrough });
    await tx
      .update(billingRuns)
      .set({ status: "cancelled", updatedAt: ctx.now })
      .where(and(eq(billingRuns.tenantId, ctx.tenantId), eq(billingRuns.id, run.id)));
    const { billThrough, invoices, lines, exceptions } = run;
    record(ctx, "billingRun.cancelled", {
      entity: { type: "billingRun", id: run.id },
      payload: { billThrough, invoices, lines, exceptions },
    });
  }
}
