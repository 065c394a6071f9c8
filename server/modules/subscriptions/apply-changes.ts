import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { defineJob } from "@/server/jobs/define-job";
import { TramaError } from "@/server/kernel/errors";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { applyPlan } from "./internal/apply-plan";
import { resumeNow } from "./internal/resume-now";
import { fetchService } from "./internal/service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { type Ending, terminateNow } from "./internal/terminate-now";
import { planOf } from "./internal/write-plan";

/**
 * Carries out the changes whose day has come in the tenant's zone, oldest first, each in a transaction of its own: one
 * that cannot be carried out is marked with why and does not stop the rest. Done twice is done once.
 */
export const applyChanges = defineJob({
  name: "services.changes",
  schema: z.object({}).loose(),
  timeoutMs: 600_000,
  handle: async (ctx) => {
    for (const id of await dueChanges(ctx)) {
      try {
        await inTenant(ctx, (tx) => carryOut(ctx, tx, id));
      } catch (error) {
        log.error({ err: error, changeId: id }, "service change failed");
        await fail(ctx, id, error instanceof TramaError ? error.key : "failed");
        if (!(error instanceof TramaError)) throw error;
      }
    }
  },
});

const dueChanges = (ctx: Ctx): Promise<string[]> =>
  inTenant(ctx, async (tx) => {
    const { today } = await tenantFacts(ctx, tx);
    const { rows } = await tx.execute<{ id: string }>(sql`
      select id from service_changes where tenant_id = ${ctx.tenantId} and status = 'waiting' and on_day <= ${today}::date
      order by on_day, id`);
    return rows.map(({ id }) => id);
  });

type ChangeRow = {
  serviceId: string;
  kind: "plan" | "resume" | "terminate";
  onDay: string;
  detail: Record<string, unknown>;
};
const planDetail = z.object({ itemId: z.uuid(), from: z.object({ itemId: z.uuid() }) });
const ending = z.object({ reason: z.string(), waiveFee: z.boolean(), creditUnused: z.boolean() });

async function carryOut(ctx: Ctx, tx: Tx, id: string): Promise<void> {
  const { rows: found } = await tx.execute<{ serviceId: string }>(
    sql`select service_id as "serviceId" from service_changes where tenant_id = ${ctx.tenantId} and id = ${id}`,
  );
  // The service's row first, as everywhere: whoever changes it waits, and the change is read after.
  const row = await fetchService(ctx, tx, found[0]?.serviceId ?? "", { lock: true });
  const { rows } = await tx.execute<ChangeRow>(sql`
    update service_changes set status = 'done', finished_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and id = ${id} and status = 'waiting'
    returning service_id as "serviceId", kind, on_day::text as "onDay", detail`);
  const change = rows[0];
  if (!change) return;
  const { onDay } = change;
  if (change.kind === "resume") await resumeNow(ctx, tx, row, { today: onDay });
  if (change.kind === "terminate") {
    const how: Ending = { onDay, ...ending.parse(change.detail) };
    await terminateNow(ctx, tx, row, how);
  }
  if (change.kind === "plan") {
    const { itemId, from } = planDetail.parse(change.detail);
    const plan = await planOf(ctx, tx, itemId, { sold: false });
    await applyPlan(ctx, tx, row, { plan, onDay, when: "periodEnd", fromItemId: from.itemId });
  }
}

const fail = (ctx: Ctx, id: string, error: string) =>
  inTenant(ctx, (tx) =>
    tx.execute(sql`update service_changes set status = 'failed', error = ${error}, finished_at = ${ctx.now.toISOString()}::timestamptz
      where tenant_id = ${ctx.tenantId} and id = ${id} and status = 'waiting'`),
  );
