import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { serviceChanges } from "@/db/schema/subscriptions";
import type { Day } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";

type Kind = (typeof serviceChanges.$inferSelect)["kind"];

/** Writes a change, waiting for its day or done already; returns its id. */
export async function writeChange(
  ctx: Ctx,
  tx: Tx,
  change: { serviceId: string; kind: Kind; onDay: Day; status: "waiting" | "done"; detail: object },
): Promise<string> {
  const id = newId();
  const me = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  const done = change.status === "done" ? ctx.now.toISOString() : null;
  await tx.execute(sql`
    insert into service_changes (id, tenant_id, service_id, kind, on_day, status, detail, membership_id, finished_at)
    values (${id}, ${ctx.tenantId}, ${change.serviceId}, ${change.kind}, ${change.onDay}, ${change.status},
      ${JSON.stringify(change.detail)}::jsonb, ${me}, ${done}::timestamptz)`);
  return id;
}

/** Gives up the changes of a kind that wait; a plan that was to come leaves the terms too. */
export async function dropWaiting(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  kinds: readonly Kind[],
): Promise<number> {
  const { rows } = await tx.execute<{ kind: Kind; day: Day }>(sql`
    update service_changes set status = 'cancelled', finished_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and service_id = ${serviceId} and status = 'waiting'
      and kind = any(${sql.param([...kinds])}::text[])
    returning kind, on_day::text as day`);
  for (const { kind, day } of rows)
    if (kind === "plan")
      await tx.execute(sql`delete from service_terms
        where tenant_id = ${ctx.tenantId} and service_id = ${serviceId} and starts_on >= ${day}::date`);
  return rows.length;
}
