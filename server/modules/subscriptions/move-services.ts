import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { allows, transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { lockServices } from "./internal/lock-services";
import { serviceMachine, type ServiceState } from "./rules/service-machine";

/**
 * Moves services along the ladder's commercial steps, in the open transaction: `fallDue` (grace), `fallPastDue`,
 * `settle` (paid up). One whose state does not allow it stays (dunning looks again each day). Returns the ids moved.
 */
export async function moveServices(
  ctx: Ctx,
  tx: Tx,
  {
    serviceIds,
    event,
  }: { serviceIds: readonly string[]; event: "fallDue" | "fallPastDue" | "settle" },
): Promise<string[]> {
  const locked = await lockServices(ctx, tx, serviceIds);
  const byTarget = new Map<ServiceState, string[]>();
  for (const { id, state } of locked) {
    if (!allows(serviceMachine, state, event)) continue;
    const to = transition("service", serviceMachine, state, event);
    byTarget.set(to, [...(byTarget.get(to) ?? []), id]);
  }
  for (const [to, ids] of byTarget)
    await tx.execute(sql`update services set state = ${to}, version = version + 1,
      updated_at = ${ctx.now.toISOString()}::timestamptz
      where tenant_id = ${ctx.tenantId} and id = any(${sql.param(ids)}::uuid[])`);
  return [...byTarget.values()].flat();
}
