import { and, eq, gt, isNull } from "drizzle-orm";
import { signInTickets } from "@/db/schema/auth";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endSession } from "./internal/end-session";
import { hashTicket } from "./internal/open-session";

/**
 * A ticket of this tenant → its session's id, once; undefined when unknown, used or older than a minute.
 * The session that the browser had until now ends with it: its cookie is overwritten, and a copy must not outlive it.
 */
export function redeemTicket(ctx: Ctx, input: { ticket: string }): Promise<string | undefined> {
  const { actor } = ctx;
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .update(signInTickets)
      .set({ usedAt: ctx.now })
      .where(
        and(
          eq(signInTickets.tenantId, ctx.tenantId),
          eq(signInTickets.tokenHash, hashTicket(input.ticket)),
          isNull(signInTickets.usedAt),
          gt(signInTickets.expiresAt, ctx.now),
        ),
      )
      .returning({ sessionId: signInTickets.sessionId });
    if (row && "sessionId" in actor && actor.sessionId !== row.sessionId)
      await endSession(tx, ctx, actor.sessionId, "signedOut");
    return row?.sessionId;
  });
}
