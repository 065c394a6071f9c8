import { NotFound } from "@/server/kernel/errors";
import { endSession } from "@/server/modules/auth/for-modules";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openSessions } from "./internal/open-sessions";
import { ownCustomer } from "./internal/own-customer";

/** Ends one of the customer's own sessions at once; anybody else's is NotFound. */
export async function revokeSession(ctx: Ctx, input: { sessionId: string }): Promise<void> {
  const { customerId } = ownCustomer(ctx);
  await inTenant(ctx, async (tx) => {
    const own = await openSessions(ctx, tx, customerId);
    if (!own.some(({ id }) => id === input.sessionId)) throw new NotFound("session");
    await endSession(tx, ctx, input.sessionId, "revoked");
  });
}
