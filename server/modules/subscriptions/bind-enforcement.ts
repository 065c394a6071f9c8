import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { askEnforcement } from "./internal/ask-enforcement";
import { type LockedService, lockServices } from "./internal/lock-services";

type Bind = { serviceId: string; kind: string; integrationId: string | null; ref: string };

/**
 * Says by what a service is enforced, in the caller's transaction, and asks it for what the service should be now: the
 * row is made, or brought to what was changed. Throws `NotFound`.
 */
export async function bindEnforcement(ctx: Ctx, tx: Tx, bind: Bind): Promise<LockedService> {
  const { serviceId, kind, integrationId, ref } = bind;
  const [service] = await lockServices(ctx, tx, [serviceId]);
  if (!service) throw new NotFound("service");
  await tx.execute(sql`update services set enforcement_kind = ${kind}, integration_id = ${integrationId}::uuid,
    enforcement_ref = ${ref}, updated_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and id = ${serviceId}`);
  // What was asked of another enforcer is asked of this one.
  await tx.execute(sql`update enforcement_commands set status = 'superseded'
    where tenant_id = ${ctx.tenantId} and service_id = ${serviceId} and status in ('pending', 'applied')
      and (kind <> ${kind} or integration_id is distinct from ${integrationId}::uuid)`);
  await askEnforcement(ctx, tx, [
    { serviceId, kind, integrationId, desired: service.desired, reason: "provision" },
  ]);
  return service;
}

/** Asks again for what services should be: their plan or their place on the network changed. */
export async function askAgain(
  ctx: Ctx,
  tx: Tx,
  serviceIds: readonly string[],
  reason: string,
): Promise<number> {
  const services = await lockServices(ctx, tx, serviceIds);
  await askEnforcement(
    ctx,
    tx,
    services.map(({ id, kind, integrationId, desired }) => ({
      ...{ serviceId: id, kind, integrationId, desired, reason },
    })),
  );
  return services.length;
}
