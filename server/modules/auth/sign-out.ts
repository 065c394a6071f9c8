import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endSession } from "./internal/end-session";

/** Ends the caller's own session at once; without a session it does nothing. */
export async function signOut(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  if (!("sessionId" in actor)) return;
  await inTenant(ctx, (tx) => endSession(tx, ctx, actor.sessionId, "signedOut"));
}
