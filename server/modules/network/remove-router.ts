import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchRouter } from "./internal/router-row";
import type { RouterIdInput } from "./schema";

/** Forgets a router that no service is on, with its account. What is on the router itself stays. Throws `NotFound`, `Conflict`. */
export async function removeRouter(ctx: Ctx, { routerId }: RouterIdInput): Promise<void> {
  authorize(ctx, "router.manage");
  await inTenant(ctx, async (tx) => {
    const { name, integrationId } = await fetchRouter(ctx, tx, routerId, { lock: true });
    const { rows } = await tx.execute<{ count: number }>(sql`
      select count(*)::int as count from router_accesses where tenant_id = ${ctx.tenantId} and router_id = ${routerId}`);
    const count = rows[0]?.count ?? 0;
    if (count > 0) throw new Conflict("router_in_use", { count });
    // The router's row goes with its account.
    await tx.execute(
      sql`delete from integrations where tenant_id = ${ctx.tenantId} and id = ${integrationId}`,
    );
    record(ctx, "router.removed", { entity: { type: "router", id: routerId }, payload: { name } });
  });
  await composition().routers.forget(ctx, routerId);
}
