import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { findEvents } from "./internal/find-events";
import type { EventPage, TimelineInput } from "./schema";

/** What happened, in the tenant or to one entity; only facts that the reader may see. */
export function readTimeline(ctx: Ctx, input: TimelineInput): Promise<EventPage> {
  authorize(ctx, "event.read");
  return inTenant(ctx, (tx) => findEvents(ctx, tx, input));
}
