import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import { endSession } from "@/server/modules/auth/for-modules";
import type { Ctx } from "@/server/tenancy/context";

type Reason = Parameters<typeof endSession>[3];

/** A customer's living sessions, newest first. */
export function openSessions(ctx: Ctx, tx: Tx, customerId: string) {
  return tx
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      country: sessions.country,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.customerId, customerId),
        isNull(sessions.revokedAt),
        gt(sessions.idleExpiresAt, ctx.now),
        gt(sessions.expiresAt, ctx.now),
      ),
    )
    .orderBy(desc(sessions.createdAt))
    .limit(200);
}

/** Ends a customer's sessions at once, all but one where it is given; returns how many. */
export async function endSessionsOf(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  end: { reason: Reason; but?: string },
): Promise<number> {
  const open = (await openSessions(ctx, tx, customerId)).filter(({ id }) => id !== end.but);
  for (const { id } of open) await endSession(tx, ctx, id, end.reason);
  return open.length;
}
