import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { type LockedService, lockServices } from "./internal/lock-services";
import type { EnforcementState } from "./rules/desired-state";

/** By what a service is enforced, and what was last seen of it there. */
export type Binding = {
  readonly serviceId: string;
  readonly kind: string;
  readonly integrationId: string | null;
  readonly ref: string;
  readonly observed: EnforcementState | null;
};

/**
 * Says by what services are enforced, in the caller's transaction, and asks for nothing: what they should be is not
 * written anywhere by it. What was asked of another enforcer falls away. Their rows stay locked.
 */
export async function rebindServices(
  ctx: Ctx,
  tx: Tx,
  bindings: readonly Binding[],
): Promise<void> {
  const column = <K extends keyof Binding>(key: K) => sql.param(bindings.map((one) => one[key]));
  const given = sql`unnest(${column("serviceId")}::uuid[], ${column("kind")}::text[], ${column("integrationId")}::uuid[],
    ${column("ref")}::text[], ${column("observed")}::text[]) as b(service_id, kind, integration_id, ref, observed)`;
  await lockServices(
    ctx,
    tx,
    bindings.map(({ serviceId }) => serviceId),
  );
  await tx.execute(sql`update enforcement_commands c set status = 'superseded' from ${given}
    where c.tenant_id = ${ctx.tenantId} and c.service_id = b.service_id and c.status in ('pending', 'applied')
      and (c.kind <> b.kind or c.integration_id is distinct from b.integration_id)`);
  await tx.execute(sql`update services s set enforcement_kind = b.kind, integration_id = b.integration_id,
      enforcement_ref = b.ref, observed = b.observed, updated_at = ${ctx.now.toISOString()}::timestamptz
    from ${given} where s.tenant_id = ${ctx.tenantId} and s.id = b.service_id`);
}

/** Locks services, in the order of their ids: who reads them before writing holds them until the end. */
export const holdStill = (
  ctx: Ctx,
  tx: Tx,
  serviceIds: readonly string[],
): Promise<LockedService[]> => lockServices(ctx, tx, serviceIds);
