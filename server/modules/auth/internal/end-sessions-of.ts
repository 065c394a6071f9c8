import { and, eq, isNull, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import type { EventPayload } from "@/server/events/catalog";
import type { Ctx } from "@/server/tenancy/context";
import { endSession } from "./end-session";

/** Ends a member's living sessions, all but one if `keep` names it; tells how many. */
export async function endSessionsOf(
  tx: Tx,
  ctx: Ctx,
  of: { membershipId: string; keep?: string | undefined; deviceId?: string | undefined },
  reason: EventPayload<"session.revoked">["reason"],
): Promise<number> {
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.membershipId, of.membershipId),
        isNull(sessions.revokedAt),
        ...(of.keep ? [ne(sessions.id, of.keep)] : []),
        ...(of.deviceId ? [eq(sessions.deviceId, of.deviceId)] : []),
      ),
    );
  let ended = 0;
  for (const { id } of rows) if (await endSession(tx, ctx, id, reason)) ended++;
  return ended;
}
