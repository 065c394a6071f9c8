import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { billingRuns } from "@/db/schema/billing-runs";
import { record } from "@/server/events/record";
import { defineJob } from "@/server/jobs/define-job";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { once } from "@/server/jobs/once";
import { tickSchema } from "@/server/jobs/schedule-tick";
import type { Day } from "@/server/kernel/day";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { addLateFees, FEE_CHUNK } from "./run/add-late-fees";
import { beginRun } from "./run/start-run";
import { untilHour } from "./rules/until-hour";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";

/**
 * The tenant's day of billing: waits for the tenant's hour, adds the late fees that came due and plans what is due; by
 * policy what was planned is posted too. A run that is being posted is left alone; one that nobody approved gives way.
 */
export const billingRun = defineJob({
  name: "billing.run",
  schema: tickSchema.extend({ waited: z.boolean().optional() }),
  handle: async (ctx, payload, delivery) => {
    if (!payload.waited && (await waitForHour(ctx, payload))) return;
    const { today } = await inTenant(ctx, (tx) => tenantFacts(ctx, tx));
    while ((await inTenant(ctx, (tx) => addLateFees(ctx, tx, today))) === FEE_CHUNK)
      delivery.signal.throwIfAborted();
    await once(ctx, delivery, (tx) => plan(ctx, tx, payload.schedule, payload.period));
  },
});

/** Before the tenant's hour: the same job again then. */
const waitForHour = (ctx: Ctx, payload: z.output<typeof tickSchema>): Promise<boolean> =>
  inTenant(ctx, async (tx) => {
    const { runHour } = (await readSettings(ctx, tx, "billing")).data;
    const { timeZone, today } = await tenantFacts(ctx, tx);
    const runAt = untilHour(timeZone, ctx.now, runHour);
    // A tick of another day is late already: it waits for nothing.
    if (!runAt || today !== payload.period) return false;
    const options = { runAt, key: `hour:${payload.period}` };
    enqueueAgain(ctx, { name: "billing.run", payload: { ...payload, waited: true }, options });
    return true;
  });

async function plan(ctx: Ctx, tx: Tx, schedule: string, period: Day): Promise<void> {
  record(ctx, "schedule.ticked", {
    entity: { type: "schedule", id: schedule },
    payload: { schedule, period },
  });
  const { autoPlan, autoApprove } = (await readSettings(ctx, tx, "billing")).data;
  if (!autoPlan) return;
  const posting = await tx
    .select({ id: billingRuns.id })
    .from(billingRuns)
    .where(
      and(
        eq(billingRuns.tenantId, ctx.tenantId),
        inArray(billingRuns.status, ["approved", "running"]),
      ),
    );
  if (posting.length === 0) await beginRun(ctx, tx, undefined, { autoApprove });
}
