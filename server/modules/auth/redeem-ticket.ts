import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { signInTickets } from "@/db/schema/auth";
import type { SessionAudience } from "@/server/auth/session";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endSession } from "./internal/end-session";
import { hashTicket } from "./internal/open-session";

/**
 * A ticket of this tenant → its session's id, once; undefined when unknown, used, older than a minute, or of an
 * audience that this door does not open for (such a ticket stays good for its own).
 * The session that the browser had until now ends with it: its cookie is overwritten, and a copy must not outlive it.
 */
export function redeemTicket(
  ctx: Ctx,
  input: { ticket: string; audience: SessionAudience },
): Promise<string | undefined> {
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
          sql`exists (select 1 from sessions s where s.id = ${signInTickets.sessionId}
            and s.tenant_id = ${ctx.tenantId} and s.audience = ${input.audience})`,
        ),
      )
      .returning({ sessionId: signInTickets.sessionId });
    if (row && "sessionId" in actor && actor.sessionId !== row.sessionId)
      await endSession(tx, ctx, actor.sessionId, "signedOut");
    return row?.sessionId;
  });
}
