import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { sessions } from "@/db/schema/auth";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownMembership } from "./internal/own-membership";
import type { SessionDto } from "./schema";

/** The caller's own living sessions, newest first: where am I signed in? */
export function listSessions(ctx: Ctx): Promise<SessionDto[]> {
  return inTenant(ctx, async (tx) => {
    const own = await ownMembership(tx, ctx);
    const rows = await tx
      .select({
        id: sessions.id,
        userAgent: sessions.userAgent,
        ip: sessions.ip,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
        expiresAt: sessions.expiresAt,
      })
      .from(sessions)
      .where(
        and(
          eq(sessions.tenantId, ctx.tenantId),
          eq(sessions.membershipId, own.membershipId),
          isNull(sessions.revokedAt),
          gt(sessions.idleExpiresAt, ctx.now),
          gt(sessions.expiresAt, ctx.now),
        ),
      )
      .orderBy(desc(sessions.createdAt))
      .limit(100);
    return rows.map((row) => ({
      ...row,
      current: row.id === own.sessionId,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }));
  });
}
