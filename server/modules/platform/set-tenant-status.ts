import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { fetchTenant } from "./internal/fetch-tenant";
import type { SetTenantStatusInput } from "./schema";

/** Opens, freezes, suspends or closes a tenant; its hosts follow within a second. The same status again is no fact. */
export async function setTenantStatus(ctx: Ctx, input: SetTenantStatusInput): Promise<void> {
  authorize(ctx, "platform.tenant.manage");
  const { tenantId, status, reason } = input;
  const own = { ...ctx, tenantId };
  await asPlatform(own, `set status ${status}: ${reason}`, async (tx) => {
    const before = await fetchTenant(tx, tenantId);
    if (before.status === status) return;
    await tx.update(tenants).set({ status }).where(eq(tenants.id, tenantId));
    record(own, "tenant.statusChanged", {
      entity: { type: "tenant", id: tenantId },
      payload: { before: before.status, after: status, reason },
    });
  });
}
