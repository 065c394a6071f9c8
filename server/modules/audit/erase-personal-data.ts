import { and, eq } from "drizzle-orm";
import { eventDetails } from "@/db/schema/audit";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { EraseInput } from "./schema";

/**
 * Erases a fact's personal data for good. The chain keeps its salted commitment, which says nothing without the salt,
 * so it verifies as before. Returns false when there was nothing to erase.
 */
export function erasePersonalData(
  ctx: Ctx,
  { eventId, reason }: EraseInput,
): Promise<{ erased: boolean }> {
  authorize(ctx, "audit.erase");
  return inTenant(ctx, async (tx) => {
    const gone = await tx
      .delete(eventDetails)
      .where(and(eq(eventDetails.tenantId, ctx.tenantId), eq(eventDetails.eventId, eventId)))
      .returning({ id: eventDetails.id });
    if (gone.length === 0) return { erased: false };
    record(ctx, "audit.personalData.erased", {
      entity: { type: "event", id: eventId },
      payload: { reason },
    });
    return { erased: true };
  });
}
