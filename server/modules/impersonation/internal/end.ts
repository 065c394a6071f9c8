import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { impersonations, sessions } from "@/db/schema/auth";
import { record } from "@/server/events/record";
import { endSession } from "@/server/modules/auth/for-modules";
import type { Ctx } from "@/server/tenancy/context";

/** Ends an impersonation and its session in the open transaction. False when it had ended before, or is not of this tenant. */
export async function endImpersonationRow(
  ctx: Ctx,
  tx: Tx,
  id: string,
  reason: "left" | "revoked",
): Promise<boolean> {
  const ended = await tx
    .update(impersonations)
    .set({ endedAt: ctx.now, endedReason: reason })
    .where(
      and(
        eq(impersonations.tenantId, ctx.tenantId),
        eq(impersonations.id, id),
        isNull(impersonations.endedAt),
      ),
    )
    .returning({ id: impersonations.id });
  if (ended.length === 0) return false;
  const open = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.impersonationId, id)));
  for (const session of open)
    await endSession(tx, ctx, session.id, reason === "left" ? "signedOut" : "revoked");
  record(ctx, "impersonation.ended", {
    entity: { type: "impersonation", id },
    payload: { reason },
  });
  return true;
}
