import { and, eq } from "drizzle-orm";
import { sessions } from "@/db/schema/auth";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endSession } from "./internal/end-session";
import { ownMembership } from "./internal/own-membership";

/** Ends one of the caller's own sessions at once. Somebody else's is NotFound; one that ended before is no error. */
export async function revokeSession(ctx: Ctx, input: { sessionId: string }): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const own = await ownMembership(tx, ctx);
    const [row] = await tx
      .select({ id: sessions.id })
      .from(sessions)
      .where(
        and(
          eq(sessions.id, input.sessionId),
          eq(sessions.tenantId, ctx.tenantId),
          eq(sessions.membershipId, own.membershipId),
        ),
      );
    if (!row) throw new NotFound("session");
    await endSession(tx, ctx, row.id, "revoked");
  });
}
