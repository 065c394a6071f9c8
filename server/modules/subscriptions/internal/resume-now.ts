import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Day } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { liftHolds } from "../hold-services";
import { creditUnused } from "./credit-unused";
import type { ServiceRow } from "./service-row";

/**
 * Ends a pause: the hold goes, and of days that an invoice had claimed before the pause began its share is given back.
 * Returns false when the service is not paused.
 */
export async function resumeNow(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  { today }: { today: Day },
): Promise<boolean> {
  const { rows } = await tx.execute<{ id: string; placedOn: Day; placedAt: string }>(sql`
    select id, placed_on::text as "placedOn", placed_at::text as "placedAt" from service_holds
    where tenant_id = ${ctx.tenantId} and service_id = ${row.id} and reason = 'pause' and lifted_at is null`);
  const pause = rows[0];
  if (!pause) return false;
  await liftHolds(ctx, tx, { serviceIds: [row.id], reason: "pause" });
  await tx.execute(sql`update services set paused_until = null
    where tenant_id = ${ctx.tenantId} and id = ${row.id}`);
  await creditUnused(ctx, tx, row, {
    ...{ from: pause.placedOn, to: today, before: new Date(pause.placedAt) },
    ...{ formula: "pause", key: `pause:${pause.id}` },
  });
  record(ctx, "service.resumed", {
    entity: { type: "service", id: row.id },
    payload: { number: row.number, customerId: row.customerId },
  });
  return true;
}
