import { and, eq } from "drizzle-orm";
import { events } from "@/db/schema/audit";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** Raised when the demo's content changes; what was seeded is never touched again, whatever its version. */
const VERSION = 1;

/** Does the tenant's chain say that its demo is complete? A fact cannot be lost, not even by wiping the demo. */
export async function wasSeeded(own: Ctx): Promise<boolean> {
  return inTenant(own, async (tx) => {
    const found = await tx
      .select({ id: events.id })
      .from(events)
      .where(and(eq(events.tenantId, own.tenantId), eq(events.name, "tenant.demoSeeded")))
      .limit(1);
    return found.length > 0;
  });
}

/** States that the tenant's demo is complete. */
export async function markSeeded(own: Ctx): Promise<void> {
  await inTenant(own, async () => {
    record(own, "tenant.demoSeeded", {
      entity: { type: "tenant", id: own.tenantId },
      payload: { version: VERSION },
    });
  });
}
