import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import { sessionName } from "@/server/auth/live-session";
import { sessionCache } from "@/server/auth/session-cache";
import type { EventPayload } from "@/server/events/catalog";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { openScope } from "@/server/tenancy/scope";

/** Marks the session revoked, states the fact, and forgets it in this process once committed. False if it had ended before. */
export async function endSession(
  tx: Tx,
  ctx: Ctx,
  sessionId: string,
  reason: EventPayload<"session.revoked">["reason"],
): Promise<boolean> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: ctx.now, revokedReason: reason })
    .where(
      and(
        eq(sessions.id, sessionId),
        eq(sessions.tenantId, ctx.tenantId),
        isNull(sessions.revokedAt),
      ),
    )
    .returning({ id: sessions.id });
  if (ended.length === 0) return false;
  record(ctx, "session.revoked", {
    entity: { type: "session", id: sessionId },
    payload: { reason },
  });
  openScope().afterCommit.push(() => sessionCache.forget(sessionName(ctx.tenantId, sessionId)));
  return true;
}
