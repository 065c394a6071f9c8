import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { transition } from "@/server/kernel/state-machine";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { settleHolds } from "../hold-services";
import { serviceMachine } from "../rules/service-machine";
import { lockServices } from "./lock-services";

/** It is over: no hold, no waiting change, no next period, and the wish that it be gone. Throws `IllegalTransition`. */
export async function endService(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  { event, onDay, reason }: { event: "terminate" | "cancel"; onDay: Day; reason: string },
): Promise<void> {
  const [service] = await lockServices(ctx, tx, [serviceId]);
  if (!service) return;
  const state = transition("service", serviceMachine, service.state, event);
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const mine = sql`tenant_id = ${ctx.tenantId} and service_id = ${serviceId}`;
  await tx.execute(sql`update service_holds set lifted_at = ${now}, lifted_on = ${onDay}::date, lifted_by = ${actorId(ctx.actor)}
    where ${mine} and lifted_at is null`);
  await tx.execute(
    sql`update service_changes set status = 'cancelled', finished_at = ${now} where ${mine} and status = 'waiting'`,
  );
  // Of what runs on, the last part up to the end is still billed; of what never began, nothing.
  await tx.execute(
    event === "cancel"
      ? sql`update charges set status = 'cancelled', updated_at = ${now} where ${mine} and status = 'open'`
      : sql`update charges set ends_on = least(ends_on, ${onDay}::date), updated_at = ${now}
          where ${mine} and status = 'open' and recurring`,
  );
  const billed = event === "cancel" ? sql`null::date` : sql`next_period_on`;
  await tx.execute(sql`update services set state = ${state}, ends_on = coalesce(least(ends_on, ${onDay}::date), ${onDay}::date),
    next_period_on = case when ${billed} < ${onDay}::date then ${billed} end,
    next_bill_on = case when ${billed} < ${onDay}::date then least(next_bill_on, ${onDay}::date) end,
    terminated_at = ${now}, termination_reason = ${reason}, paused_until = null, updated_at = ${now}
    where tenant_id = ${ctx.tenantId} and id = ${serviceId}`);
  await settleHolds(ctx, tx, [{ ...service, state }], new Map());
}
