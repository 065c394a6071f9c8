import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { changesOf } from "@/server/kernel/changes";
import { fetchTenant } from "./internal/tenant-dto";
import type { TenantDto, UpdateTenantInput } from "./schema";

/** Changes the company's name or place; what is absent stays. The slug never changes here. */
export async function updateTenant(ctx: Ctx, input: UpdateTenantInput): Promise<TenantDto> {
  authorize(ctx, "tenant.update");
  return inTenant(ctx, async (tx) => {
    const before = await fetchTenant(tx, ctx.tenantId);
    const changed = changesOf(before, input);
    if (!changed) return before;
    await tx.update(tenants).set(input).where(eq(tenants.id, ctx.tenantId));
    record(ctx, "tenant.updated", {
      entity: { type: "tenant", id: ctx.tenantId },
      payload: changed,
    });
    return fetchTenant(tx, ctx.tenantId);
  });
}
