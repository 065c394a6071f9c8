import { authorize } from "@/server/auth/authorize";
import { hiddenPrefixes, permissionForEvent } from "@/server/events/event-permission";
import type { Ctx } from "@/server/tenancy/context";

/**
 * Who has events sent somewhere must be allowed to read each of them; no names at all mean every event.
 * Throws `Forbidden` with the first permission that is missing.
 */
export function authorizeEvents(ctx: Ctx, eventNames: readonly string[]): void {
  authorize(ctx, "event.read");
  const asked =
    eventNames.length > 0 ? eventNames : hiddenPrefixes(ctx).map((prefix) => `${prefix}.*`);
  for (const name of asked) authorize(ctx, permissionForEvent(name));
}
