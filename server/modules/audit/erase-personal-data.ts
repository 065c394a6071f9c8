import { and, eq } from "drizzle-orm";
import { eventDetails, events } from "@/db/schema/audit";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { EraseInput } from "./schema";

/**
 * Erases a fact's personal data for good. The chain keeps its salted commitment, which says nothing without the salt,
 * so it verifies as before. Returns false when there was nothing to erase; throws `NotFound`.
 */
export function erasePersonalData(
  ctx: Ctx,
  { eventId, reason }: EraseInput,
): Promise<{ erased: boolean }> {
  authorize(ctx, "audit.erase");
  return inTenant(ctx, async (tx) => {
    const [event] = await tx
      .select({ id: events.id })
      .from(events)
      .where(and(eq(events.tenantId, ctx.tenantId), eq(events.id, eventId)));
    if (!event) throw new NotFound("event");
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
