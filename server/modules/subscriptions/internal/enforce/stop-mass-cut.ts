import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { countedCut } from "../../counted-cut";
import { cutCapOf } from "../../rules/cut-cap";

/** What was begun within the limit is read back and finished: its row may be written, and held it would say nothing of that. */
const untried = sql`c.status = 'pending' and c.attempts = 0`;

type Asked = { asked: number; waiting: number };

/**
 * Holds back every cut of an integration that nobody has begun, once more were asked for within an hour than it may get:
 * a wrong due date must not put a town in the dark. Reconnections go on. A person releases them (`releaseCuts`).
 */
export async function stopMassCut(
  ctx: Ctx,
  tx: Tx,
  { integrationId, at }: { integrationId: string; at: Date },
): Promise<void> {
  const mine = sql`c.tenant_id = ${ctx.tenantId} and c.integration_id = ${integrationId} and ${countedCut}`;
  const { rows } = await tx.execute<Asked>(sql`
    select count(*)::int as asked,
      count(*) filter (where ${untried} and c.capped_at is null)::int as waiting
    from enforcement_commands c where ${mine}`);
  const { asked = 0, waiting = 0 } = rows[0] ?? {};
  if (waiting === 0) return;
  const { data } = await readSettings(ctx, tx, "subscriptions");
  // Asked before each lot of a drain: counting a large tenant's services is for when it matters.
  if (asked <= cutCapOf(0, data)) return;
  const services = await servicesOn(ctx, tx, integrationId);
  const cap = cutCapOf(services, data);
  if (asked <= cap) return;
  const { rowCount } = await tx.execute(sql`
    update enforcement_commands c set capped_at = ${at.toISOString()}::timestamptz
    where ${mine} and ${untried} and c.capped_at is null
      and (c.in_flight_until is null or c.in_flight_until <= ${at.toISOString()}::timestamptz)`);
  if (rowCount)
    record(ctx, "router.cutsStopped", {
      entity: { type: "router", id: integrationId },
      payload: { held: rowCount, asked, cap, services },
    });
}

async function servicesOn(ctx: Ctx, tx: Tx, integrationId: string): Promise<number> {
  const { rows } = await tx.execute<{ services: number }>(sql`
    select count(*)::int as services from services s where s.tenant_id = ${ctx.tenantId}
      and s.integration_id = ${integrationId} and s.state not in ('terminated', 'cancelled')`);
  return rows[0]?.services ?? 0;
}
