import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endSessionsOf } from "./internal/end-sessions-of";
import { selfOf } from "./internal/self";

/** Ends all of the caller's sessions here but this one, at once. */
export function revokeOtherSessions(ctx: Ctx): Promise<{ ended: number }> {
  return inTenant(ctx, async (tx) => {
    const { membershipId, sessionId } = await selfOf(tx, ctx);
    return { ended: await endSessionsOf(tx, ctx, { membershipId, keep: sessionId }, "revoked") };
  });
}
