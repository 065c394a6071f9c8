import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { Conflict } from "@/server/kernel/errors";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { withinReach } from "@/server/modules/crm/within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchPromise } from "./internal/promise-row";
import { endPromises } from "./internal/settle-promises";
import type { PromiseDto, PromiseIdInput } from "./promise-schema";

/**
 * Takes a promise back that was granted by mistake: it counts as none, and the ladder goes on at its next hour.
 * Throws `NotFound`, `Conflict` when it is settled.
 */
export async function cancelPromise(ctx: Ctx, { promiseId }: PromiseIdInput): Promise<PromiseDto> {
  authorize(ctx, "collection.manage");
  return inTenant(ctx, async (tx) => {
    const within = withinReach(ctx, "collection.manage");
    const { customerId } = await fetchPromise(ctx, tx, promiseId, within);
    await lockCustomers(ctx, tx, [customerId]);
    const ended = await endPromises(ctx, tx, { ids: [promiseId], as: "cancelled" });
    if (ended.length === 0) throw new Conflict("row_already_so");
    await tx.execute(sql`update collection_tasks set status = 'open', promise_id = null,
        updated_at = ${ctx.now.toISOString()}::timestamptz
      where tenant_id = ${ctx.tenantId} and promise_id = ${promiseId} and status = 'promised'`);
    return fetchPromise(ctx, tx, promiseId, within);
  });
}
