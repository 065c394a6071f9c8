import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Unauthenticated } from "@/server/kernel/errors";
import type { Day } from "@/server/kernel/day";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { fetchService, type ServiceRow } from "../internal/service-row";
import { pausedDays } from "../rules/own-pause";

/** A service of the signed-in customer, locked where it is to change; throws `Unauthenticated` for anybody else, `NotFound`. */
export async function ownService(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  lock = false,
): Promise<ServiceRow> {
  if (ctx.actor.kind !== "customer") throw new Unauthenticated();
  return fetchService(ctx, tx, serviceId, { permission: "service.manage", lock });
}

/** What the company lets its customers do, and the day. */
export async function selfService(ctx: Ctx, tx: Tx) {
  const { data } = await readSettings(ctx, tx, "selfService");
  const { maxPauseDays } = (await readSettings(ctx, tx, "subscriptions")).data;
  return { ...data, maxPauseDays, ...(await tenantFacts(ctx, tx)) };
}

type Pause = { from: Day; to: Day | null };

/** Days that a service rested within the last 365, and since when it rests now. */
export async function pausesOf(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  today: Day,
): Promise<{ usedInYear: number; since: Day | null }> {
  const { rows } = await tx.execute<Pause>(sql`
    select placed_on::text as "from", lifted_on::text as "to" from service_holds
    where tenant_id = ${ctx.tenantId} and service_id = ${serviceId} and reason = 'pause'
      and coalesce(lifted_on, ${today}::date) > ${today}::date - 365`);
  return {
    usedInYear: pausedDays(rows, today),
    since: rows.find(({ to }) => to === null)?.from ?? null,
  };
}
