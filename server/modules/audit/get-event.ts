import { and, eq } from "drizzle-orm";
import { events } from "@/db/schema/audit";
import { authorize, holds } from "@/server/auth/authorize";
import { maySeeEvent } from "@/server/events/event-permission";
import { openPersonalDetails } from "@/server/events/personal-details";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { auditColumns, toEventDto } from "./internal/event-dto";
import type { EventIdInput, EventWithDetailsDto } from "./schema";

/** One fact; its personal data only for those who may read the audit log. Throws `NotFound`. */
export function getEvent(ctx: Ctx, { eventId }: EventIdInput): Promise<EventWithDetailsDto> {
  authorize(ctx, "event.read");
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .select(auditColumns)
      .from(events)
      .where(and(eq(events.tenantId, ctx.tenantId), eq(events.id, eventId)));
    if (!row || !maySeeEvent(ctx, row.name)) throw new NotFound("event");
    const details = holds(ctx.actor, "audit.read")
      ? await openPersonalDetails(tx, ctx.tenantId, eventId)
      : undefined;
    return { ...toEventDto(row), personal: details?.data ?? null };
  });
}
