import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { EnforcementState, Hold, HoldReason } from "../rules/desired-state";
import type { ServiceState } from "../rules/service-machine";
import type { Ctx } from "@/server/tenancy/context";

/** A service whose row is locked until the transaction ends. */
export type LockedService = {
  id: string;
  number: number;
  customerId: string;
  state: ServiceState;
  desired: EnforcementState;
  observed: EnforcementState | null;
  kind: string;
  integrationId: string | null;
};

/** Locks the tenant's services among these ids, in the order of ids so that two transactions never wait for each other. */
export async function lockServices(
  ctx: Ctx,
  tx: Tx,
  ids: readonly string[],
): Promise<LockedService[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.execute<LockedService>(sql`
    select id, number, customer_id as "customerId", state, desired, observed,
      enforcement_kind as kind, integration_id as "integrationId"
    from services where tenant_id = ${ctx.tenantId} and id = any(${sql.param([...ids])}::uuid[])
    order by id for update`);
  return rows;
}

/** The open holds of services, read after their rows were locked. */
export async function openHolds(
  ctx: Ctx,
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, Hold[]>> {
  const { rows } = await tx.execute<{ id: string; reason: HoldReason; soft: boolean }>(sql`
    select service_id as id, reason, soft from service_holds
    where tenant_id = ${ctx.tenantId} and service_id = any(${sql.param([...ids])}::uuid[])
      and lifted_at is null order by reason`);
  const held = new Map<string, Hold[]>(ids.map((id) => [id, []]));
  for (const { id, reason, soft } of rows) held.get(id)?.push({ reason, soft });
  return held;
}
