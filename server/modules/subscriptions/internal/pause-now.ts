import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Day } from "@/server/kernel/day";
import { Conflict } from "@/server/kernel/errors";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { placeHolds } from "../hold-services";
import { serviceMachine } from "../rules/service-machine";
import { whyNotPaused } from "../rules/why-not-paused";
import { dropWaiting, writeChange } from "./changes";
import type { ServiceRow } from "./service-row";

/** Pauses a service, whose row is locked, until the day on which it runs again by itself. Throws `Conflict` pause_while_owing, pause_while_held; `IllegalTransition`. */
export async function pauseNow(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  { onDay, reason }: { onDay: Day; reason: string },
): Promise<void> {
  const serviceId = row.id;
  const why = whyNotPaused(row);
  if (why) throw new Conflict(why);
  transition("service", serviceMachine, row.state, "pause");
  await placeHolds(ctx, tx, { serviceIds: [serviceId], reason: "pause", note: reason });
  await tx.execute(sql`update services set paused_until = ${onDay}::date
    where tenant_id = ${ctx.tenantId} and id = ${serviceId}`);
  await dropWaiting(ctx, tx, serviceId, ["resume"]);
  const change = { serviceId, kind: "resume", onDay, status: "waiting" } as const;
  await writeChange(ctx, tx, { ...change, detail: { reason } });
  record(ctx, "service.paused", {
    entity: { type: "service", id: serviceId },
    payload: { number: row.number, customerId: row.customerId, until: onDay },
  });
}
